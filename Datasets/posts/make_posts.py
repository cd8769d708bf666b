#!/usr/bin/env python3
"""Writes the example posts of this folder. Everything in them is invented.

Run it here: python3 make_posts.py. It needs nothing but Python 3 and always writes the same bytes. Three numbers
make other sets, in the working folder: so many posts of each kind and relation to learn from, to validate and to test
with (8 kinds and relations; 6 2 2).

What a post says tells which relations are possible; which one it is, only the picture tells: each
picture holds both objects that decide, and what counts is the one whose place in the scene graph is
that of the head in the sentence. So neither the text nor the objects alone suffice; words aligned with
objects do.
"""

import json
import math
import random
import sys

# The text's kind, its two relations with the objects that decide, and its sentences: words as
# (form, head, label), heads counted from 1, 0 for the root. H and T stand for the mentions, whose
# further words hang on their first. Marks: H/T in the form.
KINDS = {
    "per-per": {
        "mentions": ("person", "person"),
        "relations": (("/per/per/couple", "bouquet"), ("/per/per/peer", "microphone")),
        "sentences": [
            [("H", 2, "nsubj"), ("smiles", 0, "root"), ("beside", 4, "case"), ("T", 2, "obl"),
             ("tonight", 2, "advmod")],
            [("Lovely", 2, "amod"), ("evening", 0, "root"), ("for", 4, "case"), ("H", 2, "nmod"),
             ("and", 6, "cc"), ("T", 4, "conj")],
            [("RT", 3, "dep"), ("H", 3, "nsubj"), ("meets", 0, "root"), ("T", 3, "obj"),
             ("again", 3, "advmod")],
        ],
    },
    "per-org": {
        "mentions": ("person", "organization"),
        "relations": (("/per/org/member_of", "jersey"), ("None", "umbrella")),
        "sentences": [
            [("H", 2, "nsubj"), ("waves", 0, "root"), ("to", 4, "case"), ("T", 2, "obl"),
             ("supporters", 4, "appos"), ("!", 2, "punct")],
            [("H", 3, "nsubj"), ("now", 3, "advmod"), ("speaks", 0, "root"), ("about", 5, "case"),
             ("T", 3, "obl")],
            [("Great", 2, "amod"), ("day", 0, "root"), (":", 4, "punct"), ("H", 2, "appos"),
             ("at", 6, "case"), ("T", 4, "nmod")],
        ],
    },
    "per-misc": {
        "mentions": ("person", "event"),
        "relations": (("/per/misc/awarded", "trophy"), ("/per/misc/present_in", "banner")),
        "sentences": [
            [("H", 2, "nsubj"), ("shines", 0, "root"), ("at", 4, "case"), ("T", 2, "obl"),
             ("today", 2, "advmod")],
            [("What", 2, "det"), ("night", 0, "root"), ("for", 4, "case"), ("H", 2, "nmod"),
             ("at", 6, "case"), ("T", 2, "nmod")],
            [("Photo", 0, "root"), (":", 3, "punct"), ("H", 1, "appos"), (",", 5, "punct"),
             ("T", 3, "appos")],
        ],
    },
    "loc-loc": {
        "mentions": ("place", "place"),
        "relations": (("/loc/loc/contain", "signpost"), ("None", "fence")),
        "sentences": [
            [("Sunrise", 0, "root"), ("over", 3, "case"), ("T", 1, "nmod"), (",", 5, "punct"),
             ("H", 3, "appos")],
            [("H", 3, "nsubj"), ("always", 3, "advmod"), ("charms", 0, "root"), ("with", 5, "case"),
             ("T", 3, "obl")],
            [("From", 2, "case"), ("T", 0, "root"), ("to", 4, "case"), ("H", 2, "nmod"),
             ("by", 6, "case"), ("bike", 2, "obl")],
        ],
    },
}
NAMES = {
    "person": ["Ilva Torrent", "Maren Oduya", "Teo Brask", "Sunniva Kell", "Dario Lume",
               "Petra Anwick", "Jonas Quill", "Amara Sund", "Rafi Calder", "Noor Vasten"],
    "organization": ["Harbor Foxes", "Quillon Rovers", "Umber Choir", "Norvale Union",
                     "Calder Labs"],
    "event": ["Lantern Prize", "Saltmarsh Cup", "Copper Reel", "Winter Gala"],
    "place": ["Norvale", "Port Calder", "Umber Bay", "Quillon", "Saltmarsh", "Lake Ostrin"],
}
OTHERS = ["man", "woman", "tree", "lamp", "chair", "sky", "shirt", "window", "table", "bag"]
PREDICATES = ["near", "holding", "behind", "on", "wearing", "with"]
# Posts of each kind and relation in each split: 4 kinds, 2 relations.
SPLITS = (("train", 6), ("val", 2), ("test", 2))


