#!/usr/bin/env python3
"""Writes the golden JSON files next to this script by running the public REGAL reference code, unmodified.

    origin   https://github.com/GemsLab/REGAL, commit 42ed908 (Heimann, Shen, Safavi, Koutra, CIKM 2018)
    run      git clone https://github.com/GemsLab/REGAL REGAL && git -C REGAL checkout 42ed908
             pip install -r Benchmarks/peers/requirements.txt
             python3 Tests/Golden/make_golden.py --reference REGAL --data GRAPHS [--output DIR]

GRAPHS is a folder with arenas-regal/arenas_combined_edges.txt, arenas-regal/truth.tsv, bio-celegans.txt and
ca-netscience.txt (networkrepository.com); the tests that compare whole pairs need the same files, the toys need none.
Nothing of the reference is copied: Benchmarks/peers/reference.py imports it from its folder and hands it a SciPy csr_array.

Every number under "signatures", "gram", "top1", "landmarks", "frobenius" and "reference" comes from the reference. A second,
independent implementation (Benchmarks/peers/regal_numpy.py) is run with five eigenvalue cut-offs on every case; the largest
difference of the Gram matrices is stored as "gramSpread" and the script fails if it exceeds the tolerance written.

Numbering. Graph ids ascending are nodes 0…n−1; in the joint numbering source node i is i and target node j is n1 + j.
The settings are the authors': hop 0 counts, weight discount**k, exp(-structureWeight·‖d_a−d_b‖ − attributeWeight·mismatches),
landmarks the first p of NumPy's RandomState(42).permutation(n1 + n2), p = min(⌊10·log2(n1 + n2)⌋, n1 + n2) unless given.
"""
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import math
import pathlib
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "Benchmarks" / "peers"))

import numpy as np
import scipy.sparse as sp
from scipy.spatial.distance import cdist

import graph_io
import regal_numpy
from reference import Reference, combine

ORIGIN = "GemsLab/REGAL commit 42ed908, run unmodified; NumPy " + np.__version__
COMMAND = "python3 Tests/Golden/make_golden.py --reference REGAL --data GRAPHS"
TOLERANCE = {
    "signatures": 1e-12,      # absolute, each entry
    "gram": 1e-9,             # absolute, each entry, for an embedding computed and stored in double precision
    "gramFloat32": 1e-5,      # absolute, each entry, for one stored in single precision
    "frobenius": 1e-6,        # relative
    "tie": 1e-9,              # targets this close to the best distance are in the tie
    "gapFloat32": 2e-5,       # compare top1 of nodes whose "gap" exceeds this
    "hits": 0.004,            # how far another order among ties may move a score
}
CUTOFFS = (1e-15, 1e-13, 1e-12, 1e-10, 1e-8)
TIE = TOLERANCE["tie"]


def plain(value):
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(type(value))


def write(folder, name, content):
    content = {"origin": ORIGIN, "command": COMMAND, "tolerance": TOLERANCE, **content}
    text = json.dumps(content, default=plain, separators=(",", ":"), allow_nan=False)
    # One top-level field a line, one case a line: differences stay readable.
    text = "{\n" + ",\n".join(
        json.dumps(key) + ":" + ("[\n" + ",\n".join(json.dumps(item, default=plain, separators=(",", ":")) for item in value) + "\n]"
                                 if key == "cases" else json.dumps(value, default=plain, separators=(",", ":"), allow_nan=False))
        for key, value in content.items()) + "\n}\n"
    json.loads(text)
    (folder / name).write_text(text)
    print(f"{name}: {len(text) / 1024:.1f} KiB")


def groups(distances):
    """Per row: the target ids in order of distance, ids ascending inside a chain of gaps ≤ TIE; and the first such chain."""
    orders, firsts = [], []
    for row in distances:
        order = np.argsort(row, kind="stable")
        chain = np.concatenate([[0], np.cumsum(np.diff(row[order]) > TIE)])
        order = order[np.lexsort((order, chain))]
        orders.append(order)
        firsts.append(order[: int((chain == 0).sum())])
    return np.array(orders), firsts


