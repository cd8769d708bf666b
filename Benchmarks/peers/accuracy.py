#!/usr/bin/env python3
"""Hits@1 of REGAL's presets in NumPy under one-way guarded noise: mean and standard deviation over seeds 0, 1, ….

    python3 accuracy.py GRAPH [--share 0.05] [--seeds 5]

The target is a random relabelling of the graph without round(share · m) of its edges (graph_io.noisy_pair); an edge stays if
removing it would leave a node without edges. Ties go to whatever candidate the search lists first.
"""
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import dataclasses

import numpy as np

import graph_io
import regal_numpy

CASES = {f"{preset}, {space}": dataclasses.replace(settings, space=space)
         for preset, settings in regal_numpy.PRESETS.items() for space in ("embedding", "signature")
         if not (preset == "authors-squared" and space == "signature")}  # the same ranking as authors, signature

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("graph")
    parser.add_argument("--share", type=float, default=0.05)
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    graph, _ = graph_io.read_any_graph(options.graph)
    scores, zero_rows = {name: [] for name in CASES}, {name: 0 for name in CASES}
    for seed in range(options.seeds):
        target, truth, _ = graph_io.noisy_pair(graph, options.share, seed)
        for name, settings in CASES.items():
            ids, _, _, facts = regal_numpy.align(graph, target, settings)
            scores[name].append((graph_io.hits(ids, truth, 1), graph_io.hits(ids, truth, 10)))
            zero_rows[name] = max(zero_rows[name], facts.get("zeroRows", 0))
    print(f"{options.graph}: n = {graph.shape[0]}, m = {graph.nnz // 2}, {options.share:.0%} of the edges removed")
    for name, values in scores.items():
        mean, spread = np.mean(values, axis=0), np.std(values, axis=0)
        print(f"  {name:28} Hits@1 {mean[0]:.4f} ± {spread[0]:.4f}   Hits@10 {mean[1]:.4f} ± {spread[1]:.4f}"
              f"   zero rows at most {zero_rows[name]}")
