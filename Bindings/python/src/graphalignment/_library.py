"""The C library: where it is, what its functions take, and how their errors become exceptions."""

from __future__ import annotations

import ctypes
import os
from ctypes import (
  CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_double, c_int32, c_int64, c_uint8, c_void_p)
from pathlib import Path
from typing import Any, Callable, Optional

ABI_VERSION = 1
OK, INVALID, OUT_OF_MEMORY, INTERRUPTED = 0, 1, 2, 3
INT32, INT64, FLOAT32, FLOAT64 = 0, 1, 2, 3
UNDIRECTED, DIRECTED, AUTOMATIC = 0, 1, 2

Progress = CFUNCTYPE(c_int32, c_void_p, c_char_p, c_double, c_double, c_char_p)


class Matrix(Structure):
  """`ga_matrix`: a sparse matrix by rows."""

  _fields_ = [
    ("row_count", c_int64), ("column_count", c_int64), ("entry_count", c_int64),
    ("offsets", c_void_p), ("indices", c_void_p), ("values", c_void_p),
    ("offset_type", c_int32), ("index_type", c_int32), ("value_type", c_int32),
  ]


_ERROR = POINTER(c_void_p)
_HANDLE = POINTER(c_void_p)
_STRING = POINTER(c_void_p)
# What functions take, apart from the error at the end of those that give a status.
_STATUS_FUNCTIONS: dict[str, list[Any]] = {
  "ga_set_memory_limit": [c_int64],
  "ga_graph_create": [POINTER(Matrix), c_int32, _HANDLE],
  "ga_graph_add_numbers": [c_void_p, c_char_p, c_void_p, c_int64],
  "ga_graph_add_categories": [c_void_p, c_char_p, c_void_p, c_int64, POINTER(c_char_p), c_int64],
  "ga_evidence_add_anchors": [c_void_p, c_void_p, c_void_p, c_void_p, c_int64],
  "ga_evidence_add_prior": [c_void_p, POINTER(Matrix)],
  "ga_evidence_add_names": [c_void_p, POINTER(c_char_p), c_int64, POINTER(c_char_p), c_int64],
  "ga_align": [
    c_void_p, c_void_p, c_void_p, c_char_p, c_char_p, c_int32, Progress, c_void_p, _HANDLE],
  "ga_options": [c_char_p, c_char_p, _STRING],
  "ga_alignment_copy_candidates": [c_void_p, c_void_p, c_void_p, c_void_p],
  "ga_alignment_copy_matches": [c_void_p, c_void_p, c_void_p],
  "ga_alignment_copy_unmatched_chances": [c_void_p, c_void_p, POINTER(c_int32)],
  "ga_alignment_notes": [c_void_p, _STRING],
  "ga_alignment_assign": [c_void_p, c_char_p, c_int32, c_void_p, c_void_p, _HANDLE],
  "ga_alignment_trust": [c_void_p, c_void_p, c_void_p, c_void_p, _STRING],
  "ga_alignment_structure": [c_void_p, c_void_p, c_void_p, _STRING],
  "ga_alignment_scores": [c_void_p, POINTER(Matrix), POINTER(c_uint8), _STRING],
  "ga_alignment_report": [
    c_void_p, c_void_p, c_void_p, c_void_p, c_void_p, POINTER(Matrix), POINTER(c_uint8), POINTER(c_char_p),
    POINTER(c_char_p), c_char_p, _STRING],
  "ga_embed": [
    POINTER(c_void_p), c_int64, c_char_p, c_char_p, c_int32, Progress, c_void_p, _HANDLE],
  "ga_embedding_copy_rows": [c_void_p, c_void_p],
  "ga_nearest": [
    c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_int32, c_void_p, c_void_p],
}
_OTHER_FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {
  "ga_abi_version": (c_int32, []),
  "ga_version": (c_char_p, []),
  "ga_string_free": (None, [c_void_p]),
  "ga_graph_free": (None, [c_void_p]),
  "ga_graph_node_count": (c_int64, [c_void_p]),
  "ga_graph_edge_count": (c_int64, [c_void_p]),
  "ga_graph_is_directed": (c_int32, [c_void_p]),
  "ga_evidence_create": (c_void_p, []),
  "ga_evidence_free": (None, [c_void_p]),
  "ga_alignment_free": (None, [c_void_p]),
  "ga_alignment_source_count": (c_int64, [c_void_p]),
  "ga_alignment_target_count": (c_int64, [c_void_p]),
  "ga_alignment_candidate_count": (c_int64, [c_void_p]),
  "ga_embedding_free": (None, [c_void_p]),
  "ga_embedding_row_count": (c_int64, [c_void_p]),
  "ga_embedding_column_count": (c_int64, [c_void_p]),
}


