"""Sparse matrices on their way to the library."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple, Optional

import numpy as np
import numpy.typing as npt

from . import _library as lib

_TYPES = {
  np.dtype(np.int32): lib.INT32, np.dtype(np.int64): lib.INT64,
  np.dtype(np.float32): lib.FLOAT32, np.dtype(np.float64): lib.FLOAT64,
}


class Rows(NamedTuple):
  """A sparse matrix by rows, as three arrays; without values every entry is 1."""

  indptr: npt.NDArray[Any]
  indices: npt.NDArray[Any]
  values: Optional[npt.NDArray[Any]]
  shape: tuple[int, int]


def rows_of_entries(
  rows: Any, columns: Any, values: Optional[Any], shape: tuple[int, int]
) -> Rows:
  """Sorts entries by rows; those of a row keep their order."""
  rows, columns = np.asarray(rows, np.int64), np.asarray(columns, np.int64)
  if len(rows) and (rows.min() < 0 or rows.max() >= shape[0]):
    wrong = rows.min() if rows.min() < 0 else rows.max()
    raise ValueError(f"there is no node {wrong} in a graph of {shape[0]}, counted from 0")
  order = np.argsort(rows, kind="stable")
  indptr = np.zeros(shape[0] + 1, np.int64)
  np.cumsum(np.bincount(rows, minlength=shape[0]), out=indptr[1:])
  sorted_values = None if values is None else np.asarray(values, np.float64)[order]
  return Rows(indptr, columns[order], sorted_values, shape)


def rows_of_dense(array: npt.NDArray[Any]) -> Rows:
  """The entries of a dense matrix that are not 0."""
  if array.ndim != 2:
    raise ValueError(f"a matrix has two dimensions, not {array.ndim}")
  if array.dtype.kind not in "buif":
    raise ValueError(f"a matrix of real numbers is needed, not of {array.dtype}")
  rows, columns = np.nonzero(array)
  return rows_of_entries(rows, columns, array[rows, columns], (array.shape[0], array.shape[1]))


def rows_of_sparse(matrix: Any) -> Rows:
  """The arrays of a SciPy matrix, as they are if it is stored by rows and has no entry twice."""
  matrix = matrix.tocsr()
  if matrix.ndim != 2:
    raise ValueError(f"a matrix has two dimensions, not {matrix.ndim}")
  if matrix.dtype.kind not in "buif":
    raise ValueError(f"a matrix of real numbers is needed, not of {matrix.dtype}")
  # SciPy says that entries of one place add up; the library would take the larger. The arrays are checked first,
  # since SciPy itself reads beyond their ends.
  bounds = matrix.indptr
  fits = len(bounds) == matrix.shape[0] + 1 and len(matrix.indices) == len(matrix.data)
  if fits and bounds[0] == 0 and bounds[-1] == len(matrix.indices) and np.all(bounds[:-1] <= bounds[1:]):
    if not matrix.has_canonical_format:
      matrix = matrix.copy()
      matrix.sum_duplicates()
  shape = (int(matrix.shape[0]), int(matrix.shape[1]))
  return Rows(matrix.indptr, matrix.indices, matrix.data, shape)


def _array(values: npt.NDArray[Any], kind: str) -> npt.NDArray[Any]:
  """The same array if the library can read it where it is, else a copy that it can."""
  if values.dtype not in _TYPES or values.dtype.kind != kind:
    values = values.astype(np.float64 if kind == "f" else np.int64)
  return np.ascontiguousarray(values)


class MatrixArgument:
  """A `ga_matrix` with the arrays that it points to."""

  def __init__(self, rows: Rows) -> None:
    indptr, indices = _array(rows.indptr, "i"), _array(rows.indices, "i")
    values = None if rows.values is None else _array(rows.values, "f")
    if len(indptr) != rows.shape[0] + 1:
      raise ValueError(f"indptr has {len(indptr)} elements for {rows.shape[0]} rows: expected one more than rows")
    if values is not None and len(values) != len(indices):
      raise ValueError(f"there are {len(values)} values for {len(indices)} indices")
    self.arrays = (indptr, indices, values)
    self.matrix = lib.Matrix(
      rows.shape[0], rows.shape[1], len(indices), indptr.ctypes.data, indices.ctypes.data,
      None if values is None else values.ctypes.data, _TYPES[indptr.dtype], _TYPES[indices.dtype],
      lib.FLOAT64 if values is None else _TYPES[values.dtype])

  @property
  def reference(self) -> Any:
    """What a function takes."""
    return ctypes.byref(self.matrix)


def string_array(texts: list[str], what: str) -> Any:
  """An array of strings in C."""
  for place, string in enumerate(texts):
    if "\0" in string:
      raise ValueError(f"{what} {place} holds a zero byte")
  return (ctypes.c_char_p * len(texts))(*[string.encode() for string in texts])
