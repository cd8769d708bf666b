#!/usr/bin/env python3
"""Writes mega-models.json: scores of every model and preset, computed with PyTorch.

    python3 make_mega_golden.py > mega-models.json

Needs PyTorch 1.12 or later; written with Debian's python3-torch 1.13.1, in double precision. It shares no
code with the package: models are written down from the equations of the paper and from the forward pass of
the published code, on plain tensors. Weights are not stored but follow from their names:
w_i = scale * sin(0.37 (i + 1) + phase(name)), plus 1 for the weights of norms.
"""
import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
D, HEADS, INNER, LAYERS, VOCABULARY, POSITIONS = 16, 2, 24, 2, 40, 130
A, M, P, R = 2 * D, 4, 6, 5
WORDS, WORD_WIDTH, POSITION_WIDTH, FILTERS = 12, 6, 3, 7


def weight(name, *shape):
    count = math.prod(shape)
    phase = sum((k + 1) * byte for k, byte in enumerate(name.encode())) % 1000 / 100
    scale = 0.5 if "bias" in name else 2 / math.sqrt(shape[-1])
    values = scale * torch.sin(0.37 * torch.arange(1, count + 1, dtype=torch.float64) + phase)
    if name.endswith("LayerNorm.weight"):
        values = 1 + 0.2 * values
    return values.reshape(shape)


def linear(x, name, inputs, outputs):
    return x @ weight(name + ".weight", outputs, inputs).T + weight(name + ".bias", outputs)


def norm(x, name):
    mean = x.mean(-1, keepdim=True)
    variance = ((x - mean) ** 2).mean(-1, keepdim=True)
    return (x - mean) / torch.sqrt(variance + 1e-12) * weight(name + ".weight", D) + weight(name + ".bias", D)


