"""What cannot be used is a ValueError with a reason, and nothing ends the interpreter."""

import numpy as np
import pytest

import graphalignment as ga

sparse = pytest.importorskip("scipy.sparse")
GOOD = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], float)


def damaged(**arrays):
  """A sparse matrix whose arrays do not fit."""
  matrix = sparse.csr_matrix(GOOD)
  for name, array in arrays.items():
    setattr(matrix, name, np.asarray(array, getattr(matrix, name).dtype))
  return matrix


@pytest.mark.parametrize("matrix, reason", [
  (np.ones((2, 3)), "is square, not 2 × 3"),
  (np.ones(3), "two dimensions, not 1"),
  (np.ones((2, 2, 2)), "two dimensions, not 3"),
  (np.ones((2, 2), complex), "real numbers"),
  (np.array([["a", "b"], ["c", "d"]]), "real numbers"),
  (np.array([[None]]), "is no graph"),
  ("karate", "two dimensions, not 0"),
  (object(), "is no graph"),
  (np.zeros((0, 0)), "the source graph has no nodes"),
  (np.array([[0, np.nan], [1, 0]]), "weight in row 0, column 1 is nan"),
  (np.array([[0, np.inf], [1, 0]]), "weight in row 0, column 1 is inf"),
  (np.full((2, 2), 1e308), "cannot be added up"),
  (damaged(indices=[1, 0, -2, 1]), "column -2, and there are 3 columns"),
  (damaged(indices=[1, 0, 3, 1]), "column 3, and there are 3 columns"),
  (damaged(indptr=[0, 1, 3, 9]), "end with 9, but there are 4 entries"),
  (damaged(indptr=[0, 3, 1, 4]), "go back from 3 to 1 at row 1"),
  (damaged(indptr=[1, 1, 3, 4]), "begin with 1"),
  (damaged(indptr=[0, 4]), "indptr has 2 elements for 3 rows"),
  (damaged(data=[1.0, 1.0]), "2 values for 4 indices"),
])
def test_matrices(matrix, reason):
  with pytest.raises(ValueError, match=reason):
    ga.align(matrix, GOOD)


@pytest.mark.parametrize("options, reason", [
  ({"source_attributes": {"x": [1.0, 2.0]}, "target_attributes": {"x": [1.0] * 3}}, "2 values for 3 nodes"),
  ({"source_attributes": {"x": [1.0, np.nan, 2.0]}, "target_attributes": {"x": [1.0] * 3}}, "of node 1 is nan"),
  ({"source_attributes": {"x": ["a"] * 3}}, "the target graph has none"),
  ({"target_attributes": {"x": ["a"] * 3}}, "the source graph has none"),
  ({"source_attributes": {"x": np.ones((3, 2))}, "target_attributes": {}}, "2 dimensions"),
  ({"source_attributes": np.ones((3, 2, 2))}, "one or two dimensions"),
  ({"source_attributes": {"x": ["a\0z", "b", "c"]}, "target_attributes": {"x": ["a"] * 3}}, "zero byte"),
  ({"anchors": {0: 9}}, "target node 9, and the target graph has 3"),
  ({"anchors": {-1: 0}}, "counted from 0"),
  ({"anchors": [(0, 1), (0, 2)]}, "source node 0 has two anchors"),
  ({"anchors": [(0, 1), (1, 1)]}, "target node 1 has two anchors"),
  ({"anchors": [(0, 1, 1.5)]}, "confidence 1.5"),
  ({"anchors": [(0, 1, np.nan)]}, "confidence nan"),
  ({"anchors": [(0,)]}, "two or three columns"),
  ({"anchors": [(0, 1), (1, 2, 0.5)]}, "as many columns"),
  ({"anchors": {0.5: 1}}, "number of a node, not 0.5"),
  ({"anchors": np.array([[0.5, 1.0]])}, "whole numbers"),
  ({"prior": np.ones((2, 3))}, "similarities of 2 source and 3 target nodes"),
  ({"prior": np.array([[np.nan] * 3] * 3)}, "similarity in row 0, column 0 is nan"),
  ({"source_names": ["a"] * 3}, "go together"),
  ({"source_names": ["a"], "target_names": ["b"] * 3}, "names of 1 source"),
  ({"preset": "best"}, "no preset “best”"),
  ({"preset": "regal", "anchors": {0: 1}}, "need the preset robust"),
  ({"hops": 3}, "no option “hops”"),
  ({"refinement": {"rounds": 3}}, "no option “rounds”"),
  ({"refinement": {"round_count": 0}}, "roundCount = 0: must be in 1"),
  ({"refinement": {"round_count": "many"}}, "refinement.roundCount: expected a whole number"),
  ({"candidate_count": 0}, "candidateCount = 0: must be at least 1"),
  ({"candidate_count": 2**70}, "too large"),
  ({"attribute_weight": float("nan")}, "must be finite"),
  ({"attribute_weight": -1.0}, "attributeWeight = -1.0"),
  ({"signatures": {"hop_count": 99}}, "hopCount = 99"),
  ({"sampling": object()}, "an option cannot be a object"),
  ({"seed": -1}, "seed"),
  ({"seed": "x"}, "seed"),
  ({"threads": 0}, "threads"),
  ({"preset": "regal", "landmarks": 0}, "landmarks = 0"),
  ({"preset": "regal", "landmark_selection": [7]}, "landmarkSelection"),
  ({"preset": "regal", "landmark_selection": "best"}, "landmark_selection"),
])
def test_arguments(options, reason):
  with pytest.raises(ValueError, match=reason):
    ga.align(GOOD, GOOD, **options)


