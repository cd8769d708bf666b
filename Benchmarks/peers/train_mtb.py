#!/usr/bin/env python3
"""Pieces per second of the model “mtb” in PyTorch: the peer of “mega train --model mtb”.

    python3 train_mtb.py MODEL_FOLDER LOG --threads 2

MODEL_FOLDER has config.json and model.safetensors. LOG is the log.jsonl of a training by “mega train”, whose
batches are taken again: as many samples, the same longest one, as many pieces in each step. The pieces
themselves are random, which does not matter to the time. AdamW, clipping and dropout are as there. The whole last
layer is computed, as whoever calls a BERT does; with --shortcut only its states at markers are, as in “mega train”, and
attention is PyTorch's scaled_dot_product_attention. Needs PyTorch (on Debian: python3-torch). “compare_training.py” runs all.
"""
import argparse
import json
import math
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

    def __call__(self, ids, mask, markers=None):
        """All states, or with the places of markers, samples × 2, only those at them."""
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
            states = x
            if markers is not None and i == c["num_hidden_layers"] - 1:
                x = torch.gather(x, 1, markers[:, :, None].expand(-1, -1, width))
            q, k, v = (
                linear(s, e + "attention.self." + n).view(size, s.shape[1], heads, -1).transpose(1, 2)
                for n, s in (("query", x), ("key", states), ("value", states)))
            if markers is not None:
                a = F.scaled_dot_product_attention(q, k, v, attn_mask=bias, dropout_p=0.1)
            else:
                a = F.dropout(torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(width // heads) + bias, -1), 0.1) @ v
            a = a.transpose(1, 2).reshape(size, x.shape[1], width)
            a = F.dropout(linear(a, e + "attention.output.dense"), 0.1)
            x = norm(x + a, e + "attention.output.LayerNorm")
            f = F.dropout(linear(F.gelu(linear(x, e + "intermediate.dense")), e + "output.dense"), 0.1)
            x = norm(x + f, e + "output.LayerNorm")
        return x


def steps(path):
    """The lengths of the samples of each step: one is the longest, the others share what is left."""
    for line in open(path):
        step = json.loads(line).get("step")
        if step is None:
            continue
        size, longest = step["samples"], step["places"] // step["samples"]
        others = max(size - 1, 1)
        each, more = divmod(step["pieces"] - longest, others)
        yield [longest] + [each + (i < more) for i in range(size - 1)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("log")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--shortcut", action="store_true", help="the last layer at markers only, and fused attention")
    parser.add_argument("--json", action="store_true", help="a line for programs")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)

    encoder = Encoder(options.folder)
    width = encoder.config["hidden_size"]
    first, last = torch.nn.Linear(2 * width, 2 * width), torch.nn.Linear(2 * width, 23)
    parameters = list(encoder.p.values()) + list(first.parameters()) + list(last.parameters())
    optimizer = torch.optim.AdamW(parameters, lr=1e-4, weight_decay=0.01)
    pieces, seconds = [], []
    for batch in steps(options.log):
        start = time.perf_counter()
        longest, size = max(batch), len(batch)
        ids = torch.randint(1000, 30000, (size, longest))
        mask = torch.zeros(size, longest)
        for i, length in enumerate(batch):
            mask[i, :length] = 1
            ids[i, length:] = 0
        markers = torch.randint(1, 5, (size, 2))
        if options.shortcut:
            z = encoder(ids, mask, markers).reshape(size, -1)
        else:
            z = torch.gather(encoder(ids, mask), 1, markers[:, :, None].expand(-1, -1, width)).reshape(size, -1)
        loss = F.cross_entropy(last(F.dropout(first(z), 0.5)), torch.randint(0, 23, (size,)))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        loss.item()
        seconds.append(time.perf_counter() - start)
        pieces.append(sum(batch))
    if options.json:
        print(json.dumps(dict(torch=torch.__version__, pieces=pieces, seconds=seconds)))
        return
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"PyTorch {torch.__version__}: {sum(pieces) / sum(seconds):.0f} pieces/s, {memory:.0f} MiB")


main()