def bert(ids, mask, types):
    size, length = ids.shape
    e = "encoder.embeddings."
    x = weight(e + "word_embeddings.weight", VOCABULARY, D)[ids]
    x = x + weight(e + "position_embeddings.weight", POSITIONS, D)[:length]
    x = x + weight(e + "token_type_embeddings.weight", 2, D)[types]
    x = norm(x, e + "LayerNorm")
    for i in range(LAYERS):
        e = f"encoder.encoder.layer.{i}."
        q, k, v = (
            linear(x, e + "attention.self." + n, D, D).reshape(size, length, HEADS, D // HEADS)
            for n in ("query", "key", "value"))
        scores = torch.einsum("bihd,bjhd->bhij", q, k) / math.sqrt(D // HEADS)
        scores = scores.masked_fill(mask[:, None, None, :] == 0, -1e30)
        context = torch.einsum("bhij,bjhd->bihd", torch.softmax(scores, -1), v).reshape(size, length, D)
        x = norm(x + linear(context, e + "attention.output.dense", D, D), e + "attention.output.LayerNorm")
        inner = F.gelu(linear(x, e + "intermediate.dense", D, INNER))
        x = norm(x + linear(inner, e + "output.dense", INNER, D), e + "output.LayerNorm")
    return x


# Pieces that tell what the pictures of the posts show, [SEP] included; the last picture shows nothing.
PHRASES = [[21, 22, 7, 30, 6], [33, 6], []]


def samples():
    """Three posts: head first, tail first with words of several pieces, and one without objects."""
    result = []
    for tokens, pieces, head, tail, objects in (
        (6, [1, 1, 2, 1, 1, 1], (1, 2), (3, 5), 4),
        (5, [1, 3, 1, 2, 1], (3, 4), (0, 2), 2),
        (4, [1, 1, 1, 1], (0, 1), (2, 3), 0),
    ):
        first, second = sorted([(*head, (1, 2), "head"), (*tail, (3, 4), "tail")])
        ids, owners, places = [5], [None], {}
        number = 10
        for token in range(tokens):
            for start, _, markers, side in (first, second):
                if token == start:
                    places[side] = len(ids)
                    ids.append(markers[0])
                    owners.append(None)
            for _ in range(pieces[token]):
                ids.append(number % VOCABULARY)
                owners.append(token)
                number += 7
            for _, end, markers, _ in (first, second):
                if token == end - 1:
                    ids.append(markers[1])
                    owners.append(None)
        ids.append(6)
        owners.append(None)
        weights = [[0.0] * M for _ in range(tokens)]
        for token in range(tokens):
            if objects:
                weights[token][(token * 3 + 1) % objects] = 0.3 + 0.1 * token
        features = [[math.cos(1.3 * (o * P + f) + tokens) for f in range(P)] for o in range(objects)]
        result.append(dict(
            ids=ids, owners=owners, headMarker=places["head"], tailMarker=places["tail"], head=head,
            tail=tail, tokens=tokens, words=[(3 * t + tokens) % (WORDS - 1) for t in range(tokens)],
            weights=weights, features=features))
    return result


def padded(rows, length, width):
    out = torch.zeros(len(rows), length, width)
    for i, own in enumerate(rows):
        for j, row in enumerate(own[:length]):
            out[i, j] = torch.tensor(row, dtype=torch.float64)
    return out


def classify(z):
    return linear(torch.relu(linear(z, "head.hidden", z.shape[-1], A)), "head.fc", A, R)


def on_bert(kind, preset, data):
    rows = [s["ids"] + (PHRASES[i] if "phrases" in kind else []) for i, s in enumerate(data)]
    length = 128 if preset == "release" else max(len(row) for row in rows)
    ids = torch.zeros(len(data), length, dtype=torch.long)
    types = torch.zeros(len(data), length, dtype=torch.long)
    mask = torch.zeros(len(data), length)
    for i, s in enumerate(data):
        ids[i, : len(rows[i])] = torch.tensor(rows[i])
        types[i, len(s["ids"]): len(rows[i])] = 1
        mask[i, : len(rows[i])] = 1
    x = bert(ids, mask, types)
    r = torch.arange(len(data))
    heads = torch.tensor([s["headMarker"] for s in data])
    tails = torch.tensor([s["tailMarker"] for s in data])
    if kind in ("mtb", "bert+phrases", "mega+phrases"):
        z = torch.cat([x[r, heads], x[r, tails]], -1)
        return linear(linear(z, "head.linear", 2 * D, 2 * D), "head.fc", 2 * D, R)
    y = padded([s["features"] for s in data], M, P)
    real = torch.zeros(len(data), M)
    for i, s in enumerate(data):
        real[i, : len(s["features"])] = 1
    if kind == "bert+sg":
        objects = (linear(y, "head.picture", P, A) * real[..., None]).sum(1)
        return classify(torch.cat([x[r, heads], x[r, tails], objects], -1))
    alpha = torch.zeros(len(data), length, M)
    if kind == "mega":
        for i, s in enumerate(data):
            if preset == "release":
                # The published loader: zero rows up to 128, five insertions, cut again.
                rows = [list(row) for row in s["weights"]]
                rows += [[0.0] * M] * (128 - len(rows))
                head_length, tail_length = s["head"][1] - s["head"][0], s["tail"][1] - s["tail"][0]
                for place in (0, s["tailMarker"], s["tailMarker"] + head_length + 1, s["headMarker"],
                              s["headMarker"] + tail_length + 1):
                    rows.insert(place, [0.0] * M)
                rows = rows[:128]
            else:
                rows = [[0.0] * M if t is None else s["weights"][t] for t in s["owners"]]
            for t, row in enumerate(rows):
                alpha[i, t] = torch.tensor(row)
    if preset == "release":
        hidden = linear(x, "head.linear_hidden", D, A)
        q = linear(linear(y, "head.linear_pic", P, A), "head.linear_q", A, A)
        k, v = linear(hidden, "head.linear_k", A, A), linear(hidden, "head.linear_v", A, A)
        semantic = torch.sigmoid(torch.softmax(q @ k.transpose(1, 2) / math.sqrt(A), -1) @ v)
        structural = alpha.reshape(len(data), -1).reshape(len(data), M, length) @ hidden
        picture = linear(torch.cat([semantic, structural], -1), "head.linear_final1", 2 * A, A).sum(1)
        z = torch.cat([x[r, heads], x[r, tails], picture], -1)
        return linear(linear(z, "head.linear_final", 2 * D + A, A), "head.fc", A, R)
    v, k = linear(x, "head.value", D, A), linear(x, "head.key", D, A)
    scores = linear(y, "head.query", P, A) @ k.transpose(1, 2) / math.sqrt(A)
    beta = torch.softmax(scores.masked_fill(mask[:, None, :] == 0, -1e30), -1)
    pooled = torch.zeros(len(data), A)
    for i, s in enumerate(data):
        for o in range(len(s["features"])):
            pooled[i] += (alpha[i, :, o] + beta[i, o]) @ v[i]
    parts = [v[r, heads], v[r, tails], pooled]
    if preset == "aligned":
        objects = linear(y, "head.object", P, A)
        for side in ("head", "tail"):
            u = torch.zeros(len(data), A)
            for i, s in enumerate(data):
                span = range(*s[side])
                for token in span if kind == "mega" else []:
                    for o in range(len(s["features"])):
                        u[i] += s["weights"][token][o] / len(span) * objects[i, o]
            parts.append(u)
    return classify(torch.cat(parts, -1))


def on_words(kind, data):
    length, inputs = 128, WORD_WIDTH + 2 * POSITION_WIDTH
    x = torch.zeros(len(data), length, inputs)
    tables = weight("head.words.weight", WORDS, WORD_WIDTH).clone()
    tables[-1] = 0
    positions = []
    for name in ("head_positions", "tail_positions"):
        table = weight(f"head.{name}.weight", 256, POSITION_WIDTH).clone()
        table[0] = 0
        positions.append(table)
    part = torch.full((len(data), length), -1)
    for i, s in enumerate(data):
        first, second = sorted((s["head"][0], s["tail"][0]))
        for t, word in enumerate(s["words"]):
            x[i, t] = torch.cat([
                tables[word], positions[0][t - s["head"][0] + 128], positions[1][t - s["tail"][0] + 128]])
            part[i, t] = 0 if t <= first else 1 if t <= second else 2
    filters = weight("head.conv.weight", FILTERS, inputs, 3)
    c = F.conv1d(x.transpose(1, 2), filters, weight("head.conv.bias", FILTERS), padding=1)
    if kind == "glove-cnn":
        z = torch.relu(c).amax(2)
    else:
        z = torch.cat([torch.relu(c - 100.0 * (part != k)[:, None, :]).amax(2) for k in range(3)], -1)
    return linear(z, "head.fc", z.shape[-1], R)


def main():
    data = samples()
    cases = []
    for kind in ("mtb", "bert+sg", "bert+sg+att", "mega"):
        for preset in ("paper", "release", "aligned"):
            cases.append(dict(kind=kind, preset=preset, logits=on_bert(kind, preset, data).tolist()))
    for kind in ("bert+phrases", "mega+phrases"):
        cases.append(dict(kind=kind, preset="paper", logits=on_bert(kind, "paper", data).tolist()))
    for kind in ("glove-cnn", "pcnn"):
        cases.append(dict(kind=kind, preset="paper", logits=on_words(kind, data).tolist()))
    for case in cases:
        case["logits"] = [[round(v, 9) for v in row] for row in case["logits"]]
    for s in data:
        s["features"] = [[round(v, 9) for v in row] for row in s["features"]]
        s["weights"] = [[round(v, 9) for v in row] for row in s["weights"]]
    print(json.dumps(dict(samples=data, phrases=PHRASES, cases=cases)))


if __name__ == "__main__":
    main()
