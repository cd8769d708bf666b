"""`xnetmf` of GemsLab's REGAL: embeddings of nodes, with the same landmarks, by this library.

Embeddings are the authors' up to a rotation, which distances do not see. They have a column for each independent
landmark, so that there may be fewer than ``p``.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from .._embed import embed
from ..graph import Graph as _Graph
from .config import Graph, RepMethod


def get_feature_dimensionality(graph: Any, rep_method: Any, verbose: bool = True) -> int:
  """How many landmarks there are, which is noted in ``rep_method.p``: k · log₂ n, but at most n."""
  count = int(graph.N)
  if count > 1:
    count = max(1, min(int(rep_method.k * math.log(count, 2)), count))
  if verbose:
    print("feature dimensionality is ", count)
  rep_method.p = count
  return count


def get_sample_nodes(graph: Any, rep_method: Any, verbose: bool = True) -> npt.NDArray[np.int64]:
  """The landmarks: those that REGAL draws, by the same generator."""
  return np.random.RandomState(seed=42).permutation(np.arange(graph.N))[: rep_method.p]


def get_representations(graph: Any, rep_method: Any, verbose: bool = True) -> npt.NDArray[np.float64]:
  """A row of unit length for each node.

  Raises ValueError for ``normalize=False``: rows always have unit length here.
  """
  if not rep_method.normalize:
    raise ValueError("normalize=False is not supported: rows have unit length")
  if rep_method.p is None:
    get_feature_dimensionality(graph, rep_method, verbose)
  elif rep_method.p > graph.N:
    print("Warning: dimensionality greater than number of nodes. Reducing to n")
    rep_method.p = graph.N
  attributes = graph.node_attributes
  if attributes is not None:
    # Nodes agree in an attribute or not, whatever its type.
    table = np.asarray(attributes)
    table = table[:, None] if table.ndim == 1 else table
    attributes = {f"attribute {i + 1}": [str(value) for value in column] for i, column in enumerate(table.T)}
  known = _Graph(_matrix(graph.G_adj), attributes=attributes, directed=False)
  signatures = {
    # Farther than the graph is wide there is nothing to see.
    "hop_count": max(1, graph.N if rep_method.max_layer is None else rep_method.max_layer),
    "discount": rep_method.alpha, "bucket_base": rep_method.num_buckets,
  }
  rows, = embed(
    [known], preset="authors", signatures=signatures, structure_weight=rep_method.gammastruc,
    attribute_weight=rep_method.gammaattr, landmark_selection=get_sample_nodes(graph, rep_method, verbose))
  return rows.astype(np.float64)


def _matrix(adjacency: Any) -> Any:
  return adjacency if hasattr(adjacency, "tocsr") else np.asarray(adjacency)


__all__ = [
  "Graph", "RepMethod", "get_feature_dimensionality", "get_representations", "get_sample_nodes"]
