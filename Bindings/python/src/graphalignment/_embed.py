"""Nodes as points, and which of them are nearest."""

from __future__ import annotations

import ctypes
from typing import Any, Optional, Sequence

import numpy as np
import numpy.typing as npt

from . import _library as lib
from ._options import options_json
from ._running import ProgressLike, Watch, run
from .graph import Graph, GraphLike, as_graph


def embed(
  graphs: Sequence[GraphLike], *, attributes: Optional[Sequence[Any]] = None, preset: str = "regal",
  directed: Optional[bool] = None, weight: Optional[str] = "weight", seed: Optional[int] = None,
  threads: Optional[int] = None, progress: ProgressLike = None, **options: Any,
) -> list[npt.NDArray[np.float32]]:
  """Embeds the nodes of several graphs together by REGAL, so that they can be compared.

  Returns an array for each graph, with a row of unit length for each node. Arguments are those of ``align``.
  """
  if isinstance(graphs, Graph) or not isinstance(graphs, Sequence):
    raise ValueError("expected a list of graphs")
  json = options_json(seed, options)
  known = [None] * len(graphs) if attributes is None else list(attributes)
  if len(known) != len(graphs):
    raise ValueError(f"there are attributes of {len(known)} graphs for {len(graphs)} graphs")
  handles = [
    as_graph(graph, f"graph {place}", known[place], directed, weight)
    for place, graph in enumerate(graphs)]
  pointers = (ctypes.c_void_p * len(handles))(*[graph._handle.pointer.value for graph in handles])
  watch = Watch(progress)
  handle = run(watch, lambda: lib.made(
    "ga_embed", "ga_embedding_free", pointers, len(handles), preset.encode(), json, threads or 0,
    watch.function, None))
  shape = (
    lib.library.ga_embedding_row_count(handle.pointer), lib.library.ga_embedding_column_count(handle.pointer))
  rows = np.empty(shape, np.float32)
  lib.call("ga_embedding_copy_rows", handle.pointer, rows.ctypes.data)
  return np.split(rows, np.cumsum([graph.node_count for graph in handles])[:-1])


def nearest(
  points: npt.ArrayLike, queries: npt.ArrayLike, count: int, *, threads: Optional[int] = None
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float64]]:
  """The nearest points of each query, nearest first: their numbers and distances, queries × count."""
  first = np.ascontiguousarray(points, np.float32)
  second = np.ascontiguousarray(queries, np.float32)
  if first.ndim != 2 or second.ndim != 2 or first.shape[1] != second.shape[1]:
    raise ValueError(f"points of {first.shape} and queries of {second.shape} cannot be compared")
  if not 1 <= count <= len(first):
    raise ValueError(f"there are not {count} nearest of {len(first)} points")
  indices = np.empty((len(second), count), np.int32)
  distances = np.empty((len(second), count), np.float64)
  lib.call(
    "ga_nearest", first.ctypes.data, len(first), second.ctypes.data, len(second), first.shape[1], count,
    threads or 0, indices.ctypes.data, distances.ctypes.data)
  return indices, distances