def test_truths_that_do_not_fit():
  result = ga.align(GOOD, GOOD)
  for truth, reason in [
    (np.arange(4), "expected 3 targets"), ({0: 7}, "3 columns"), ({9: 1}, "no node 9"),
    (sparse.csr_matrix(np.ones((2, 2))), "does not fit"), (np.array([0, 1, 5]), "3 columns"),
    ({"a": 1}, "number of a node"), ({9: None}, "no node 9"),
  ]:
    with pytest.raises(ValueError, match=reason):
      result.scores(truth)
  with pytest.raises(ValueError, match="no assignment “best”"):
    result.assigned("best")
  with pytest.raises(ValueError, match="cannot be completed"):
    result.assigned("nearest", complete=True)


def test_too_little_memory_is_an_error():
  try:
    ga.set_memory_limit(1 << 16)
    with pytest.raises(MemoryError, match="the memory limit"):
      ga.align(np.ones((200, 200)), np.ones((200, 200)), candidate_count=200)
  finally:
    ga.set_memory_limit(1 << 40)
  with pytest.raises(ValueError):
    ga.set_memory_limit(0)


def test_embedding_and_nearest_refuse():
  with pytest.raises(ValueError, match="only the presets"):
    ga.embed([GOOD], preset="robust")
  with pytest.raises(ValueError, match="no nodes"):
    ga.embed([])
  with pytest.raises(ValueError, match="not 4 nearest"):
    ga.nearest(GOOD, GOOD, 4)
  with pytest.raises(ValueError, match="not a finite number"):
    ga.nearest(GOOD * np.nan, GOOD, 1)
  with pytest.raises(ValueError, match="cannot be compared"):
    ga.nearest(GOOD, GOOD[:, :2], 1)


def test_weights_that_differ_by_direction_align():
  rng = np.random.default_rng(1)
  one_way = np.triu(rng.random((60, 60)) < 0.06, 1)
  source = one_way + one_way.T * 0.5
  target = source.copy()
  i, j = np.argwhere(one_way)[3]
  target[i, j] = target[j, i] = 0
  assert ga.align(source, target, sampling={"effort": 0.01}).scores(np.arange(60)).accuracy > 0.8


def test_graphs_without_edges_and_single_nodes_align():
  for source, target in [
    (np.zeros((3, 3)), np.zeros((2, 2))), (np.zeros((1, 1)), GOOD), (GOOD, np.zeros((1, 1))),
    (-GOOD, GOOD), (GOOD * 1e-300, GOOD * 1e300), (np.triu(GOOD), GOOD),
  ]:
    for preset in ("robust", "regal", "paper", "authors"):
      result = ga.align(source, target, preset=preset)
      assert result.matches.max() < len(target)
      assert result.trust is None or result.trust.sentence
