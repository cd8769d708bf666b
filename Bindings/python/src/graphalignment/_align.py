"""The verb of the package."""

from __future__ import annotations

import warnings
from typing import Any, Optional

from . import _library as lib
from ._evidence import evidence_handle
from ._options import PRESETS, options_json
from ._running import ProgressLike, Watch, run
from .alignment import Alignment
from .graph import GraphLike, as_graph


class GraphAlignmentWarning(UserWarning):
  """Something that was given is not used."""


def align(
  source: GraphLike, target: GraphLike, *, anchors: Any = None, source_attributes: Any = None,
  target_attributes: Any = None, prior: Any = None, source_names: Any = None, target_names: Any = None,
  preset: str = "robust", directed: Optional[bool] = None, weight: Optional[str] = "weight",
  seed: Optional[int] = None, threads: Optional[int] = None, progress: ProgressLike = None,
  **options: Any,
) -> Alignment:
  """Finds, for each node of ``source``, the nodes of ``target`` that it may correspond to.

  Parameters
  ----------
  source, target:
    SciPy matrices, NumPy arrays, networkx or igraph graphs, or ``Graph``.
  anchors:
    known correspondences: a mapping of source to target, or rows of source, target and perhaps a confidence; one of
    confidence 1, as is one without, stands whatever else is found.
  source_attributes, target_attributes:
    what is known of the nodes; see ``Graph``. Columns that only one graph has are not used.
  prior:
    similarities from elsewhere, a matrix source by target, or several of them; what is not stored is less likely.
  source_names, target_names:
    a name for each node; they are compared by their letters.
  preset:
    ``robust`` for graphs that differ; ``regal``: REGAL as it measures best; ``paper``: its equations; ``authors``:
    its authors' code. Anchors, prior and names need ``robust``.
  directed, weight:
    see ``Graph``.
  seed:
    decides what is drawn. The same seed gives the same alignment, for any number of threads.
  threads:
    how many to use; None for one for each core.
  progress:
    True to show it by tqdm, or a function of stage and fraction. An error that it raises ends the alignment.
  options:
    what is to differ from the preset, such as ``candidate_count=5`` or ``sampling={"effort": 4}``.

  Raises
  ------
  ValueError
    for what cannot be used, with the reason.
  KeyboardInterrupt
    after Ctrl-C, as soon as the stage allows it.
  """
  if preset not in PRESETS:
    raise ValueError(f"there is no preset “{preset}”: {', '.join(PRESETS)}")
  if threads is not None and not 1 <= threads < 2**31:
    raise ValueError(f"threads: expected a number above 0, not {threads}")
  json = options_json(seed, options)
  # What is wrong with options is said before anything is read.
  lib.text("ga_options", preset.encode(), json)
  first = as_graph(source, "source", source_attributes, directed, weight)
  second = as_graph(target, "target", target_attributes, directed, weight)
  evidence = evidence_handle(first, second, anchors, prior, source_names, target_names)
  watch = Watch(progress)
  handle = run(watch, lambda: lib.made(
    "ga_align", "ga_alignment_free", first._handle.pointer, second._handle.pointer,
    evidence.pointer if evidence else None, preset.encode(), json, threads or 0, watch.function, None))
  given = {
    "anchors": anchors, "source_attributes": source_attributes, "target_attributes": target_attributes,
    "prior": prior, "source_names": source_names, "target_names": target_names}
  plain = {"preset": preset, "directed": directed, "seed": seed, **options}
  arguments = [f"{name}={name}" for name, value in given.items() if value is not None]
  arguments += [f"{name}={value!r}" for name, value in plain.items() if value is not None or name in options]
  call = f"graphalignment.align({', '.join(['source', 'target', *arguments])})"
  result = Alignment(first, second, preset, handle, evidence, watch.timings, call)
  for note in result.notes:
    warnings.warn(note, GraphAlignmentWarning, stacklevel=2)
  return result
