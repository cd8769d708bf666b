"""Find which node of one graph corresponds to which node of another.

>>> import graphalignment as ga
>>> result = ga.align(A, B, anchors={0: 5})
>>> result.matches, result.confidence, str(result.trust)
"""

from . import _library
from ._align import GraphAlignmentWarning, align
from ._embed import embed, nearest
from .alignment import Alignment, CandidateArrays, Scores, Structure, Trust
from .graph import Graph

__version__ = _library.version


def options(preset: str = "robust", **changes: object) -> "dict[str, object]":
  """All options of a preset with their values, by the names that they have in the library."""
  import json

  from ._options import options_json

  result: dict[str, object] = json.loads(
    _library.text("ga_options", preset.encode(), options_json(None, changes)))
  return result


def set_memory_limit(bytes: int) -> None:
  """Sets how much memory alignments may use: three quarters of the machine's otherwise."""
  _library.call("ga_set_memory_limit", int(bytes))


__all__ = [
  "Alignment", "CandidateArrays", "Graph", "GraphAlignmentWarning", "Scores", "Structure", "Trust", "align",
  "embed", "nearest", "options", "set_memory_limit",
]
