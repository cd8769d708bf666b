"""Attributes of nodes: columns of numbers or categories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping

import numpy as np

from . import _library as lib
from ._matrix import string_array

if TYPE_CHECKING:
  from .graph import Graph


def add_attributes(graph: Graph, attributes: Any) -> None:
  """Adds columns to a graph: from a frame, a mapping, or an array with a row for each node."""
  for name, values in _columns(graph, attributes):
    _add(graph, name, values)


def _columns(graph: Graph, attributes: Any) -> list[tuple[str, Any]]:
  if type(attributes).__module__.startswith("pandas"):
    frame = attributes.to_frame() if attributes.ndim == 1 else attributes
    if graph.labels is not None and len(frame) == graph.node_count:
      # Rows go with the names of nodes, in whatever order they stand, unless they are merely counted.
      if set(frame.index) == set(graph.labels):
        frame = frame.loc[graph.labels]
      elif list(frame.index) != list(range(len(frame))):
        missing = next(label for label in graph.labels if label not in set(frame.index))
        raise ValueError(f"attributes have no row for node {missing!r}")
    return [
      (str(name), frame.iloc[:, place].to_numpy()) for place, name in enumerate(frame.columns)]
  if isinstance(attributes, Mapping):
    return [(str(name), values) for name, values in attributes.items()]
  array = np.asarray(attributes)
  if array.ndim == 1:
    array = array[:, None]
  if array.ndim != 2:
    raise ValueError(f"attributes have one or two dimensions, not {array.ndim}")
  return [(f"attribute {i + 1}", array[:, i]) for i in range(array.shape[1])]


def _add(graph: Graph, name: str, values: Any) -> None:
  array = np.asarray(values)
  if array.ndim != 1:
    raise ValueError(f"attribute “{name}” has {array.ndim} dimensions, not one")
  if "\0" in name:
    raise ValueError("the name of an attribute holds a zero byte")
  pointer, called = graph._handle.pointer, name.encode()
  if array.dtype.kind == "f":
    numbers = np.ascontiguousarray(array, np.float64)
    lib.call("ga_graph_add_numbers", pointer, called, numbers.ctypes.data, len(numbers))
    return
  if array.dtype.kind not in "biuUO":
    raise ValueError(f"attribute “{name}” is of {array.dtype}: expected numbers or words")
  places: dict[str, int] = {}
  codes = np.fromiter(
    (places.setdefault(_category(value), len(places)) for value in array.tolist()), np.int32)
  labels = string_array(list(places), f"a category of attribute “{name}”, number")
  lib.call(
    "ga_graph_add_categories", pointer, called, codes.ctypes.data, len(codes), labels, len(places))


def _category(value: Any) -> str:
  """A category as text; what is missing is the empty one, as in a file."""
  if value is None or isinstance(value, float) and np.isnan(value):
    return ""
  return str(value)