def top1(embedding, n1):
    """(int or list of tied ids per source node, gap from the tie to the next target, ids in order, tied ids)."""
    distances = cdist(embedding[:n1], embedding[n1:])
    orders, firsts = groups(distances)
    ties, gaps = [], []
    for row, first in zip(distances, firsts):
        ties.append(int(first[0]) if len(first) == 1 else first)
        rest = np.delete(row, first)
        gaps.append(float(f"{rest.min() - row.min():.3g}") if len(rest) else None)
    return ties, gaps, orders, firsts


def gram_spread(features, landmarks, embedding, attributes=None, **options):
    """Largest difference between the reference's Gram matrix and that of the eigen-decomposition, over all cut-offs."""
    gram, worst, ranks = embedding @ embedding.T, 0.0, set()
    for cutoff in CUTOFFS:
        settings = regal_numpy.Settings(cutoff=cutoff, landmarks=len(landmarks), **options)
        other, _ = regal_numpy.embed(features, settings, attributes)
        ranks.add(other.shape[1])
        worst = max(worst, float(np.abs(other @ other.T - gram).max()))
    if worst > TOLERANCE["gram"] / 10:
        raise SystemExit(f"Gram matrices differ by {worst}")
    return worst, sorted(ranks)


def pair(code, joint, n1, truth):
    """Everything stored about one pair of real graphs."""
    n = joint.shape[0]
    embedding, features, landmarks, _ = code.represent(sp.csr_array(joint))
    _, _, matrix, _ = code.top(embedding, n1, 10)
    ties, gaps, orders, firsts = top1(embedding, n1)
    # The reference's own nearest neighbour is in the tie.
    nearest = code.top(embedding, n1, 1)[0][:, 0]
    assert all(best in first for best, first in zip(nearest, firsts))
    spread, ranks = gram_spread(features, landmarks, embedding)
    sources = np.arange(20) * n1 // 20
    rows = np.concatenate([sources, n1 + np.arange(20) * (n - n1) // 20])
    columns = np.concatenate([(np.arange(20) * n1 // 20 + 7) % n1, n1 + truth[sources]])
    sampled = np.concatenate([rows[::2], columns[::4], columns[20:25]])[:20]
    similarity = regal_numpy.kernel(features, landmarks, regal_numpy.Settings())
    spectrum = np.linalg.eigvalsh(similarity[landmarks])[::-1]
    return {
        "settings": {"hops": 2, "discount": 0.01, "base": 2, "structureWeight": 1, "attributeWeight": 1, "landmarkSeed": 42},
        "nodes": [n1, n - n1],
        "edges": [joint[:n1, :n1].nnz // 2, joint[n1:, n1:].nnz // 2],
        "maximumDegree": int(np.asarray(joint.sum(axis=0)).max()),
        "buckets": features.shape[1],
        "landmarks": landmarks,
        "rank": ranks[0] if len(ranks) == 1 else ranks,
        "landmarkSpectrum": {"largest": spectrum[0], "smallestKept": spectrum[ranks[0] - 1],
                             "largestDropped": spectrum[ranks[0]] if ranks[0] < len(spectrum) else None},
        "gramSpread": spread,
        "signatureRows": sampled, "signatures": features[sampled], "signatureSum": features.sum(axis=0),
        "gramRows": rows, "gramColumns": columns, "gram": embedding[rows] @ embedding[columns].T,
        "frobenius": float(np.linalg.norm(embedding[:n1] @ embedding[n1:].T)),
        "top1": ties, "gap": gaps,
        # "reference": what the authors' kd_align and score_alignment_matrix report; the others settle ties by rule.
        "reference": {"hits1": code.score(matrix, truth, 1), "hits10": code.score(matrix, truth, 10)},
        "smallestId": {"hits1": graph_io.hits(orders, truth, 1), "hits10": graph_io.hits(orders, truth, 10)},
        "expected": {"hits1": float(np.mean([(t in f) / len(f) for t, f in zip(truth, firsts)]))},
    }


def real_pairs(code, data, output):
    path = data / "arenas-regal" / "arenas_combined_edges.txt"
    truth = graph_io.read_truth(data / "arenas-regal" / "truth.tsv")
    edges, _ = graph_io.read_pairs(path)
    every = np.array([line.split()[:2] for line in path.read_text().splitlines() if line.strip()], dtype=int)
    n1 = len(truth)
    n = int(every.max()) + 1
    stored = pair(code, graph_io.adjacency(edges, n), n1, truth)
    ignoring = pair(code, graph_io.adjacency(every, n), n1, truth)
    write(output, "arenas-regal.json", {
        "description": "The pair shipped with the reference: ids 0…1134 are the source, 1135…2269 the target. Edges of weight 0 "
                       "are absent. ignoringWeights: every line taken as an edge.",
        "file": "arenas-regal/arenas_combined_edges.txt", "truthFile": "arenas-regal/truth.tsv",
        "zeroWeightEdges": len(every) - len(edges), **stored,
        "ignoringWeights": {key: ignoring[key] for key in ("edges", "maximumDegree", "buckets", "rank", "frobenius", "reference",
                                                           "smallestId", "expected")},
    })
    for name in ("bio-celegans", "ca-netscience"):
        graph, ids = graph_io.read_any_graph(data / f"{name}.txt")
        target, truth, removed = graph_io.noisy_pair(graph, 0.05, 0)
        place = {tuple(edge): index for index, edge in enumerate(graph_io.edge_list(graph).tolist())}
        write(output, f"{name}.json", {
            "description": "The graph against a relabelled copy without some edges. ids ascending are nodes 0…n−1; removed: indices "
                           "(from 0) into the list of its edges {u, v}, u < v, each once, loops left out, in ascending order of "
                           "(u, v); source node i is target node truth[i].",
            "file": f"{name}.txt", "idRange": [ids[0], ids[-1]], "share": 0.05, "seed": 0, "truth": truth,
            "removed": [place[tuple(edge)] for edge in removed.tolist()],
            **pair(code, graph_io.adjacency(graph_io.edge_list(sp.block_diag([graph, target], format="csr")), 2 * len(ids)),
                   len(ids), truth),
        })


KARATE = ("0 1,0 2,0 3,0 4,0 5,0 6,0 7,0 8,0 10,0 11,0 12,0 13,0 17,0 19,0 21,0 31,1 2,1 3,1 7,1 13,1 17,1 19,1 21,1 30,2 3,2 7,2 8,"
          "2 9,2 13,2 27,2 28,2 32,3 7,3 12,3 13,4 6,4 10,5 6,5 10,5 16,6 16,8 30,8 32,8 33,9 33,13 33,14 32,14 33,15 32,15 33,18 32,"
          "18 33,19 33,20 32,20 33,22 32,22 33,23 25,23 27,23 29,23 32,23 33,24 25,24 27,24 31,25 31,26 29,26 33,27 33,28 31,28 33,"
          "29 32,29 33,30 32,30 33,31 32,31 33,32 33")


def toy_graphs():
    """name → (source edges, n1, target edges, n2, truth). Edges may carry a weight."""
    rng = np.random.default_rng(7)

    def relabelled(edges, n):
        truth = rng.permutation(n)
        return [(int(truth[e[0]]), int(truth[e[1]]), *e[2:]) for e in edges], truth

    def twin(edges, n):
        copy, truth = relabelled(edges, n)
        return edges, n, copy, n, truth

    path = [(i, i + 1) for i in range(9)]
    # A triangle, a kite, a single edge, and a node without edges (9); the target lacks an edge and has one node more.
    parts = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (5, 6), (6, 3), (4, 6), (7, 8)]
    smaller, truth = relabelled(parts, 10)
    smaller.remove((int(truth[4]), int(truth[6])))
    return {
        "karate": twin([tuple(map(int, pair.split())) for pair in KARATE.split(",")], 34),
        "path": twin(path, 10),
        "star": twin([(0, i) for i in range(1, 10)], 10),
        "disconnected": (parts, 10, smaller, 11, truth),
        # 9 neighbours for base 3, 8 for base 2: both ends of a bucket.
        "powers": twin([(0, i) for i in range(1, 10)] + [(10, i) for i in range(1, 9)] + [(11, i) for i in (1, 2, 3)]
                       + [(12, 11), (13, 12)], 14),
        # Degrees are sums of weights, cut to integers before the logarithm; a sum below 1 has no bucket.
        "weighted": twin([(0, 1, 0.5), (1, 2, 2.75), (2, 3, 1.25), (3, 0, 0.25), (2, 4, 4.5), (4, 5, 0.375), (0, 2, 3.0)], 6),
        # Node 0 and node 3 have a loop, which the reference counts once in the degree and never follows.
        "loops": twin([(0, 0), (0, 1), (1, 2), (2, 3), (3, 3), (3, 0), (2, 4)], 5),
    }


def joint_adjacency(graph):
    source, n1, target, n2, _ = graph
    matrix = sp.lil_array((n1 + n2, n1 + n2))
    for edges, shift in ((source, 0), (target, n1)):
        for u, v, *weight in edges:
            matrix[u + shift, v + shift] = matrix[v + shift, u + shift] = weight[0] if weight else 1.0
    return sp.csr_array(matrix)


def toy_case(code, graphs, name, hops, discount, base, gram, p=None, attributes=None, structure=1, attribute=1, half=False):
    """half: signatures of the source only (the target is an exact copy: row truth[i] equals source row i)."""
    joint, n1, truth = joint_adjacency(graphs[name]), graphs[name][1], graphs[name][4]
    embedding, features, landmarks, _ = code.represent(
        joint, p=p, hops=hops, alpha=discount, base=base, gammastruc=structure, gammaattr=attribute, attributes=attributes)
    assert np.isfinite(embedding).all()
    case = {"graph": name, "hops": hops, "discount": discount, "base": base, "p": len(landmarks),
            "maximumDegree": int(np.asarray(joint.sum(axis=0)).astype(int).max()), "buckets": features.shape[1]}
    if half:
        assert (features[n1:][truth] == features[:n1]).all()
    case["signatures"] = np.where(features == np.rint(features), np.rint(features), features)[: n1 if half else None]
    # Whole numbers without ".0": they are most of the entries.
    case["signatures"] = [[int(x) if x == int(x) else x for x in row] for row in case["signatures"].tolist()]
    if structure != 1 or attribute != 1 or attributes is not None:
        case.update(structureWeight=structure, attributeWeight=attribute, hasAttributes=attributes is not None)
    if gram:
        worst, ranks = gram_spread(features, landmarks, embedding, attributes, structure_weight=structure, attribute_weight=attribute)
        ties, gaps, _, _ = top1(embedding, n1)
        case.update(rank=ranks[0] if len(ranks) == 1 else ranks, gramSpread=worst, gram=embedding @ embedding.T, top1=ties, gap=gaps)
    return case


def describe(graphs, names, attributes=()):
    result = {}
    for name in names:
        source, n1, target, n2, truth = graphs[name]
        result[name] = {"source": {"nodes": n1, "edges": source}, "target": {"nodes": n2, "edges": target}, "truth": truth,
                        "permutation": np.random.RandomState(42).permutation(n1 + n2)}
        if name in attributes:
            result[name]["attributes"] = attributes[name]
    return result


def toys(code, output):
    graphs = toy_graphs()
    rng = np.random.default_rng(11)
    attributes = {}
    for name in ("karate", "disconnected"):
        n1, n2, truth = graphs[name][1], graphs[name][3], graphs[name][4]
        left = rng.integers(0, [2, 3, 5], size=(n1, 3))
        right = rng.integers(0, [2, 3, 5], size=(n2, 3))
        right[truth] = np.where(rng.random((n1, 3)) < 0.15, right[truth], left)
        attributes[name] = np.concatenate([left, right])
    grid = [(k, discount, base) for k in (1, 2, 3) for discount in (0.01, 0.1, 0.5) for base in (2, 3, None)]
    with_gram = {(2, 0.01, 2), (1, 0.1, 3), (3, 0.5, None)}

    cases = [toy_case(code, graphs, name, *setting, gram=setting in with_gram)
             for name in ("path", "star", "disconnected") for setting in grid]
    cases += [toy_case(code, graphs, "powers", 2, 0.01, base, gram=False) for base in (2, 3, None)]
    cases += [toy_case(code, graphs, "path", 2, 0.01, 2, gram=True, p=5), toy_case(code, graphs, "disconnected", 2, 0.1, 2, gram=True, p=7)]
    text = ("graphs: edge lists in full, [u, v] or [u, v, weight]; permutation: of the joint numbering, the landmarks are its first p. "
            "base null: one bucket per degree 0…maximumDegree (degree 0 has bucket 0 then, and none otherwise).")
    write(output, "toys.json", {"description": text, "graphs": describe(graphs, ("path", "star", "disconnected", "powers")),
                                "cases": cases})

    cases = [toy_case(code, graphs, "karate", *setting, gram=setting == (2, 0.01, 2), half=True) for setting in grid]
    write(output, "karate.json", {
        "description": text + " signatures: of the source only; row truth[i] of the target equals row i.",
        "graphs": describe(graphs, ("karate",)), "cases": cases})

    cases = [toy_case(code, graphs, "disconnected", 2, 0.01, 2, True, attributes=attributes["disconnected"], structure=s, attribute=a)
             for s, a in ((1, 1), (2, 0.5), (1, 0))]
    karate = toy_case(code, graphs, "karate", 2, 0.1, 2, True, attributes=attributes["karate"], attribute=0.5, half=True)
    karate["gramRows"] = np.arange(0, 68, 3)
    karate["gram"] = karate["gram"][np.ix_(karate["gramRows"], karate["gramRows"])]
    write(output, "attributes.json", {
        "description": text + " attributes: (n1 + n2) rows of categories, source first; the mismatches of two nodes are counted. "
                              "The karate case has signatures of the source only and the Gram matrix of gramRows × gramRows.",
        "graphs": describe(graphs, ("disconnected", "karate"), attributes), "cases": cases + [karate]})

    # math.log is what the reference takes: exact for base 2, one too low for some powers of other bases.
    wrong = []
    for base in range(2, 17):
        degree, exponent = base, 1
        while degree <= 1_000_000:
            if int(math.log(degree, base)) != exponent:
                wrong.append([base, degree, exponent, int(math.log(degree, base))])
            degree, exponent = degree * base, exponent + 1
    write(output, "quirks.json", {
        "description": text + " Inputs on which the design does not follow the reference, or leaves it open. The cases are the "
                              "reference's answers; expectedDifference says what differs. logarithms: [base, degree, exact bucket, "
                              "bucket by math.log], every power of 2…16 up to 10^6 that differs.",
        "logarithms": wrong, "graphs": describe(graphs, ("weighted", "loops")),
        "cases": [
            {**toy_case(code, graphs, "weighted", 2, 0.1, base, gram=base == 2),
             "expectedDifference": "none if a weighted degree is cut to an integer (below 1: no bucket)"} for base in (2, None)
        ] + [
            {**toy_case(code, graphs, "loops", 2, 0.1, base, gram=base == 2),
             "expectedDifference": "the reference adds 1 to a node's degree for its loop; with loops dropped the degree is one less"}
            for base in (2, None)
        ],
    })


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reference", required=True, help="folder of a GemsLab/REGAL clone at 42ed908")
    parser.add_argument("--data", required=True, type=pathlib.Path, help="folder of the graphs")
    parser.add_argument("--output", type=pathlib.Path, default=HERE)
    options = parser.parse_args()
    code = Reference(options.reference)
    toys(code, options.output)
    real_pairs(code, options.data, options.output)
