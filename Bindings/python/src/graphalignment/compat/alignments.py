"""`alignments` of GemsLab's REGAL: from embeddings to similarities and scores."""

from __future__ import annotations

from typing import Any, Mapping, Optional

import numpy as np
import numpy.typing as npt

from .._embed import nearest


def get_embeddings(
  combined_embed: npt.NDArray[Any], graph_split_idx: Optional[int] = None
) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
  """The embeddings of the two graphs; without the number of the second one's first node each has half."""
  split = len(combined_embed) // 2 if graph_split_idx is None else graph_split_idx
  return combined_embed[:split], combined_embed[split:]


def get_embedding_similarities(
  embed: npt.NDArray[Any], embed2: Optional[npt.NDArray[Any]] = None, sim_measure: str = "euclidean",
  num_top: Optional[int] = None,
) -> Any:
  """How similar the nodes of two graphs are: exp(−distance), or the cosine.

  Returns a dense matrix, or with ``num_top`` a sparse one of the most similar nodes of each.
  """
  other = embed if embed2 is None else embed2
  if num_top is not None:
    if sim_measure != "euclidean":
      raise ValueError(f"the most similar nodes are found by euclidean distance, not by {sim_measure}")
    return kd_align(embed, other, num_top=num_top)
  if sim_measure == "cosine":
    return _unit(embed) @ _unit(other).T
  squares = (embed**2).sum(1)[:, None] + (other**2).sum(1)[None, :] - 2 * embed @ other.T
  return np.exp(-np.sqrt(np.maximum(squares, 0)))


def kd_align(
  emb1: npt.NDArray[Any], emb2: npt.NDArray[Any], normalize: bool = False,
  distance_metric: str = "euclidean", num_top: int = 50,
) -> Any:
  """The most similar nodes of each, as a sparse matrix of exp(−distance)."""
  from scipy.sparse import csr_matrix

  if distance_metric != "euclidean":
    raise ValueError(f"the most similar nodes are found by euclidean distance, not by {distance_metric}")
  indices, distances = nearest(emb2, emb1, num_top)
  starts = np.arange(0, indices.size + 1, num_top)
  return csr_matrix(
    (np.exp(-distances).ravel(), indices.ravel(), starts), shape=(len(emb1), len(emb2)))


def score_alignment_matrix(
  alignment_matrix: Any, topk: Optional[int] = None, topk_score_weighted: bool = False,
  true_alignments: Optional[Mapping[Any, Any]] = None,
) -> tuple[float, set[int]]:
  """The share of nodes whose right partner is among the ``topk`` most similar, and which nodes those are.

  Without ``topk`` the mean similarity of right partners, when those of each row add up to 1. Without
  ``true_alignments`` node i is the partner of node i. With ``topk_score_weighted`` a node counts 1 / rank.
  """
  count = alignment_matrix.shape[0]
  partners = np.arange(count) if true_alignments is None else np.array(
    [int(true_alignments[node]) for node in range(count)])
  if topk is None:
    sums = np.asarray(alignment_matrix.sum(axis=1)).ravel()
    sums[sums == 0] = 1
    right = np.array([alignment_matrix[node, partners[node]] for node in range(count)])
    return float((right / sums).sum()), set()
  correct, total = set(), 0.0
  for node in range(count):
    if hasattr(alignment_matrix, "tocsr"):
      row = alignment_matrix.getrow(node)
      ranked = row.indices[np.argsort(-row.data, kind="stable")]
    else:
      ranked = np.argsort(-np.asarray(alignment_matrix[node]).ravel(), kind="stable")
    places = np.flatnonzero(ranked[:topk] == partners[node])
    if len(places):
      correct.add(node)
      total += 1 / (int(places[0]) + 1) if topk_score_weighted else 1
  return total / count, correct


def _unit(rows: npt.NDArray[Any]) -> npt.NDArray[Any]:
  lengths = np.linalg.norm(rows, axis=1, keepdims=True)
  return rows / np.where(lengths > 0, lengths, 1)


__all__ = ["get_embedding_similarities", "get_embeddings", "kd_align", "score_alignment_matrix"]
