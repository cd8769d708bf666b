#!/usr/bin/env python3
"""Hits@1 of FUGAL, run from a clone of its authors' code, on the pairs that `bench accuracy` takes.

    git clone https://github.com/idea-iitd/Fugal && git -C Fugal checkout 14e614b
    python3 fugal.py GRAPH --fugal Fugal --graph-align ../../.build/release/graph-align \\
        [--noise 0.05,0.25] [--seeds 5] [--mu 1,0.1] [--iterations 15] [--json FILE]

`graph-align perturb` makes the pairs, so noise and seeds mean what they mean there. FUGAL (Bommakanti, Vonteri, Skitsas,
Ranu, Mottin & Karras, "FUGAL: Feature-fortified Unrestricted Graph Alignment", NeurIPS 2024) relaxes the assignment to a
doubly stochastic matrix and ends with the Hungarian method; `nearest` takes each row's largest element instead. Needs
torch, networkx, scipy, scikit-learn and tqdm. μ weighs its features of nodes against edges; 1 is the default of its code.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import networkx as nx
import numpy as np

import graph_io


def numbered(path, names):
    """A graph with nodes 0…n−1, in the order of `names`."""
    places = {name: place for place, name in enumerate(names)}
    graph = nx.Graph()
    graph.add_nodes_from(range(len(names)))
    edges, _ = graph_io.read_pairs(path)
    graph.add_edges_from((places[u], places[v]) for u, v in edges.tolist() if u != v)
    return graph


def pair(tool, path, share, seed):
    """(source, target, truth) as `graph-align perturb` makes them."""
    with tempfile.TemporaryDirectory() as folder:
        target, truth = f"{folder}/target.edges", f"{folder}/truth.tsv"
        subprocess.run([tool, "perturb", path, "--remove", str(share), "--seed", str(seed),
                        "--output-graph", target, "--output-truth", truth], check=True)
        links = np.loadtxt(truth, dtype=np.int64, usecols=(0, 1), ndmin=2)
        sources, targets = np.sort(links[:, 0]), np.sort(links[:, 1])
        places = np.searchsorted(targets, links[np.argsort(links[:, 0]), 1])
        return numbered(path, sources.tolist()), numbered(target, targets.tolist()), places


def hits(code, source, target, truth, mu, iterations):
    """Hits@1 (nearest, one-to-one) of one run."""
    import torch
    matrices = [torch.tensor(nx.to_numpy_array(graph), dtype=torch.float64) for graph in (source, target)]
    features = [code.feature_extraction(graph) for graph in (source, target)]
    distances = torch.tensor(code.eucledian_dist(*features, len(truth)), dtype=torch.float64)
    plan = code.FindQuasiPerm(*matrices, distances, mu, iterations).numpy()
    _, matches = code.convertToPermHungarian(plan, *plan.shape)
    found = np.full(len(truth), -1)
    for i, j in matches:
        found[i] = j
    return float(np.mean(plan.argmax(axis=1) == truth)), float(np.mean(found == truth))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("graph")
    parser.add_argument("--fugal", required=True, help="a clone of the authors' code")
    parser.add_argument("--graph-align", required=True, help="the program that makes the pairs")
    parser.add_argument("--noise", default="0.05,0.1,0.15,0.2,0.25")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--mu", default="1")
    parser.add_argument("--iterations", type=int, default=15)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json")
    options = parser.parse_args()
    sys.path.insert(0, options.fugal)
    import torch
    from helpers import pred
    torch.set_num_threads(options.threads)
    name, rows = pathlib.Path(options.graph).stem, []
    print("Hits@1, nearest and one-to-one, mean ± standard deviation of "
          f"{options.seeds} seeds\n\n| graph | noise | μ | nearest | one-to-one | seconds |\n|---|---|---|---|---|---|")
    for share in map(float, options.noise.split(",")):
        pairs = [pair(options.graph_align, options.graph, share, seed) for seed in range(options.seeds)]
        for mu in map(float, options.mu.split(",")):
            begin = time.perf_counter()
            values = [hits(pred, *each, mu, options.iterations) for each in pairs]
            seconds = (time.perf_counter() - begin) / len(pairs)
            columns = np.array(values).T
            texts = [f"{c.mean():.3f} ± {c.std(ddof=1) if len(c) > 1 else 0:.3f}" for c in columns]
            print(f"| {name} | {share:.0%} | {mu:g} | {texts[0]} | {texts[1]} | {seconds:.1f} |", flush=True)
            rows.append({"graph": name, "noise": share, "mu": mu, "iterations": options.iterations,
                         "nearest": columns[0].tolist(), "oneToOne": columns[1].tolist(), "seconds": seconds})
            if options.json:
                pathlib.Path(options.json).write_text(json.dumps({"peer": "FUGAL", "rows": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
