#!/usr/bin/env python3
"""Writes assignment.json: sparse assignment problems, and how much their best solution gains according to SciPy.

    origin   scipy.sparse.csgraph.min_weight_full_bipartite_matching (LAPJVsp)
    run      python3 Tests/Golden/make_assignment.py

SciPy matches every node of the smaller side; a solution may leave nodes alone where that gains more. Each row therefore gets
a column of its own that gains nothing. SciPy drops explicit zeros, so 1 is added to everything, and taken off again in the end.
Gains are multiples of 2**-10, so that sums are exact; half of the problems have few values and hence many ties.
"""
import json
import pathlib

import numpy as np
import scipy
import scipy.sparse as sp
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

SHAPES = [(20, 20), (50, 50), (30, 60), (60, 30), (200, 200), (150, 220)]


def problem(rows, columns, values, seed):
    generator = np.random.default_rng(seed)
    density = min(1, 5 / columns)
    present = generator.random((rows, columns)) < density
    gains = generator.integers(1, values + 1, (rows, columns)) / 1024
    entries = [[int(i), int(j), float(gains[i, j])] for i, j in np.argwhere(present)]
    i, j, g = (np.array(column) for column in zip(*entries))
    real = sp.csr_array((g + 1, (i.astype(int), j.astype(int))), shape=(rows, columns))
    padded = sp.csr_array(sp.hstack([real, sp.eye_array(rows)]))
    chosen = min_weight_full_bipartite_matching(padded, maximize=True)
    total = float(padded[chosen].sum() - rows)
    return {"rows": rows, "columns": columns, "entries": entries, "total": total}


cases = [
    problem(rows, columns, values, seed)
    for seed, (rows, columns) in enumerate(SHAPES)
    for values in (7, 1 << 20)
]
path = pathlib.Path(__file__).resolve().parent / "assignment.json"
header = {"origin": f"SciPy {scipy.__version__}, NumPy {np.__version__}", "command": "python3 Tests/Golden/make_assignment.py"}
path.write_text(json.dumps(header | {"cases": cases}, separators=(",", ":")) + "\n")
