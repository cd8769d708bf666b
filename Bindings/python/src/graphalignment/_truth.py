"""Known correspondences to score an alignment against."""

from __future__ import annotations

from typing import Any, Iterable, Mapping, Optional

import numpy as np
import numpy.typing as npt

from ._matrix import Rows, rows_of_dense, rows_of_entries, rows_of_sparse
from .graph import Graph


def truth_rows(
  truth: Any, source: Graph, target: Graph
) -> tuple[Rows, Optional[npt.NDArray[np.uint8]]]:
  """The right targets of each source node, and which source nodes are known to have none.

  A truth is a mapping or a series of source to target, where None says that there is none and a list or set that
  any of several is right; an array with a target for each source node, negative where it is not known; an array, a
  list or a frame of pairs; or a sparse or Boolean matrix, source by target.
  """
  shape = (source.node_count, target.node_count)
  if hasattr(truth, "tocsr"):
    return _checked(rows_of_sparse(truth), shape), None
  if type(truth).__module__.startswith("pandas"):
    if truth.ndim == 1:
      truth = dict(truth.items())
    else:
      if truth.shape[1] < 2:
        raise ValueError("truth: a frame needs two columns, source and target")
      return _of_pairs(zip(truth.iloc[:, 0].tolist(), truth.iloc[:, 1].tolist()), source, target)
  if isinstance(truth, Mapping):
    return _of_pairs(_flattened(truth, target), source, target)
  array = np.asarray(truth) if not isinstance(truth, np.ndarray) else truth
  if array.ndim == 1 and array.dtype.kind in "iu" and len(array) == shape[0]:
    known = np.flatnonzero(array >= 0)
    return _checked(rows_of_entries(known, array[known], None, shape), shape), None
  if array.ndim == 2 and array.shape[1] == 2 and not (array.dtype.kind == "b" and shape[1] == 2):
    return _of_pairs(map(tuple, array.tolist()), source, target)
  if array.ndim == 2 and array.shape == shape:
    return rows_of_dense(array), None
  raise ValueError(
    f"truth: expected {shape[0]} targets, pairs of nodes or a matrix, not an array of shape {array.shape}")


def _checked(rows: Rows, shape: tuple[int, int]) -> Rows:
  if rows.shape != shape:
    raise ValueError(f"truth: a matrix of {rows.shape} does not fit an alignment of {shape}")
  return rows


def _is_missing(value: Any) -> bool:
  return value is None or isinstance(value, float) and np.isnan(value)


def _flattened(truth: Mapping[Any, Any], target: Graph) -> Iterable[tuple[Any, Any]]:
  for node, other in truth.items():
    is_name = target.labels is not None and isinstance(other, tuple) and other in target.labels
    if isinstance(other, (list, tuple, set, frozenset, np.ndarray)) and not is_name:
      for each in other:
        yield node, each
    else:
      yield node, other


def _of_pairs(
  pairs: Iterable[Any], source: Graph, target: Graph
) -> tuple[Rows, Optional[npt.NDArray[np.uint8]]]:
  sources, targets = [], []
  alone = np.zeros(source.node_count, np.uint8)
  try:
    for node, other in pairs:
      if _is_missing(other):
        place = source.node(node)
        if not 0 <= place < len(alone):
          raise ValueError(f"there is no node {place} in a graph of {len(alone)}")
        alone[place] = 1
      else:
        sources.append(source.node(node))
        targets.append(target.node(other))
    # Source and target, once each: whatever is listed twice is one fact.
    unique = sorted(set(zip(sources, targets)))
    rows = rows_of_entries(
      [a for a, _ in unique], [b for _, b in unique], None, (source.node_count, target.node_count))
  except ValueError as error:
    raise ValueError(f"truth: {error}") from None
  return rows, alone if alone.any() else None
