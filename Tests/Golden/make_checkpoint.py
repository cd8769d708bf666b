#!/usr/bin/env python3
"""Writes small checkpoints as they are published, with samples and the probabilities they should give.

    python3 make_checkpoint.py FOLDER

Needs PyTorch 1.13 or later. Models, weights and equations are those of make_mega_golden.py, with the ten
objects that a published model always has. The folder gets mega.pth.tar (arrays behind “module.”, with
position_ids and layers that nothing uses), mtb.pth.tar (no prefix, norms with gamma and beta), the encoder's
config.json and vocab.txt, rel2id.json, samples.txt, features in imgSG, weights in rel, and expected.json.
"""
import json
import os
import sys

import torch

import make_mega_golden as golden

golden.M = 10
# Words are called after their numbers, behind the special pieces.
PIECES = ["[PAD]"] + [f"[unused{i}]" for i in range(4)] + ["[CLS]", "[SEP]", "[UNK]"]
PIECES += [f"w{i}" for i in range(len(PIECES), golden.VOCABULARY)]
RELATIONS = ["None", "/per/per/peer", "/per/org/member_of", "/loc/loc/contain", "/misc/misc/part_of"]
# The numbers of the words, the mentions, and how many objects there are.
POSTS = [
    ([12, 30, 9, 21, 17, 33], (1, 2), (3, 5), 4),
    ([15, 8, 28, 39, 10], (3, 4), (0, 2), 10),
    ([26, 19, 11, 35], (0, 1), (2, 3), 0),
]


def sample(place, words, head, tail, objects):
    ids, owners, starts = [5], [None], {}
    for token, word in enumerate(words):
        for side, (start, end), markers in (("head", head, (1, 2)), ("tail", tail, (3, 4))):
            if token == start:
                starts[side] = len(ids)
                ids.append(markers[0])
                owners.append(None)
        ids.append(word)
        owners.append(token)
        for start, end, markers in ((*head, (1, 2)), (*tail, (3, 4))):
            if token == end - 1:
                ids.append(markers[1])
                owners.append(None)
    weights = [[0.0] * golden.M for _ in words]
    for token in range(len(words)):
        if objects:
            weights[token][(3 * token + place) % objects] = 0.25 + 0.125 * (token % 5)
    features = [
        [round(0.5 * ((7 * o + 3 * f + place) % 11) - 2, 2) for f in range(golden.P)]
        for o in range(objects)]
    return dict(
        ids=ids + [6], owners=owners + [None], headMarker=starts["head"], tailMarker=starts["tail"],
        head=head, tail=tail, weights=weights, features=features)


def published(kind, data):
    """The probabilities of a model, and its arrays under their published names."""
    names, weight = {}, golden.weight

    def recording(name, *shape):
        names[name] = weight(name, *shape)
        return names[name]

    golden.weight = recording
    logits = golden.on_bert(kind, "release", data)
    golden.weight = weight
    arrays = {}
    for name, value in names.items():
        if name.startswith("encoder."):
            name = "sentence_encoder.bert." + name[len("encoder."):]
        elif name.startswith("head.fc."):
            name = name[len("head."):]
        else:
            name = "sentence_encoder." + name[len("head."):]
        arrays[name] = value.float()
    return torch.softmax(logits, -1).tolist(), arrays


def main():
    folder = sys.argv[1]
    os.makedirs(f"{folder}/imgSG")
    os.makedirs(f"{folder}/rel")

    def write(name, text):
        with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
            file.write(text)

    data, lines = [], []
    for i, (words, head, tail, objects) in enumerate(POSTS):
        own = sample(i, words, head, tail, objects)
        data.append(own)
        tokens = [PIECES[word] for word in words]
        lines.append(repr({
            "token": tokens, "h": {"name": " ".join(tokens[slice(*head)]), "pos": list(head)},
            "t": {"name": " ".join(tokens[slice(*tail)]), "pos": list(tail)}, "img_id": f"p{i}.jpg",
            "relation": RELATIONS[i]}))
        write(f"imgSG/p{i}.jpg", "?\n" + "\t".join(["thing"] * objects) + "\n"
              + "\t".join(repr(x) for row in own["features"] for x in row) + "\n")
        # The published loader takes the first row for a header and leaves it out.
        rows = [[0.0] * golden.M] + own["weights"]
        write(f"rel/p{i}.txt", "".join(" ".join(f"{x:.18e}" for x in row) + "\n" for row in rows))
    write("samples.txt", "\n".join(lines) + "\n")
    write("vocab.txt", "\n".join(PIECES) + "\n")
    write("rel2id.json", json.dumps({name: i for i, name in enumerate(RELATIONS)}))
    write("config.json", json.dumps(dict(
        vocab_size=golden.VOCABULARY, hidden_size=golden.D, num_hidden_layers=golden.LAYERS,
        num_attention_heads=golden.HEADS, intermediate_size=golden.INNER, type_vocab_size=2,
        max_position_embeddings=golden.POSITIONS, hidden_act="gelu", layer_norm_eps=1e-12)))

    expected = {}
    expected["mega"], arrays = published("mega", data)
    arrays["sentence_encoder.bert.embeddings.position_ids"] = torch.arange(golden.POSITIONS)[None]
    for name in ("linear_merge", "linear"):
        arrays[f"sentence_encoder.{name}.weight"] = torch.ones(golden.A, golden.A)
        arrays[f"sentence_encoder.{name}.bias"] = torch.ones(golden.A)
    torch.save(
        {"state_dict": {"module." + name: value for name, value in arrays.items()}, "epoch": 3},
        f"{folder}/mega.pth.tar")
    expected["mtb"], arrays = published("mtb", data)
    torch.save(
        {"state_dict": {
            name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"):
            value for name, value in arrays.items()}},
        f"{folder}/mtb.pth.tar")
    write("expected.json", json.dumps(dict(relations=RELATIONS, models=expected)))


if __name__ == "__main__":
    main()