def words(sentence, head, tail):
    """The sentence with its mentions: tokens as (form, head, label), and where the mentions are."""
    starts, forms = [], []
    for form, _, _ in sentence:
        parts = {"H": head, "T": tail}.get(form, form).split()
        starts.append(len(forms))
        forms += [(part, i) for i, part in enumerate(parts)]
    rows, spans, place = [], {}, 0
    for (form, governor, label), start in zip(sentence, starts):
        while place < len(forms) and (place == start or forms[place][1] > 0):
            first = place == start
            rows.append((forms[place][0],
                         (starts[governor - 1] + 1 if governor else 0) if first else start + 1,
                         label if first else "flat"))
            place += 1
        if form in "HT":
            spans[form] = (start, place)
    return rows, spans["H"], spans["T"]


def signatures(count, edges):
    """MEGA's signatures: rings 1 and 2 of degrees in buckets of powers of two."""
    near = [set() for _ in range(count)]
    for i, j in edges:
        near[i].add(j)
        near[j].add(i)
    rows = []
    for node in range(count):
        row, seen, ring = [0.0] * 6, {node}, {node}
        for weight in (1, 0.01):
            ring = set().union(*(near[i] for i in ring)) - seen
            seen |= ring
            for i in ring:
                row[int(math.log2(len(near[i])))] += weight
        rows.append(row)
    return rows


def disturbed(rng, edges, wanted, place, number):
    """The edges with one less and two others more, away from the head: no picture repeats a sentence. Of all objects the
    one in the head's place still looks most like the head."""
    count = len(number)
    away = [edge for edge in edges if place not in edge]
    others = [(i, j) for i in range(count) for j in range(i) if place not in (i, j)
              and (i, j) not in edges and (j, i) not in edges]
    for _ in range(200):
        lost = rng.choice(away) if away else None
        changed = [edge for edge in edges if edge != lost] + rng.sample(others, min(2, len(others)))
        looks = signatures(count, changed)
        distances = [sum((a - b) ** 2 for a, b in zip(own, wanted)) for own in looks]
        nearest = min(range(count), key=lambda i: (round(distances[i], 9), number[i]))
        if nearest == place and distances[place] < 1e-3:
            return changed
    return edges


def scene(rng, rows, head, decisive, other, most=10):
    """A scene graph that repeats the tree around the head, with the deciding object in its place."""
    edges = [(governor - 1, i) for i, (_, governor, _) in enumerate(rows) if governor]
    every = signatures(len(rows), edges)
    place = next(i for i in range(*head) if rows[i][2] != "flat")
    # The other object takes a place that looks unlike the head's.
    unlike = [i for i in range(len(rows)) if every[i] != every[place]]
    rng.shuffle(unlike)
    labels = {place: decisive, unlike[0]: other}
    for i in range(len(rows)):
        labels.setdefault(i, rng.choice(OTHERS))
    # Numbers by score; of places that look alike the head's comes first, for it wins ties.
    order = list(range(len(rows)))
    rng.shuffle(order)
    alike = [i for i in order if every[i] == every[place]]
    slots = [k for k, i in enumerate(order) if i in alike]
    alike.sort(key=lambda i: i != place)
    for slot, i in zip(slots, alike):
        order[slot] = i
    assert len(order) <= most
    number = {i: k for k, i in enumerate(order)}
    edges = disturbed(rng, edges, every[place], place, number)
    relations = [(number[i], number[j]) for i, j in edges]
    rng.shuffle(relations)
    return [labels[i] for i in order], relations


