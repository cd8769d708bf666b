#!/usr/bin/env python3
"""Converts a published PyTorch checkpoint (.pth.tar, .pt, .bin) to safetensors.

    python3 Scripts/convert-checkpoint.py MEGA_ckpt.pth.tar mega.safetensors

Needs PyTorch (on Debian: apt-get install python3-torch) and nothing else. PyTorch 1.13 and later read
arrays only (weights_only), so that a file cannot run code; older ones are refused. Arrays keep their names;
“mega convert checkpoint” makes a model of them.
"""
import json
import os
import struct
import sys

import torch

NAMES = {
    torch.float32: "F32", torch.float64: "F64", torch.float16: "F16", torch.bfloat16: "BF16",
    torch.int64: "I64", torch.int32: "I32", torch.uint8: "U8", torch.bool: "BOOL",
}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, target = sys.argv[1:]
    content = torch.load(source, map_location="cpu", weights_only=True)
    if "state_dict" in content:
        content = content["state_dict"]
    arrays = {name: value.contiguous() for name, value in content.items() if torch.is_tensor(value)}
    header, offset = {"__metadata__": {"format": "pt"}}, 0
    for name, value in arrays.items():
        size = value.numel() * value.element_size()
        header[name] = {
            "dtype": NAMES[value.dtype], "shape": list(value.shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    temporary = target + ".part"
    with open(temporary, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for value in arrays.values():
            # Bytes of any type, bfloat16 included, which NumPy does not have.
            file.write(bytes(value.flatten().view(torch.uint8).numpy()) if value.numel() else b"")
    os.replace(temporary, target)
    print(f"{len(arrays)} arrays, {offset} bytes")


main()
