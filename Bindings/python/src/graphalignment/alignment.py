"""What an alignment found, and how good it is."""

from __future__ import annotations

import ctypes
import json
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Hashable, NamedTuple, Optional, Union

import numpy as np
import numpy.typing as npt

from . import _library as lib
from ._matrix import MatrixArgument, string_array
from ._options import _camel
from ._truth import truth_rows
from .graph import Graph


@dataclass(frozen=True)
class Trust:
  """Whether an alignment can be trusted, told from the graphs and the matches without any truth."""

  verdict: str
  """``good``, ``partial`` or ``poor``."""
  sentence: str
  """The verdict and its reason."""
  match_count: int
  """Pairs that choose each other, without anchors."""
  free_count: int
  """Source nodes that are no anchors."""
  kept_edge_count: int
  """Source edges between matched nodes that the target has, too."""
  compared_edge_count: int
  """Source edges between matched nodes."""
  edge_count: int
  """The edges of the source."""
  chance_edge_count: float
  """How many edges such a matching would keep by chance."""
  information: float
  """What the kept edges give, in nats."""
  need: float
  """What choosing the matches takes, in nats."""
  certainty: float
  """``information / need``: 1 and more cannot be chance."""
  mean_confidence: float
  """How many matches are right, if similarities are chances."""
  is_isomorphism: bool
  """Whether the matches keep every edge of both graphs."""
  has_evidence: bool
  """Whether attributes, anchors or similarities from elsewhere were given."""

  def __str__(self) -> str:
    return self.sentence


@dataclass(frozen=True)
class Scores:
  """How well an alignment agrees with known correspondences; equally similar candidates count as drawn by lot."""

  hits: dict[int, float]
  """Hits@1, @5 and @10: the share of source nodes with a right target among the first k candidates."""
  mrr: float
  """The mean of 1 / rank of the first right target."""
  precision: float
  """The share of matches that are right."""
  recall: float
  """The share of source nodes with a known target that are matched rightly."""
  f1: float
  """The harmonic mean of both."""
  known: int
  """Source nodes with a known target."""
  matched: int
  """Source nodes that are matched, of those of which the truth is known."""
  expected_calibration_error: Optional[float] = None
  """How far similarities are from chances; None where they are none."""

  @property
  def accuracy(self) -> float:
    """Hits@1."""
    return self.hits[1]


@dataclass(frozen=True)
class Structure:
  """How much of the graphs' structure the matches keep. No truth is needed."""

  ec: float
  """Edge correctness."""
  ics: float
  """Induced conserved structure."""
  s3: float
  """Symmetric substructure score."""
  mnc: float
  """Matched neighborhood consistency."""
  mutual: float
  """The share of nodes that are matched and prefer each other."""


