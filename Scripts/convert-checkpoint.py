#!/usr/bin/env python3
"""Converts a published PyTorch checkpoint (.pth.tar, .pt, .bin) to safetensors.

    python3 Scripts/convert-checkpoint.py MEGA_ckpt.pth.tar mega.safetensors

Needs PyTorch 1.13 or later (on Debian: apt-get install python3-torch) and nothing else. Nothing but arrays is
read (weights_only), so that a file cannot run code. Arrays keep their names; “mega convert checkpoint” makes a
model of them.
"""
import contextlib
import json
import os
import struct
import sys

try:
    import torch
except ImportError:
    sys.exit("Error: there is no PyTorch for this python3 (on Debian: apt-get install python3-torch)")

NAMES = {
    torch.float32: "F32", torch.float64: "F64", torch.float16: "F16", torch.bfloat16: "BF16",
    torch.int64: "I64", torch.int32: "I32", torch.uint8: "U8", torch.bool: "BOOL",
}


def arrays(path):
    """The arrays of a checkpoint by their names, whatever stands around them."""
    if tuple(int(part) for part in torch.__version__.split(".")[:2]) < (1, 13):
        sys.exit(f"Error: PyTorch {torch.__version__} cannot read arrays only; 1.13 or later can")
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except OSError as error:
        sys.exit(f"Error: {path}: cannot be read: {error.strerror or error}")
    except Exception as error:  # PyTorch raises many kinds, and advises to let files run code.
        sys.exit(f"Error: {path}: is no checkpoint of arrays alone ({type(error).__name__})")
    for key in ("state_dict", "model"):
        if isinstance(content, dict) and isinstance(content.get(key), dict):
            content = content[key]
    if not isinstance(content, dict):
        sys.exit(f"Error: {path}: holds a {type(content).__name__} where names and arrays are expected")
    found = {name: value for name, value in content.items() if torch.is_tensor(value)}
    if not found:
        sys.exit(f"Error: {path}: holds no arrays")
    for name, value in found.items():
        if value.dtype not in NAMES:
            sys.exit(f"Error: {path}: “{name}” consists of {value.dtype}, which cannot be written")
        if value.layout != torch.strided:
            sys.exit(f"Error: {path}: “{name}” is not dense, so it cannot be written")
    # Parameters know of gradients, and NumPy takes none that do.
    return {name: value.detach().contiguous() for name, value in found.items()}


def write(arrays, path):
    header, offset = {"__metadata__": {"format": "pt"}}, 0
    for name, value in arrays.items():
        size = value.numel() * value.element_size()
        header[name] = {
            "dtype": NAMES[value.dtype], "shape": list(value.shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    temporary = path + ".part"
    try:
        with open(temporary, "wb") as file:
            file.write(struct.pack("<Q", len(text)) + text)
            for value in arrays.values():
                # Bytes of any type, bfloat16 included, which NumPy does not have.
                file.write(bytes(value.flatten().view(torch.uint8).numpy()) if value.numel() else b"")
        os.replace(temporary, path)
    except OSError as error:
        sys.exit(f"Error: {path}: cannot be written: {error.strerror or error}")
    finally:
        # Also when a key ends the script; a file that is whole has its other name by now.
        with contextlib.suppress(OSError):
            os.remove(temporary)
    return offset


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    found = arrays(sys.argv[1])
    print(f"{len(found)} arrays, {write(found, sys.argv[2])} bytes")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("Error: interrupted", file=sys.stderr)
        sys.exit(130)
    except Exception as error:  # No traceback, whatever PyTorch thinks of a file.
        sys.exit(f"Error: {sys.argv[1]}: {type(error).__name__}: {' '.join(str(error).split())}")
