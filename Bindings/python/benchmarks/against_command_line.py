"""Alignments from SciPy matrices against the command line, in alternation: GRAPH.edges [GRAPH-ALIGN [ROUNDS]].

The graph is aligned with a renumbered copy that lacks 5 % of its edges. Of the command line only the stages that
`--verbose` tells are counted, not the reading of files. Both have to give the same bits.
"""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np
from scipy import sparse

import graphalignment as ga


def main(path, tool=".build/release/graph-align", rounds="15"):
  pairs = np.loadtxt(path, dtype=np.int64, usecols=(0, 1), comments=["#", "%"])
  names, flat = np.unique(pairs, return_inverse=True)
  pairs, count = flat.reshape(pairs.shape), len(names)
  rng = np.random.default_rng(0)
  places, is_kept = rng.permutation(count), rng.random(len(pairs)) > 0.05

  def symmetric(edges):
    matrix = sparse.csr_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape=(count, count))
    return ((matrix + matrix.T) > 0).astype(np.float64).tocsr()

  source, target = symmetric(pairs), symmetric(places[pairs[is_kept]])
  with tempfile.TemporaryDirectory() as folder:
    files = [Path(folder) / "source.npz", Path(folder) / "target.npz"]
    for file, matrix in zip(files, (source, target)):
      sparse.save_npz(file, matrix)
    for preset in ("robust", "regal", "authors"):
      compare(tool, files, source, target, preset, int(rounds), places)


def compare(tool, files, source, target, preset, rounds, places):
  output = files[0].with_name("matches.tsv")
  theirs, ours = [], []
  for _ in range(rounds):
    done = subprocess.run(
      [tool, "align", *files, "--preset", preset, "--top", "10", "--output", output, "--verbose"],
      capture_output=True, text=True, check=True)
    theirs.append(sum(map(float, re.findall(r"^\w+ +([\d.]+) s$", done.stderr, re.MULTILINE))))
    start = time.perf_counter()
    result = ga.align(source, target, preset=preset)
    result.candidate_arrays
    ours.append(time.perf_counter() - start)
  lines = [line.split("\t") for line in output.read_text().splitlines()]
  numbers = np.array([np.float32(line[2]) for line in lines], np.float32)
  assert result.candidate_arrays.targets.tolist() == [int(line[1]) for line in lines]
  assert np.array_equal(result.candidate_arrays.similarities.view(np.int32), numbers.view(np.int32))
  ratio = median(b / a for a, b in zip(theirs, ours))
  print(
    f"{preset:8} command line {1000 * median(theirs):7.1f} ms, Python {1000 * median(ours):7.1f} ms, "
    f"ratio {ratio:.2f}, the same bits, Hits@1 {result.scores(places).accuracy:.4f}")


if __name__ == "__main__":
  main(*sys.argv[1:])
