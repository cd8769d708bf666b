#!/usr/bin/env python3
"""Pieces per second of the model “mtb” in PyTorch: the peer of “mega train --model mtb”.

    python3 train_mtb.py MODEL_FOLDER LENGTHS --batch-size 32 --steps 60 --threads 2

MODEL_FOLDER has config.json and model.safetensors; LENGTHS is a text file with the number of pieces of each
sample. Pieces are random, which does not matter to the time; batches are cut from fifty sorted by length, as
in the package. AdamW, clipping and dropout are as there. Needs PyTorch (on Debian: python3-torch).
"""
import argparse
import json
import math
import random
import resource
import struct
import time

import numpy
import torch
import torch.nn.functional as F


def arrays(path):
    with open(path, "rb") as file:
        size = struct.unpack("<Q", file.read(8))[0]
        header, data = json.loads(file.read(size)), file.read()
    return {
        name: torch.from_numpy(numpy.frombuffer(
            data[entry["data_offsets"][0]:entry["data_offsets"][1]], dtype=numpy.float32
        ).reshape(entry["shape"]).copy())
        for name, entry in header.items()
        if name != "__metadata__" and entry["dtype"] == "F32" and not name.startswith("pooler")}


class Encoder:
    def __init__(self, folder):
        self.config = json.load(open(folder + "/config.json"))
        self.p = {k: v.requires_grad_() for k, v in arrays(folder + "/model.safetensors").items()}

    def __call__(self, ids, mask):
        c, p, (size, length) = self.config, self.p, ids.shape
        width, heads = c["hidden_size"], c["num_attention_heads"]

        def linear(x, name):
            return F.linear(x, p[name + ".weight"], p[name + ".bias"])

        def norm(x, name):
            return F.layer_norm(x, (width,), p[name + ".weight"], p[name + ".bias"], c["layer_norm_eps"])

        x = p["embeddings.word_embeddings.weight"]
        x = F.embedding(ids, x) + p["embeddings.position_embeddings.weight"][:length]
        x = x + p["embeddings.token_type_embeddings.weight"][0]
        x = F.dropout(norm(x, "embeddings.LayerNorm"), 0.1)
        bias = (mask - 1)[:, None, None, :] * 1e9
        for i in range(c["num_hidden_layers"]):
            e = f"encoder.layer.{i}."
            q, k, v = (
                linear(x, e + "attention.self." + n).view(size, length, heads, -1).transpose(1, 2)
                for n in ("query", "key", "value"))
            a = F.dropout(torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(width // heads) + bias, -1), 0.1)
            a = (a @ v).transpose(1, 2).reshape(size, length, width)
            a = F.dropout(linear(a, e + "attention.output.dense"), 0.1)
            x = norm(x + a, e + "attention.output.LayerNorm")
            f = F.dropout(linear(F.gelu(linear(x, e + "intermediate.dense")), e + "output.dense"), 0.1)
            x = norm(x + f, e + "output.LayerNorm")
        return x


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("lengths")
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    generator = random.Random(1)
    lengths = [int(line) for line in open(options.lengths)]
    generator.shuffle(lengths)
    batches = []
    pool = options.batch_size * 50
    for start in range(0, len(lengths), pool):
        part = sorted(lengths[start:start + pool])
        batches += [part[i:i + options.batch_size] for i in range(0, len(part), options.batch_size)]
    generator.shuffle(batches)

    encoder = Encoder(options.folder)
    width = encoder.config["hidden_size"]
    first, last = torch.nn.Linear(2 * width, 2 * width), torch.nn.Linear(2 * width, 23)
    parameters = list(encoder.p.values()) + list(first.parameters()) + list(last.parameters())
    optimizer = torch.optim.AdamW(parameters, lr=1e-4, weight_decay=0.01)
    pieces, start = 0, time.perf_counter()
    for batch in batches[:options.steps]:
        longest, size = max(batch), len(batch)
        ids = torch.randint(1000, 30000, (size, longest))
        mask = torch.zeros(size, longest)
        for i, length in enumerate(batch):
            mask[i, :length] = 1
            ids[i, length:] = 0
        x = encoder(ids, mask)
        rows = torch.arange(size)
        z = torch.cat([x[rows, torch.randint(1, 5, (size,))], x[rows, torch.randint(1, 5, (size,))]], -1)
        loss = F.cross_entropy(last(F.dropout(first(z), 0.5)), torch.randint(0, 23, (size,)))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        loss.item()
        pieces += sum(batch)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"PyTorch {torch.__version__}: {pieces / seconds:.0f} pieces/s, {memory:.0f} MiB")


main()
