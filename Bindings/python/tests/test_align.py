"""What an alignment gives."""

import numpy as np
import pytest

import graphalignment as ga

sparse = pytest.importorskip("scipy.sparse")
# Matchings are drawn briefly: the tests are of what surrounds the aligner.
BRIEF = {"sampling": {"effort": 0.02}}


@pytest.fixture(scope="module")
def result(pair):
  return ga.align(sparse.csr_matrix(pair[0]), sparse.csr_matrix(pair[1]), seed=1, **BRIEF)


def test_matches_are_found(result, pair):
  assert result.matches.dtype == np.int32 and result.matches.shape == (1000,)
  assert result.confidence.dtype == np.float32
  assert np.mean(result.matches == pair[2]) > 0.9
  scores = result.scores(pair[2])
  assert scores.known == 1000 and scores.accuracy > 0.9
  assert scores.accuracy <= scores.hits[5] <= scores.hits[10] <= 1
  assert scores.expected_calibration_error < 0.2


def test_candidates_are_rows_best_first(result):
  matrix = result.candidates
  assert matrix.shape == (1000, 1000) and matrix.dtype == np.float32
  indptr, targets, similarities = result.candidate_arrays
  assert np.diff(indptr).max() == 10
  for row in range(1000):
    part = slice(indptr[row], indptr[row + 1])
    assert len(set(targets[part])) == indptr[row + 1] - indptr[row]
    assert np.all(np.diff(similarities[part]) <= 0)
    assert targets[part][0] == result.matches[row] and similarities[part][0] == result.confidence[row]


def test_trust_speaks(result):
  assert result.trust.verdict == "good"
  assert str(result.trust).startswith("Most matches can be trusted")
  assert result.trust.edge_count == 2994 and 0.9 < result.trust.mean_confidence <= 1


def test_structure_is_measured(result):
  assert 0.9 < result.structure.ec < 1 and result.structure.mutual > 0.9


@pytest.mark.parametrize("method", ["greedy", "mutual", "optimal"])
def test_assignments_use_targets_once(result, method):
  chosen = result.assigned(method)
  targets = chosen.matches[chosen.matches >= 0]
  assert len(set(targets)) == len(targets) > 900


def test_completed_assignments_are_permutations(result):
  assert sorted(result.assigned("optimal", complete=True).matches) == list(range(1000))


def test_seeds_decide(pair):
  first, second = ga.Graph(pair[0]), ga.Graph(pair[1])
  a, b, c = (ga.align(first, second, seed=seed, **BRIEF).candidate_arrays for seed in (1, 1, 2))
  assert all(np.array_equal(x, y) for x, y in zip(a, b))
  assert not np.array_equal(a.similarities, c.similarities)


def test_isomorphic_graphs_keep_all_edges(karate):
  club, copy, places = karate
  result = ga.align(club, copy)
  assert result.trust.is_isomorphism and result.structure.ec == 1
  # Nodes that look alike may be swapped: what is left is a mapping that keeps edges.
  assert np.array_equal(copy[np.ix_(result.matches, result.matches)], club)


def test_every_preset_aligns(karate):
  for preset in ("robust", "regal", "paper", "authors"):
    result = ga.align(*karate[:2], preset=preset, candidate_count=3)
    counts = np.diff(result.candidate_arrays.indptr)
    # Isomorphic graphs need fewer.
    assert counts.max() <= 3 and (preset == "robust" or counts.min() == 3)
    assert (result.trust is None) == (preset != "robust")


def test_presets_have_their_options():
  assert ga.options("paper")["signatures"]["countsOwnDegree"] is False
  assert ga.options("paper", signatures={"counts_own_degree": True})["signatures"]["countsOwnDegree"] is True
  assert ga.options("authors")["kernel"] == "laplacian"
  assert ga.options("authors", kernel="gaussian")["kernel"] == "gaussian"
  assert ga.options("regal", landmarks=7, landmark_selection="degree")["landmarks"] == {"fixed": {"_0": 7}}
  assert ga.options("robust", refinement=None)["refinement"] is None
  assert ga.options("robust", signatures={"hop_count": 3})["signatures"]["hopCount"] == 3


