"""The memory of this process while it aligns thousands of small pairs: [COUNT]."""

import os
import sys

import numpy as np

import graphalignment as ga


def resident():
  """Kilobytes."""
  with open("/proc/self/statm") as file:
    return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def main(count="10000"):
  rng = np.random.default_rng(1)
  one_way = np.triu(rng.random((24, 24)) < 0.15, 1).astype(float)
  source, places = one_way + one_way.T, rng.permutation(24)
  target = np.zeros_like(source)
  target[np.ix_(places, places)] = source
  target[3, :] = target[:, 3] = 0
  kinds = {"x": ["a", "b"] * 12}
  for i in range(int(count)):
    result = ga.align(
      source, target, seed=i, sampling={"effort": 0.001} if i % 10 == 0 else None, anchors={0: int(places[0])},
      source_attributes=kinds, target_attributes=kinds, prior=np.eye(24))
    result.candidate_arrays, result.trust, result.structure, result.notes
    result.scores(places), result.assigned("optimal").matches
    if i % 2 == 0:
      ga.embed([source, target])
      try:
        ga.align(source, target, anchors={99: 0})
      except ValueError:
        pass
    if i + 1 in (200, 1000, 2000, 5000, int(count)):
      print(f"{i + 1:6} alignments: {resident()} KB", flush=True)


if __name__ == "__main__":
  main(*sys.argv[1:])