class CandidateArrays(NamedTuple):
  """The candidates of source node i are those from ``indptr[i]`` to ``indptr[i + 1]``, best first."""

  indptr: npt.NDArray[np.int64]
  targets: npt.NDArray[np.int32]
  similarities: npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Alignment:
  """For each source node its candidates among the target nodes, best first."""

  source: Graph
  """The graph whose nodes have candidates."""
  target: Graph
  """The graph whose nodes are candidates."""
  preset: str
  """Which aligner found them."""
  _handle: lib.Handle
  _evidence: Optional[lib.Handle] = None
  timings: dict[str, float] = field(default_factory=dict)
  """Seconds that each stage took."""
  call: str = ""
  """What makes this alignment again."""
  _all: Optional[lib.Handle] = None

  @cached_property
  def candidate_arrays(self) -> CandidateArrays:
    """All candidates with their similarities, as arrays."""
    pointer = self._handle.pointer
    count = lib.library.ga_alignment_candidate_count(pointer)
    arrays = CandidateArrays(
      np.empty(self.source.node_count + 1, np.int64), np.empty(count, np.int32), np.empty(count, np.float32))
    lib.call("ga_alignment_copy_candidates", pointer, *[array.ctypes.data for array in arrays])
    return arrays

  @cached_property
  def candidates(self) -> Any:
    """All candidates as a SciPy matrix by rows, source by target; those of a row stand best first."""
    try:
      from scipy.sparse import csr_matrix
    except ImportError:
      raise ImportError("candidates need SciPy; candidate_arrays has the same numbers without it") from None
    indptr, targets, similarities = self.candidate_arrays
    shape = (self.source.node_count, self.target.node_count)
    return csr_matrix((similarities, targets, indptr), shape=shape)

  @cached_property
  def _best(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
    count = self.source.node_count
    targets, similarities = np.empty(count, np.int32), np.empty(count, np.float32)
    lib.call(
      "ga_alignment_copy_matches", self._handle.pointer, targets.ctypes.data, similarities.ctypes.data)
    return targets, similarities

  @property
  def matches(self) -> npt.NDArray[np.int32]:
    """The best candidate of each source node, or -1."""
    return self._best[0]

  @property
  def confidence(self) -> npt.NDArray[np.float32]:
    """How similar the best candidate of each source node is, 0 without one; with the preset robust, the chance
    that it is right."""
    return self._best[1]

  @cached_property
  def unmatched_chances(self) -> Optional[npt.NDArray[np.float32]]:
    """For each source node the chance that it corresponds to nothing; None if the aligner does not say."""
    chances, is_known = np.empty(self.source.node_count, np.float32), ctypes.c_int32()
    lib.call(
      "ga_alignment_copy_unmatched_chances", self._handle.pointer, chances.ctypes.data,
      ctypes.byref(is_known))
    return chances if is_known.value else None

  @property
  def mapping(self) -> dict[Hashable, Hashable]:
    """The matches, by the names of the nodes; nodes without a match are left out."""
    first, second = self.source.labels, self.target.labels
    return {
      first[a] if first else a: second[b] if second else b
      for a, b in enumerate(self.matches.tolist()) if b >= 0}

  @cached_property
  def notes(self) -> list[str]:
    """What a user should know about how this came to be; usually nothing."""
    return lib.text("ga_alignment_notes", self._handle.pointer).splitlines()

  def assigned(self, method: str = "greedy", *, complete: bool = False) -> Alignment:
    """The same alignment with at most one target for each source node.

    Parameters
    ----------
    method:
      ``greedy`` takes pairs from the most similar on, ``mutual`` only those that prefer each other, ``optimal``
      maximizes the sum of similarities; targets are used once. ``nearest`` takes the best candidate of each.
    complete:
      whether nodes that stay alone get a partner, too, as long as both sides have some.
    """
    handle = lib.made(
      "ga_alignment_assign", "ga_alignment_free", self._handle.pointer, method.encode(), int(complete),
      self.source._handle.pointer, self.target._handle.pointer)
    more = f'.assigned("{method}"{", complete=True" if complete else ""})'
    return Alignment(
      self.source, self.target, self.preset, handle, self._evidence, self.timings, self.call + more,
      self._all or self._handle)

  @cached_property
  def trust(self) -> Optional[Trust]:
    """Whether the alignment can be trusted; None for the presets of REGAL, whose similarities are no chances."""
    if self.preset != "robust":
      return None
    figures = json.loads(
      lib.text(
        "ga_alignment_trust", self._handle.pointer, self.source._handle.pointer,
        self.target._handle.pointer, self._evidence.pointer if self._evidence else None))
    # Numbers that are not finite are words in JSON, and whole ones look like integers.
    known: dict[str, Any] = {
      name: float(figures[_camel(name)]) if kind == "float" else figures[_camel(name)]
      for name, kind in Trust.__annotations__.items()}
    return Trust(**known)

  @cached_property
  def structure(self) -> Structure:
    """How much of the graphs' structure the matches keep."""
    return Structure(**json.loads(
      lib.text(
        "ga_alignment_structure", self._handle.pointer, self.source._handle.pointer,
        self.target._handle.pointer)))

  def scores(self, truth: Any) -> Scores:
    """How well the alignment agrees with known correspondences.

    Parameters
    ----------
    truth:
      a mapping or series of source to target, where None says that there is none and a list that any of several is
      right; an array with a target for each source node, negative where it is not known; an array, list or frame of
      pairs; or a sparse or dense matrix, source by target.
    """
    argument, flags = self._truth(truth)
    figures = json.loads(
      lib.text("ga_alignment_scores", self._handle.pointer, argument.reference, flags))
    hits = {int(k): float(share) for k, share in figures["hits"].items()}
    error = figures.get("expectedCalibrationError") if self.preset == "robust" else None
    return Scores(
      hits=dict(sorted(hits.items())), mrr=figures["mrr"],
      precision=figures["precision"], recall=figures["recall"], f1=figures["f1"],
      known=figures["known"], matched=figures["matched"], expected_calibration_error=error)

  def _truth(self, truth: Any) -> tuple[MatrixArgument, Any]:
    rows, alone = truth_rows(truth, self.source, self.target)
    # Pointers of ctypes keep what they point to.
    flags = None if alone is None else alone.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))
    return MatrixArgument(rows), flags

  def report(
    self, path: Union[str, "os.PathLike[str]"], *, truth: Any = None, command: Optional[str] = None,
    source_name: str = "source", target_name: str = "target",
  ) -> Path:
    """Writes a page on the alignment, to be opened in a browser, and says where it is.

    One HTML file that needs no network: whether the matches can be trusted, both graphs side by side, how sure the
    matches are, why the least sure ones are not, and a table of all. The file is written whole or not at all.

    Parameters
    ----------
    truth:
      as in ``scores``; the page then tells right from wrong.
    command:
      what makes the page again; the call that made the alignment otherwise.
    source_name, target_name:
      what the graphs are called.
    """
    argument, flags = (None, None) if truth is None else self._truth(truth)
    names = [
      None if graph.labels is None else string_array([str(label) for label in graph.labels], "the name of node")
      for graph in (self.source, self.target)]
    facts = {
      "source": source_name, "target": target_name, "probabilities": self.preset == "robust",
      "command": self.call if command is None else command,
      "stages": [{"name": name, "seconds": seconds} for name, seconds in self.timings.items()],
    }
    html = lib.text(
      "ga_alignment_report", self._handle.pointer, self._all.pointer if self._all else None,
      self.source._handle.pointer, self.target._handle.pointer,
      self._evidence.pointer if self._evidence else None, argument.reference if argument else None, flags,
      names[0], names[1], json.dumps(facts).encode())
    place = Path(path)
    temporary = place.with_name(f".{place.name}.{os.getpid()}~")
    try:
      temporary.write_text(html, encoding="utf-8")
      temporary.replace(place)
    finally:
      temporary.unlink(missing_ok=True)
    return place

  def to_pandas(self) -> Any:
    """A frame with a row for each candidate: source, target, similarity and rank, from 1."""
    try:
      import pandas
    except ImportError:
      raise ImportError("to_pandas needs pandas") from None
    indptr, targets, similarities = self.candidate_arrays
    counts = np.diff(indptr)
    sources = np.repeat(np.arange(len(counts)), counts)
    ranks = np.arange(len(targets)) - np.repeat(indptr[:-1], counts) + 1
    return pandas.DataFrame({
      "source": _named(sources, self.source), "target": _named(targets, self.target),
      "similarity": similarities, "rank": ranks})

  def __repr__(self) -> str:
    found = int((self.matches >= 0).sum())
    return f"<graphalignment.Alignment: {found} of {len(self.matches)} source nodes matched, {self.preset}>"


def _named(nodes: npt.NDArray[Any], graph: Graph) -> Any:
  return nodes if graph.labels is None else [graph.labels[node] for node in nodes.tolist()]
