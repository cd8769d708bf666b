"""Scripts written for other libraries, with one import changed."""

import subprocess
import sys
import textwrap

import numpy as np
import pytest
from conftest import DATA

from graphalignment.compat import regal
from graphalignment.compat.graspologic import graph_match

sparse = pytest.importorskip("scipy.sparse")
nx = pytest.importorskip("networkx")


def run(tmp_path, script, *arguments):
  path = tmp_path / "script.py"
  path.write_text(textwrap.dedent(script))
  done = subprocess.run(
    [sys.executable, path, *arguments], capture_output=True, text=True, timeout=120, cwd=tmp_path)
  assert done.returncode == 0, done.stderr
  return done.stdout


def test_a_script_for_regal(tmp_path):
  """Two graphs in one matrix are embedded, compared and scored, as the authors' own script does."""
  output = run(tmp_path, """
    import sys
    import networkx as nx
    import numpy as np
    # import xnetmf; from config import *; from alignments import *
    from graphalignment.compat.regal import *

    combined = nx.read_edgelist(sys.argv[1], nodetype=int)
    count = combined.number_of_nodes()
    places = np.random.RandomState(3).permutation(count)
    combined.add_edges_from([(count + places[a], count + places[b]) for a, b in combined.edges])
    adj = nx.adjacency_matrix(combined, nodelist=range(2 * count))
    truth = {i: places[i] for i in range(count)}

    graph = Graph(adj)
    rep_method = RepMethod(max_layer=2, alpha=0.01, k=10, num_buckets=2, normalize=True, gammastruc=1, gammaattr=1)
    representations = xnetmf.get_representations(graph, rep_method)
    emb1, emb2 = get_embeddings(representations)
    dense = get_embedding_similarities(emb1, emb2, num_top=None)
    top = get_embedding_similarities(emb1, emb2, num_top=5)
    score, correct = score_alignment_matrix(dense, topk=5, true_alignments=truth)
    sparse_score, _ = score_alignment_matrix(top, topk=5, true_alignments=truth)
    print(representations.shape, dense.shape, top.shape, top.nnz)
    print("score top5: %f %f" % (score, sparse_score))
    """, str(DATA / "pair-source.edges"))
  assert "(1000, 1000) (1000, 1000) 5000" in output and "feature dimensionality is  109" in output
  dense, few = map(float, output.split("score top5: ")[1].split())
  assert dense > 0.9 and few == pytest.approx(dense, abs=0.01)


def slow_gram(adjacency, rep, landmarks):
  """The inner products of the published embedding, written down from the paper in the plainest way."""
  count = len(adjacency)
  distance = np.full((count, count), np.inf)
  power = np.eye(count)
  for step in range(rep.max_layer + 1):
    distance[(power > 0) & np.isinf(distance)] = step
    power = power @ adjacency
  degrees = adjacency.sum(0).astype(int)
  buckets = int(np.log2(degrees.max())) + 1
  signatures = np.zeros((count, buckets))
  for node in range(count):
    for other in range(count):
      if distance[node, other] <= rep.max_layer and degrees[other] > 0:
        signatures[node, int(np.log2(degrees[other]))] += rep.alpha ** distance[node, other]
  similar = np.exp(-np.linalg.norm(signatures[:, None] - signatures[None, landmarks], axis=2))
  gram = similar @ np.linalg.pinv(similar[landmarks], rcond=1e-7) @ similar.T
  lengths = np.sqrt(np.diag(gram))
  return gram / lengths[:, None] / lengths[None, :]


@pytest.mark.parametrize("layers, alpha", [(2, 0.01), (2, 0.1), (3, 0.5)])
def test_embeddings_of_regal_are_those_of_the_paper(karate, layers, alpha):
  rep = regal.RepMethod(max_layer=layers, alpha=alpha, num_buckets=2, p=12)
  graph = regal.Graph(karate[0])
  rows = regal.get_representations(graph, rep, verbose=False)
  assert rows.dtype == np.float64 and rows.shape[0] == 34 and rows.shape[1] <= 12
  landmarks = regal.get_sample_nodes(graph, rep)
  assert len(landmarks) == 12
  assert rows @ rows.T == pytest.approx(slow_gram(karate[0], rep, landmarks), abs=2e-3)


