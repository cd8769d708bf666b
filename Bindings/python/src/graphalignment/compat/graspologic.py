"""`graph_match` of graspologic: the robust aligner in its place."""

from __future__ import annotations

from typing import Any, NamedTuple, Optional, Union

import numpy as np
import numpy.typing as npt

from .._align import align
from ..graph import Graph


class MatchResult(NamedTuple):
  """What was matched."""

  indices_A: npt.NDArray[np.int64]
  """Nodes of A that are matched, ascending: all, or as many as B has."""
  indices_B: npt.NDArray[np.int64]
  """Their partners."""
  score: float
  """Σ A[i, j] · B[π(i), π(j)], and with ``S`` Σ S[i, π(i)] more."""
  misc: list[dict[str, Any]]
  """One entry: the score, the sentence that says whether to trust it, and the confidence of each match."""


def graph_match(
  A: Any, B: Any, AB: Any = None, BA: Any = None, S: Any = None, partial_match: Any = None, init: Any = None,
  init_perturbation: float = 0.0, n_init: int = 1, shuffle_input: bool = True, maximize: bool = True,
  padding: str = "naive", n_jobs: Optional[int] = None, max_iter: int = 30, tol: float = 0.01,
  verbose: int = 0, rng: Union[int, np.random.Generator, None] = None, transport: bool = False,
  transport_regularizer: float = 100, transport_tol: float = 5e-2, transport_max_iter: int = 1000,
  fast: bool = True,
) -> MatchResult:
  """Matches the nodes of two graphs one to one.

  ``A`` and ``B``, ``S``, ``partial_match``, ``rng``, ``n_jobs`` and ``verbose`` mean what they mean there; ``S`` by
  the order of its entries only. How the search is done differs, so that ``init``, ``init_perturbation``, ``n_init``,
  ``shuffle_input``, ``padding``, ``max_iter``, ``tol``, ``transport…`` and ``fast`` have no effect.

  Raises ValueError for ``maximize=False``, several layers, ``AB`` and ``BA``, which are not supported.
  """
  if not maximize:
    raise ValueError("maximize=False is not supported: only graphs as alike as possible are searched for")
  if AB is not None or BA is not None:
    raise ValueError("AB and BA are not supported: edges between the graphs are not used")
  first, second = _single(A, "A"), _single(B, "B")
  # As there: without a seed every call draws anew.
  seed = int(np.random.default_rng(rng).integers(2**32))
  threads = n_jobs if n_jobs is not None and n_jobs > 0 else None
  source, target = Graph(first), Graph(second)
  found = align(
    source, target, anchors=_anchors(partial_match), prior=S, seed=seed, threads=threads,
    progress=verbose > 0)
  chosen = found.assigned("optimal", complete=True)
  indices_a = np.flatnonzero(chosen.matches >= 0)
  indices_b = chosen.matches[indices_a].astype(np.int64)
  kept = first[np.ix_(indices_a, indices_a)] if isinstance(first, np.ndarray) else first[indices_a][:, indices_a]
  like = second[np.ix_(indices_b, indices_b)] if isinstance(second, np.ndarray) else second[indices_b][:, indices_b]
  product = kept.multiply(like) if hasattr(kept, "multiply") else kept * np.asarray(_dense(like))
  score = float(product.sum())
  if S is not None:
    similar = S.tocsr() if hasattr(S, "tocsr") else np.asarray(S)
    score += float(np.asarray(similar[indices_a, indices_b]).sum())
  return MatchResult(
    indices_a, indices_b, score,
    [{"score": score, "trust": str(found.trust), "confidence": chosen.confidence[indices_a]}])


def _single(matrix: Any, name: str) -> Any:
  """The one layer of a graph, as an array or a SciPy matrix by rows."""
  if isinstance(matrix, (list, tuple)):
    if len(matrix) != 1:
      raise ValueError(f"{name} has {len(matrix)} layers: only one is supported")
    matrix = matrix[0]
  return matrix.tocsr() if hasattr(matrix, "tocsr") else np.asarray(matrix)


def _dense(matrix: Any) -> Any:
  return matrix.toarray() if hasattr(matrix, "toarray") else matrix


def _anchors(partial_match: Any) -> Optional[npt.NDArray[np.int64]]:
  if partial_match is None:
    return None
  if isinstance(partial_match, tuple):
    partial_match = np.column_stack([np.asarray(side) for side in partial_match])
  pairs = np.asarray(partial_match)
  if pairs.size == 0:
    return None
  if pairs.ndim != 2 or pairs.shape[1] != 2 or pairs.dtype.kind not in "iu":
    raise ValueError(f"partial_match: expected whole numbers, n × 2, not {pairs.shape} of {pairs.dtype}")
  return pairs.astype(np.int64)


__all__ = ["MatchResult", "graph_match"]
