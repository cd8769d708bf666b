"""Graphs from matrices, networkx and igraph."""

from __future__ import annotations

from typing import Any, Hashable, Iterable, Mapping, Optional, Sequence, Union

import numpy as np
import numpy.typing as npt

from . import _library as lib
from ._attributes import add_attributes
from ._matrix import MatrixArgument, Rows, rows_of_dense, rows_of_entries, rows_of_sparse


class Graph:
  """A graph that the library can align.

  Parameters
  ----------
  adjacency:
    a SciPy sparse matrix or array, a NumPy array, a pandas frame, a networkx or an igraph graph. Entry (i, j) is
    the weight of the edge from i to j; 0 is no edge, and neither is anything on the diagonal.
  attributes:
    what is known of the nodes: a pandas frame, a mapping of names to columns, an array with a row for each node, or,
    for networkx and igraph, the name or names of node data. Floating-point columns are numbers, all others
    categories.
  directed:
    whether edges have a direction. None: as networkx and igraph say; a matrix has directed edges if it is not
    symmetric. False: of (i, j) and (j, i) either makes the edge, and the larger weight counts.
  weight:
    the edge data of networkx and igraph that is the weight; edges without it weigh 1. None: every edge weighs 1.
  """

  def __init__(
    self, adjacency: Any, *, attributes: Any = None, directed: Optional[bool] = None,
    weight: Optional[str] = "weight",
  ) -> None:
    rows, labels, own_direction = _read(adjacency, weight)
    self.labels: Optional[list[Hashable]] = labels
    """What nodes are called; None if by their numbers."""
    if directed is None:
      directed = own_direction
    direction = lib.AUTOMATIC if directed is None else lib.DIRECTED if directed else lib.UNDIRECTED
    matrix = MatrixArgument(rows)
    self._handle = lib.made("ga_graph_create", "ga_graph_free", matrix.reference, direction)
    self._nodes: Optional[dict[Hashable, int]] = None
    if attributes is not None:
      add_attributes(self, _node_data(adjacency, attributes))

  @classmethod
  def from_edges(
    cls, edges: Any, *, node_count: Optional[int] = None, weights: Optional[Any] = None,
    directed: bool = False, attributes: Any = None,
  ) -> Graph:
    """A graph of the pairs of nodes in an array, m × 2; nodes are counted from 0."""
    pairs = np.asarray(edges)
    if pairs.size == 0:
      pairs = np.zeros((0, 2), np.int64)
    if pairs.ndim != 2 or pairs.shape[1] != 2 or pairs.dtype.kind not in "iu":
      raise ValueError(f"expected edges as whole numbers, m × 2, not {pairs.shape} of {pairs.dtype}")
    if weights is not None and np.shape(weights) != (len(pairs),):
      raise ValueError(f"expected {len(pairs)} weights, not {np.shape(weights)}")
    count = int(pairs.max(initial=-1)) + 1 if node_count is None else int(node_count)
    rows = rows_of_entries(pairs[:, 0], pairs[:, 1], weights, (count, count))
    return cls(rows, directed=directed, attributes=attributes)

  @property
  def node_count(self) -> int:
    """The number of nodes."""
    return int(lib.library.ga_graph_node_count(self._handle.pointer))

  @property
  def edge_count(self) -> int:
    """The number of edges, an undirected one counted once."""
    return int(lib.library.ga_graph_edge_count(self._handle.pointer))

  @property
  def is_directed(self) -> bool:
    """Whether edges have a direction."""
    return bool(lib.library.ga_graph_is_directed(self._handle.pointer))

  def node(self, name: Any) -> int:
    """The number of the node that is called so; without names nodes are called by their numbers.

    Raises ValueError if there is none.
    """
    if self.labels is None:
      if isinstance(name, (int, np.integer)) and not isinstance(name, bool):
        return int(name)
      raise ValueError(f"expected the number of a node, not {name!r}")
    if self._nodes is None:
      self._nodes = {label: node for node, label in enumerate(self.labels)}
    try:
      return self._nodes[name]
    except (KeyError, TypeError):
      raise ValueError(f"no node is called {name!r}") from None

  def nodes(self, names: Iterable[Any]) -> npt.NDArray[np.int64]:
    """The numbers of nodes."""
    if self.labels is None and isinstance(names, np.ndarray) and names.dtype.kind in "iu":
      return names.astype(np.int64)
    return np.fromiter((self.node(name) for name in names), np.int64)

  def __repr__(self) -> str:
    kind = "directed, " if self.is_directed else ""
    return f"<graphalignment.Graph: {kind}{self.node_count} nodes, {self.edge_count} edges>"


