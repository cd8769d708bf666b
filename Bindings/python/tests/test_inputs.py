"""Graphs, names and attributes in the forms that Python has for them."""

import numpy as np
import pytest

import graphalignment as ga
from graphalignment._matrix import MatrixArgument, rows_of_sparse

sparse = pytest.importorskip("scipy.sparse")
BRIEF = {"sampling": {"effort": 0.02}}
PATH = np.array([[0, 1, 0], [1, 0, 2], [0, 2, 0]])


@pytest.mark.parametrize("form", [
  np.asarray, np.matrix, sparse.csr_matrix, sparse.csc_matrix, sparse.coo_matrix, sparse.csr_array,
  sparse.lil_matrix, np.ndarray.tolist, lambda a: sparse.csr_matrix(a.astype(np.float32)),
  lambda a: np.asfortranarray(a.astype(float)),
])
def test_matrices_are_graphs(form):
  graph = ga.Graph(form(PATH))
  assert (graph.node_count, graph.edge_count, graph.is_directed) == (3, 2, False)


def test_booleans_and_loops():
  graph = ga.Graph(np.ones((4, 4), bool))
  assert graph.edge_count == 6 and not graph.is_directed


def test_arrays_are_read_where_they_are():
  for index in (np.int32, np.int64):
    for value in (np.float32, np.float64):
      matrix = sparse.csr_matrix(PATH.astype(value))
      matrix.indptr, matrix.indices = matrix.indptr.astype(index), matrix.indices.astype(index)
      argument = MatrixArgument(rows_of_sparse(matrix))
      for mine, own in zip(argument.arrays, (matrix.indptr, matrix.indices, matrix.data)):
        assert np.shares_memory(mine, own)
      assert ga.Graph(matrix).edge_count == 2


def test_the_matrix_of_the_caller_stays():
  matrix = sparse.csr_matrix((np.ones(3), np.array([2, 1, 1]), np.array([0, 3, 3, 3])), shape=(3, 3))
  ga.Graph(matrix)
  assert matrix.indices.tolist() == [2, 1, 1] and not matrix.has_canonical_format


def test_direction_of_asymmetric_matrices():
  arrow = np.zeros((3, 3))
  arrow[0, 1], arrow[1, 0], arrow[1, 2] = 1, 3, 1
  automatic, directed, undirected = (ga.Graph(arrow, directed=d) for d in (None, True, False))
  assert automatic.is_directed and automatic.edge_count == 3
  assert directed.is_directed and directed.edge_count == 3
  assert not undirected.is_directed and undirected.edge_count == 2
  assert ga.Graph(PATH, directed=True).edge_count == 4
  # Of both directions the larger weight counts.
  larger = np.array([[0, 3, 0], [3, 0, 1], [0, 1, 0]])
  a = ga.align(undirected, PATH, directed=False, **BRIEF).candidate_arrays
  b = ga.align(larger, PATH, directed=False, **BRIEF).candidate_arrays
  assert np.array_equal(a.similarities, b.similarities)


def test_edges():
  graph = ga.Graph.from_edges([(0, 1), (1, 2), (2, 1)], node_count=5)
  assert (graph.node_count, graph.edge_count) == (5, 2)
  assert ga.Graph.from_edges(np.zeros((0, 2), int), node_count=2).edge_count == 0
  assert ga.Graph.from_edges([(0, 1), (1, 0)], directed=True).edge_count == 2
  with pytest.raises(ValueError, match="there is no node 7 in a graph of 3"):
    ga.Graph.from_edges([(7, 1)], node_count=3)
  with pytest.raises(ValueError, match="3 columns, from 0"):
    ga.Graph.from_edges([(1, 7)], node_count=3)


def test_networkx():
  nx = pytest.importorskip("networkx")
  club = nx.karate_club_graph()
  named = nx.relabel_nodes(club, {i: f"member {33 - i}" for i in club})
  result = ga.align(club, named, source_attributes="club", target_attributes=["club"], **BRIEF)
  assert result.source.labels is None and result.target.labels[0] == "member 33"
  assert result.scores({i: f"member {33 - i}" for i in club}).accuracy > 0.7
  assert result.mapping[33] == "member 0"
  assert ga.Graph(nx.DiGraph([(0, 1), (1, 2)])).is_directed
  assert ga.Graph(nx.path_graph(4), directed=True).edge_count == 6
  assert ga.Graph(nx.MultiGraph([(0, 1), (0, 1)])).edge_count == 1
  with pytest.raises(ValueError, match="has no data “age”"):
    ga.Graph(club, attributes="age")
  anchored = ga.align(club, named, anchors={5: "member 28"}, **BRIEF)
  assert anchored.mapping[5] == "member 28"
  with pytest.raises(ValueError, match="anchors: no node is called 'nobody'"):
    ga.align(club, named, anchors={5: "nobody"})


def test_weights_of_networkx_count():
  nx = pytest.importorskip("networkx")
  graph = nx.path_graph(3)
  graph[0][1]["weight"] = float("nan")
  with pytest.raises(ValueError, match="is nan"):
    ga.Graph(graph)
  assert ga.Graph(graph, weight=None).edge_count == 2
  graph[0][1]["weight"] = 0
  assert ga.Graph(graph).edge_count == 1


def test_igraph():
  igraph = pytest.importorskip("igraph")
  graph = igraph.Graph.Famous("Zachary")
  graph.vs["name"] = [f"n{i}" for i in range(34)]
  graph.vs["club"] = ["a", "b"] * 17
  graph.es["weight"] = [2.0] * 78
  made = ga.Graph(graph, attributes="club")
  assert (made.node_count, made.edge_count) == (34, 78) and made.labels[3] == "n3"
  assert ga.align(graph, graph).structure.ec == 1


def test_pandas(karate):
  pandas = pytest.importorskip("pandas")
  club, copy, places = karate
  names = [f"n{i}" for i in range(34)]
  source = pandas.DataFrame(club, index=names, columns=names)
  ages = pandas.DataFrame({"age": np.arange(34.0), "group": ["x", "y"] * 17}, index=names)
  there = pandas.DataFrame({"age": np.zeros(34), "group": [""] * 34})
  for node, place in enumerate(places):
    there.iloc[place, 0], there.iloc[place, 1] = float(node), ["x", "y"][node % 2]
  # Rows go by names, whatever their order.
  result = ga.align(source, copy, source_attributes=ages.iloc[::-1], target_attributes=there, **BRIEF)
  truth = pandas.Series(places, index=names)
  assert result.scores(truth).accuracy > 0.9
  assert result.scores(truth.reset_index()) == result.scores(truth)
  frame = result.to_pandas()
  assert list(frame.columns) == ["source", "target", "similarity", "rank"]
  assert frame.source[0] == "n0" and frame["rank"].max() == 10
  best = frame[frame["rank"] == 1]
  assert best.target.tolist() == result.matches.tolist()
  with pytest.raises(ValueError, match="no row for node"):
    ga.align(source, copy, source_attributes=ages.rename(index={"n3": "m"}), target_attributes=there)


def test_missing_categories_are_the_empty_one(karate):
  given = {"x": ["a", None, float("nan")] + ["b"] * 31}
  same = {"x": ["a", "", ""] + ["b"] * 31}
  a = ga.align(karate[0], karate[0], source_attributes=given, target_attributes=same, **BRIEF)
  b = ga.align(karate[0], karate[0], source_attributes=same, target_attributes=same, **BRIEF)
  assert np.array_equal(a.confidence, b.confidence)