def main():
    rng = random.Random(20210)
    decisive = [o for kind in KINDS.values() for _, o in kind["relations"]]
    classes = ["__background__"] + sorted(set(decisive + OTHERS))
    predicates = ["__background__"] + PREDICATES
    names = ["None"] + [r for kind in KINDS.values() for r, _ in kind["relations"] if r != "None"]
    files, predictions, conllu, number = [], {}, [], 0
    counts = [int(count) for count in sys.argv[1:]] or [count for _, count in SPLITS]
    for (split, _), count in zip(SPLITS, counts, strict=True):
        posts = []
        for kind in KINDS.values():
            for choice in (0, 1):
                for i in range(count):
                    relation, wanted = kind["relations"][choice]
                    other = kind["relations"][1 - choice][1]
                    first, second = kind["mentions"]
                    head = rng.choice(NAMES[first])
                    tail = rng.choice([name for name in NAMES[second] if name != head])
                    sentence = kind["sentences"][(i + choice) % len(kind["sentences"])]
                    posts.append((words(sentence, head, tail), head, tail, relation, wanted, other))
        rng.shuffle(posts)
        lines = []
        for (rows, head_span, tail_span), head, tail, relation, wanted, other in posts:
            image = f"post_{number:03d}.jpg"
            tokens = [row[0] for row in rows]
            sample = {"token": tokens, "h": {"name": head, "pos": list(head_span)},
                      "t": {"name": tail, "pos": list(tail_span)}, "img_id": image,
                      "relation": relation}
            lines.append(repr(sample))
            conllu.append(f"# newdoc id = {image}\n# sent_id = {number}\n# text = {' '.join(tokens)}")
            for i, (form, governor, label) in enumerate(rows):
                conllu.append(f"{i + 1}\t{form}\t{form.lower()}\t_\t_\t_\t{governor}\t{label}\t_\t_")
            conllu.append("")
            labels, relations = scene(rng, rows, head_span, wanted, other)
            boxes = []
            for i in range(len(labels)):
                x, y = rng.randrange(0, 400, 10), rng.randrange(0, 300, 10)
                boxes.append([x, y, x + rng.randrange(40, 200, 10), y + rng.randrange(40, 200, 10)])
            predictions[str(number)] = {
                "bbox": boxes,
                "bbox_labels": [classes.index(label) for label in labels],
                "bbox_scores": [round(0.98 - 0.03 * i, 2) for i in range(len(labels))],
                "rel_pairs": [list(pair) for pair in relations],
                "rel_labels": [rng.randrange(1, len(predicates)) for _ in relations],
                "rel_scores": [round(0.9 - 0.05 * i, 2) for i in range(len(relations))],
            }
            files.append(f"images/{image}")
            number += 1
        with open(f"posts-{split}.txt", "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    with open("relations.json", "w", encoding="utf-8") as file:
        file.write(json.dumps({name: i for i, name in enumerate(names)}) + "\n")
    with open("posts.conllu", "w", encoding="utf-8") as file:
        file.write("\n".join(conllu) + "\n")
    with open("custom_data_info.json", "w", encoding="utf-8") as file:
        json.dump({"idx_to_files": files, "ind_to_classes": classes,
                   "ind_to_predicates": predicates}, file)
        file.write("\n")
    with open("custom_prediction.json", "w", encoding="utf-8") as file:
        rows = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in predictions.items()]
        file.write("{" + ",\n".join(rows) + "}\n")


if __name__ == "__main__":
    main()