def _is(value: Any, module: str, name: str) -> bool:
  """Whether a value is of a class, or of one derived from it, without importing what has it."""
  return any(
    kind.__module__.split(".")[0] == module and kind.__name__ == name for kind in type(value).__mro__)


def _read(
  adjacency: Any, weight: Optional[str]
) -> tuple[Rows, Optional[list[Hashable]], Optional[bool]]:
  """The entries of whatever is a graph, what its nodes are called, and whether it says that it is directed."""
  if isinstance(adjacency, Rows):
    return adjacency, None, None
  if _is(adjacency, "networkx", "Graph"):
    return _read_networkx(adjacency, weight)
  if _is(adjacency, "igraph", "Graph"):
    return _read_igraph(adjacency, weight)
  if _is(adjacency, "pandas", "DataFrame"):
    if list(adjacency.index) != list(adjacency.columns):
      raise ValueError("a frame that is an adjacency matrix has the same names for rows and columns, in one order")
    return rows_of_dense(adjacency.to_numpy()), list(adjacency.index), None
  if hasattr(adjacency, "tocsr"):
    return rows_of_sparse(adjacency), None, None
  array = np.asarray(adjacency)
  if array.dtype.kind == "O":
    raise ValueError(f"a {type(adjacency).__name__} is no graph: expected a matrix, a networkx or an igraph graph")
  return rows_of_dense(array), None, None


def _entries(
  edges: Sequence[tuple[int, int]], weights: Optional[Sequence[Any]], count: int, directed: bool
) -> Rows:
  pairs = np.array(edges, np.int64).reshape(-1, 2)
  values = None if weights is None else np.array(weights, np.float64)
  if not directed:
    # Both directions, in case somebody wants the graph as a directed one.
    pairs = np.concatenate([pairs, pairs[:, ::-1]])
    values = None if values is None else np.concatenate([values, values])
  return rows_of_entries(pairs[:, 0], pairs[:, 1], values, (count, count))


def _read_networkx(
  graph: Any, weight: Optional[str]
) -> tuple[Rows, Optional[list[Hashable]], Optional[bool]]:
  labels = list(graph)
  numbers = {label: number for number, label in enumerate(labels)}
  edges = [(numbers[a], numbers[b]) for a, b in graph.edges()]
  weights = None
  if weight is not None:
    weights = [1 if value is None else value for _, _, value in graph.edges(data=weight, default=1)]
  rows = _entries(edges, weights, len(labels), graph.is_directed())
  are_numbers = all(type(label) is int and label == place for place, label in enumerate(labels))
  return rows, None if are_numbers else labels, bool(graph.is_directed())


def _read_igraph(
  graph: Any, weight: Optional[str]
) -> tuple[Rows, Optional[list[Hashable]], Optional[bool]]:
  has_weights = weight is not None and weight in graph.es.attributes()
  weights = [1 if value is None else value for value in graph.es[weight]] if has_weights else None
  rows = _entries(graph.get_edgelist(), weights, graph.vcount(), graph.is_directed())
  labels: Optional[list[Hashable]] = None
  if "name" in graph.vs.attributes():
    labels = list(graph.vs["name"])
    if len(set(labels)) != len(labels):
      raise ValueError("two nodes of the graph have one name")
  return rows, labels, bool(graph.is_directed())


def _node_data(graph: Any, attributes: Any) -> Any:
  """Attributes that are named as data of the graph's nodes, as columns."""
  names = [attributes] if isinstance(attributes, str) else attributes
  if not (isinstance(names, (list, tuple)) and names and all(isinstance(name, str) for name in names)):
    return attributes
  if _is(graph, "networkx", "Graph"):
    for name in names:
      for label, data in graph.nodes(data=True):
        if name not in data:
          raise ValueError(f"node {label!r} has no data “{name}”")
    return {name: [data[name] for _, data in graph.nodes(data=True)] for name in names}
  if _is(graph, "igraph", "Graph"):
    for name in names:
      if name not in graph.vs.attributes():
        raise ValueError(f"the nodes of the graph have no attribute “{name}”")
    return {name: list(graph.vs[name]) for name in names}
  return attributes


GraphLike = Union[Graph, Any]
AttributesLike = Union[Mapping[str, Any], Any]


def as_graph(
  value: GraphLike, what: str, attributes: Any, directed: Optional[bool], weight: Optional[str]
) -> Graph:
  """A graph of whatever is one."""
  if isinstance(value, Graph):
    if attributes is not None:
      raise ValueError(f"{what}: a Graph has its attributes already (attributes=…)")
    if directed is not None and directed != value.is_directed:
      raise ValueError(f"{what}: a Graph has its direction already (directed=…)")
    return value
  try:
    return Graph(value, attributes=attributes, directed=directed, weight=weight)
  except ValueError as error:
    raise ValueError(f"{what}: {error}") from None