def _load() -> ctypes.CDLL:
  """Loads the library that is bundled, or the one that GRAPH_ALIGNMENT_LIBRARY names."""
  given = os.environ.get("GRAPH_ALIGNMENT_LIBRARY")
  path = Path(given) if given else Path(__file__).parent / "_lib" / "libCGraphAlignment.so"
  if not path.is_file():
    raise ImportError(
      f"there is no library at {path}: install the package (pip install ./Bindings/python), or let "
      "GRAPH_ALIGNMENT_LIBRARY name one")
  try:
    library = ctypes.CDLL(str(path))
  except OSError as error:
    raise ImportError(
      f"{error}; the library needs OpenBLAS, LAPACKE and zlib "
      "(Debian: apt-get install libopenblas0 liblapacke zlib1g)") from error
  for name, (result, arguments) in _OTHER_FUNCTIONS.items():
    function = getattr(library, name)
    function.restype, function.argtypes = result, arguments
  for name, arguments in _STATUS_FUNCTIONS.items():
    function = getattr(library, name)
    function.restype, function.argtypes = c_int32, [*arguments, _ERROR]
  if library.ga_abi_version() != ABI_VERSION:
    raise ImportError(
      f"{path} has version {library.ga_abi_version()} of its interface, and this package needs {ABI_VERSION}")
  return library


library = _load()
version: str = library.ga_version().decode()


def taken(pointer: c_void_p) -> str:
  """The text of a string that the library gave, which is freed."""
  if not pointer.value:
    return ""
  try:
    return ctypes.string_at(pointer.value).decode()
  finally:
    library.ga_string_free(pointer)


def call(name: str, *arguments: Any, about: str = "") -> None:
  """Calls a function that gives a status.

  Raises ValueError, MemoryError, KeyboardInterrupt or RuntimeError with the library's sentence, after what it is
  about.
  """
  error = c_void_p()
  status = getattr(library, name)(*arguments, byref(error))
  sentence = taken(error)
  if status == OK:
    return
  if about:
    sentence = f"{about}: {sentence}"
  if status == INVALID:
    raise ValueError(sentence)
  if status == OUT_OF_MEMORY:
    raise MemoryError(sentence)
  if status == INTERRUPTED:
    raise KeyboardInterrupt(sentence)
  raise RuntimeError(sentence)


def text(name: str, *arguments: Any) -> str:
  """Calls a function whose result is a string."""
  result = c_void_p()
  call(name, *arguments, byref(result))
  return taken(result)


class Handle:
  """Something of the library's, which is freed with this object."""

  def __init__(self, pointer: Optional[int], free: Callable[[c_void_p], None]) -> None:
    self.pointer = c_void_p(pointer)
    self._free = free

  def __del__(self) -> None:
    if self.pointer:
      self._free(self.pointer)
      self.pointer = c_void_p()


def made(name: str, free: str, *arguments: Any, about: str = "") -> Handle:
  """Calls a function that makes something."""
  result = c_void_p()
  call(name, *arguments, byref(result), about=about)
  return Handle(result.value, getattr(library, free))
