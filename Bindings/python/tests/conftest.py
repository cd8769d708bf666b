"""What the tests share: the pair of graphs that comes with the repository, and the command-line tool."""

import os
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "Datasets"


def edges(path):
  """The edges of a file, m × 2."""
  return np.loadtxt(path, dtype=np.int64, comments="#", usecols=(0, 1))


def adjacency(pairs, count):
  """A symmetric dense matrix of 0 and 1."""
  matrix = np.zeros((count, count))
  matrix[pairs[:, 0], pairs[:, 1]] = 1
  return np.maximum(matrix, matrix.T)


@pytest.fixture(scope="session")
def pair():
  """Source, target and truth: 1000 nodes, 5 % of the edges missing in the target."""
  source = adjacency(edges(DATA / "pair-source.edges"), 1000)
  target = adjacency(edges(DATA / "pair-target.edges"), 1000)
  truth = np.loadtxt(DATA / "pair-truth.tsv", dtype=np.int64)
  return source, target, truth[np.argsort(truth[:, 0]), 1]


@pytest.fixture(scope="session")
def karate():
  """The karate club, and where each of its nodes went in a copy: 34 nodes, seed 5."""
  club = adjacency(edges(DATA / "karate.edges") - 1, 34)
  places = np.random.default_rng(5).permutation(34)
  copy = np.zeros_like(club)
  copy[np.ix_(places, places)] = club
  return club, copy, places


@pytest.fixture(scope="session")
def tool():
  """The path of graph-align; GRAPH_ALIGN names another one than those that are built here."""
  given = os.environ.get("GRAPH_ALIGN")
  for path in [Path(given)] if given else [ROOT / ".build" / kind / "graph-align" for kind in ("debug", "release")]:
    if path.is_file():
      return path
  if os.environ.get("GRAPH_ALIGNMENT_REQUIRE_DATA"):
    pytest.fail("graph-align is not built: swift build --product graph-align")
  pytest.skip("graph-align is not built: swift build -c release --product graph-align")