def test_anchors_stand(pair):
  # A wrong anchor stands as well: it is not found, it is given.
  anchors = {0: 5, 1: int(pair[2][1])}
  result = ga.align(pair[0], pair[1], anchors=anchors, **BRIEF)
  assert result.matches[0] == 5 and result.matches[1] == pair[2][1]
  pairs = np.array([[0, 5], [1, pair[2][1]]])
  for same in (pairs, list(map(tuple, pairs)), [(0, 5, 1.0), (1, int(pair[2][1]), 1.0)]):
    assert np.array_equal(ga.align(pair[0], pair[1], anchors=same, **BRIEF).confidence, result.confidence)
  # One of which nobody is sure may be given up.
  doubted = ga.align(pair[0], pair[1], anchors={0: (5, 0.1), 1: int(pair[2][1])}, **BRIEF)
  assert doubted.matches[0] == pair[2][0] and doubted.matches[1] == pair[2][1]


def test_attributes_and_similarities_help(karate):
  club, copy, places = karate
  copy = copy.copy()
  copy[0, :] = copy[:, 0] = 0
  plain = ga.align(club, copy, **BRIEF).scores(places).accuracy
  names = [f"member {i}" for i in range(34)]
  there = [""] * 34
  for node, place in enumerate(places):
    there[place] = names[node]
  for given in (
    {"source_attributes": {"name": names}, "target_attributes": {"name": there}},
    {"prior": np.eye(34)[:, np.argsort(places)]},
    {"prior": [sparse.csr_matrix(np.eye(34)[:, np.argsort(places)])]},
    {"source_names": names, "target_names": there},
  ):
    assert ga.align(club, copy, **given, **BRIEF).scores(places).accuracy > max(plain, 0.9)


def test_columns_of_one_graph_alone_are_told(karate):
  with pytest.warns(ga.GraphAlignmentWarning, match="age"):
    result = ga.align(
      *karate[:2], source_attributes={"x": ["a"] * 34, "age": [1.0] * 34}, target_attributes={"x": ["a"] * 34})
  assert len(result.notes) == 1


def test_truth_in_every_form(result, pair):
  truth = pair[2]
  expected = result.scores(truth)
  forms = [
    dict(enumerate(truth.tolist())), list(enumerate(truth.tolist())),
    np.column_stack([np.arange(1000), truth]), {i: [int(j)] for i, j in enumerate(truth)},
    sparse.csr_matrix((np.ones(1000), (np.arange(1000), truth)), shape=(1000, 1000)),
  ]
  for form in forms:
    assert result.scores(form) == expected
  some = np.where(np.arange(1000) < 100, truth, -1)
  assert result.scores(some).known == 100
  # A node known to have no match is wrong whatever it is matched with.
  alone = result.scores({0: None, 1: int(truth[1])})
  assert alone.known == 1 and alone.matched == 2 and alone.precision == pytest.approx(0.5, abs=0.01)


def test_embeddings_are_unit_rows(karate):
  first, second = ga.embed([karate[0], karate[1]], preset="authors", seed=3)
  assert first.shape == second.shape and first.shape[0] == 34 and first.dtype == np.float32
  assert np.linalg.norm(first, axis=1) == pytest.approx(np.ones(34), abs=1e-5)
  # Renumbered nodes have the same points.
  assert second[karate[2]] == pytest.approx(first, abs=1e-3)


def test_nearest_are_nearest():
  points, queries = np.random.default_rng(2).random((50, 3)), np.random.default_rng(3).random((20, 3))
  indices, distances = ga.nearest(points, queries, 4)
  exact = np.linalg.norm(queries[:, None].astype(np.float32) - points[None].astype(np.float32), axis=2)
  assert np.array_equal(indices, np.argsort(exact, axis=1)[:, :4])
  assert distances == pytest.approx(np.sort(exact, axis=1)[:, :4], abs=1e-5)
