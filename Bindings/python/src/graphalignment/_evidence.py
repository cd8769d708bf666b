"""Anchors, similarities from elsewhere and names."""

from __future__ import annotations

from typing import Any, Mapping, Optional

import numpy as np
import numpy.typing as npt

from . import _library as lib
from ._matrix import MatrixArgument, rows_of_dense, rows_of_sparse, string_array
from .graph import Graph


def evidence_handle(
  source: Graph, target: Graph, anchors: Any, prior: Any, source_names: Any, target_names: Any
) -> Optional[lib.Handle]:
  """What is known beside edges and attributes, or None if nothing is."""
  if anchors is None and prior is None and source_names is None and target_names is None:
    return None
  library = lib.library
  handle = lib.Handle(library.ga_evidence_create(), library.ga_evidence_free)
  if anchors is not None:
    _add_anchors(handle, *anchor_arrays(anchors, source, target))
  if prior is not None:
    for matrix in prior if isinstance(prior, (list, tuple)) else [prior]:
      rows = rows_of_sparse(matrix) if hasattr(matrix, "tocsr") else rows_of_dense(np.asarray(matrix))
      argument = MatrixArgument(rows)
      lib.call("ga_evidence_add_prior", handle.pointer, argument.reference, about="prior")
  if (source_names is None) != (target_names is None):
    raise ValueError("source_names and target_names go together")
  if source_names is not None:
    first, second = [str(name) for name in source_names], [str(name) for name in target_names]
    lib.call(
      "ga_evidence_add_names", handle.pointer, string_array(first, "source name"), len(first),
      string_array(second, "target name"), len(second))
  return handle


def _add_anchors(
  handle: lib.Handle, sources: npt.NDArray[np.int64], targets: npt.NDArray[np.int64],
  confidences: Optional[npt.NDArray[np.float64]],
) -> None:
  lib.call(
    "ga_evidence_add_anchors", handle.pointer, sources.ctypes.data, targets.ctypes.data,
    None if confidences is None else confidences.ctypes.data, len(sources), about="anchors")


def anchor_arrays(
  anchors: Any, source: Graph, target: Graph
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Optional[npt.NDArray[np.float64]]]:
  """Anchors as columns: source, target and, if it is there, confidence.

  They may be a mapping of source to target, or to (target, confidence); a frame, an array or a list of rows with two
  or three columns.
  """
  if type(anchors).__module__.startswith("pandas"):
    if anchors.ndim == 1:
      anchors = dict(anchors.items())
    else:
      columns = [anchors.iloc[:, place].tolist() for place in range(anchors.shape[1])]
      return _resolved(columns, source, target)
  if isinstance(anchors, Mapping):
    # A node of networkx may be a tuple itself.
    labels = set(target.labels or ())
    pairs = [
      (node, *other) if isinstance(other, tuple) and other not in labels else (node, other, 1.0)
      for node, other in anchors.items()]
    return _resolved(_transposed(pairs), source, target)
  if isinstance(anchors, np.ndarray) and anchors.dtype.kind in "iuf":
    if anchors.size == 0:
      return _resolved([[], []], source, target)
    if anchors.ndim != 2:
      raise ValueError(f"anchors: expected two or three columns, not an array of shape {anchors.shape}")
    columns = [anchors[:, place] for place in range(anchors.shape[1])]
    if anchors.dtype.kind == "f":
      if not np.all(np.isfinite(anchors[:, :2])) or np.any(anchors[:, :2] != np.floor(anchors[:, :2])):
        raise ValueError("anchors: nodes are whole numbers")
      columns[:2] = [column.astype(np.int64) for column in columns[:2]]
    return _resolved(columns, source, target)
  return _resolved(_transposed([tuple(row) for row in anchors]), source, target)


def _transposed(rows: list[Any]) -> list[Any]:
  widths = {len(row) for row in rows}
  if not rows:
    return [[], []]
  if len(widths) != 1:
    raise ValueError("anchors: every row needs as many columns as the others")
  return [list(column) for column in zip(*rows)]


def _resolved(
  columns: list[Any], source: Graph, target: Graph
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Optional[npt.NDArray[np.float64]]]:
  if len(columns) not in (2, 3):
    raise ValueError(f"anchors: expected two or three columns, not {len(columns)}")
  try:
    sources, targets = source.nodes(columns[0]), target.nodes(columns[1])
    confidences = None if len(columns) == 2 else np.array(columns[2], np.float64)
  except (ValueError, TypeError) as error:
    raise ValueError(f"anchors: {error}") from None
  return sources, targets, confidences