def test_attributes_and_wide_graphs_of_regal(karate):
  attributes = np.random.default_rng(1).integers(0, 3, (34, 2))
  for adj in (karate[0], sparse.csr_matrix(karate[0]), np.matrix(karate[0])):
    graph = regal.Graph(adj, node_attributes=attributes)
    rows = regal.xnetmf.get_representations(graph, regal.RepMethod(gammaattr=2), verbose=False)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(34), abs=1e-5)
  assert not np.allclose(
    rows @ rows.T, (lambda x: x @ x.T)(regal.get_representations(regal.Graph(karate[0]), regal.RepMethod(), False)))
  with pytest.raises(ValueError, match="normalize=False"):
    regal.get_representations(regal.Graph(karate[0]), regal.RepMethod(normalize=False))


def test_similarities_of_regal():
  a, b = np.random.default_rng(1).random((6, 3)), np.random.default_rng(2).random((5, 3))
  exact = np.exp(-np.linalg.norm(a[:, None] - b[None], axis=2))
  assert regal.get_embedding_similarities(a, b) == pytest.approx(exact, abs=1e-6)
  assert regal.get_embedding_similarities(a, b, num_top=5).toarray() == pytest.approx(exact, abs=1e-6)
  cosine = (a @ b.T) / np.linalg.norm(a, axis=1)[:, None] / np.linalg.norm(b, axis=1)[None]
  assert regal.get_embedding_similarities(a, b, sim_measure="cosine") == pytest.approx(cosine)
  assert regal.score_alignment_matrix(np.eye(4), topk=1) == (1.0, {0, 1, 2, 3})
  assert regal.score_alignment_matrix(np.eye(4), topk=1, true_alignments={0: 1, 1: 0, 2: 2, 3: 3})[0] == 0.5
  assert regal.score_alignment_matrix(np.eye(4) + 1)[0] == pytest.approx(8 / 5)


def test_a_script_for_graspologic(tmp_path):
  """Two correlated graphs are matched, with a few known pairs, as tutorials of graspologic do."""
  output = run(tmp_path, """
    import networkx as nx
    import numpy as np
    # from graspologic.match import graph_match
    from graphalignment.compat.graspologic import graph_match

    rng = np.random.default_rng(8888)
    A = nx.to_numpy_array(nx.gnp_random_graph(60, 0.3, seed=1))
    order = rng.permutation(60)
    B = A[order][:, order]
    seeds = np.column_stack([order[:5], np.arange(5)])

    indices_A, indices_B, score, misc = graph_match(A, B, partial_match=seeds, rng=rng)
    B = B[indices_B][:, indices_B]
    print(f"Match Ratio: {np.mean(order[indices_B] == indices_A)}")
    print("disagreements:", np.sum(np.abs(A - B)), "score:", score, A.sum())
    """)
  assert "Match Ratio: 1.0" in output and "disagreements: 0.0" in output


def test_graphs_of_different_sizes_match(karate):
  club, copy, places = karate
  small = copy[:20, :20]
  result = graph_match(club, sparse.csr_array(small), rng=1)
  assert len(result.indices_A) == len(result.indices_B) == 20
  assert np.array_equal(np.sort(result.indices_B), np.arange(20))
  assert np.all(np.diff(result.indices_A) > 0)
  assert result.score == np.sum(
    club[np.ix_(result.indices_A, result.indices_A)] * small[np.ix_(result.indices_B, result.indices_B)])
  assert result.misc[0]["score"] == result.score


def test_similarities_and_seeds_of_graspologic(karate):
  club, copy, places = karate
  similar = np.zeros((34, 34))
  similar[np.arange(34), places] = 1
  found = graph_match(club, copy, S=similar, rng=3)
  assert np.mean(found.indices_B == places) > 0.9
  assert found.score == pytest.approx(club.sum() + similar[found.indices_A, found.indices_B].sum())
  same = graph_match(club, copy, S=similar, rng=3)
  assert np.array_equal(found.indices_B, same.indices_B)
  pairs = (np.array([0, 1]), places[:2])
  assert np.array_equal(graph_match([club], [copy], partial_match=pairs, rng=1).indices_B[:2], places[:2])


@pytest.mark.parametrize("options", [
  {"maximize": False}, {"AB": np.eye(34)}, {"BA": np.eye(34)}, {"partial_match": np.ones((2, 3), int)}])
def test_what_is_not_supported_is_said(karate, options):
  with pytest.raises(ValueError):
    graph_match(*karate[:2], **options)
  with pytest.raises(ValueError, match="2 layers"):
    graph_match([karate[0]] * 2, [karate[1]] * 2)
