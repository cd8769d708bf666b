"""Long calls: they can be interrupted, and say how far they are."""

from __future__ import annotations

import sys
import threading
import warnings
from typing import Any, Callable, Optional, TypeVar, Union

from . import _library as lib

Result = TypeVar("Result")
ProgressLike = Union[bool, Callable[[str, float], Any], None]


class Watch:
  """What the library calls while it works."""

  def __init__(self, progress: ProgressLike) -> None:
    self.timings: dict[str, float] = {}
    self.error: Optional[BaseException] = None
    self._stops = False
    self._bar: Any = None
    self._wanted = progress
    # Kept here: the library has its address while it works.
    self.function = lib.Progress(self._report)

  def stop(self) -> None:
    """Asks the library to stop at the next opportunity."""
    self._stops = True

  def _report(
    self, _: Any, stage: bytes, fraction: float, seconds: float, detail: Optional[bytes]
  ) -> int:
    # Nothing may be raised here: nobody would catch it.
    try:
      name = stage.decode()
      if fraction >= 1:
        self.timings[name] = self.timings.get(name, 0.0) + seconds
      if callable(self._wanted):
        self._wanted(name, fraction)
      elif self._wanted:
        self._draw(name, fraction)
    except BaseException as error:
      self.error = error
      return 1
    return 1 if self._stops else 0

  def _draw(self, stage: str, fraction: float) -> None:
    if self._bar is None:
      try:
        from tqdm.auto import tqdm
      except ImportError:
        warnings.warn("progress is not shown: tqdm is not installed", stacklevel=2)
        self._wanted = None
        return
      self._bar = tqdm(total=1.0, bar_format="{desc:<12} {percentage:3.0f}%|{bar}| {elapsed}", file=sys.stderr)
    if self._bar.desc.rstrip(": ") != stage:
      self._bar.set_description_str(stage, refresh=False)
    self._bar.n = fraction
    self._bar.refresh()

  def close(self) -> None:
    """Ends what is drawn."""
    if self._bar is not None:
      self._bar.close()


def run(watch: Watch, work: Callable[[], Result]) -> Result:
  """Runs work that watches, so that Ctrl-C interrupts it.

  Python looks at signals in its main thread only, and between two steps of its own: so there the work gets another
  thread, and the main thread waits. An error of the watching function is raised here.
  """
  try:
    if threading.current_thread() is threading.main_thread():
      return _run_apart(watch, work)
    return work()
  except KeyboardInterrupt:
    if watch.error is not None:
      raise watch.error from None
    raise
  finally:
    watch.close()


def _run_apart(watch: Watch, work: Callable[[], Result]) -> Result:
  outcome: dict[str, Any] = {}
  is_done = threading.Event()

  def body() -> None:
    try:
      outcome["result"] = work()
    except BaseException as error:
      outcome["error"] = error
    finally:
      is_done.set()

  interruption: Optional[BaseException] = None
  thread = threading.Thread(target=body, name="graphalignment", daemon=True)
  while True:
    try:
      if interruption is None and thread.ident is None:
        thread.start()
      # The library still reads what it was given: it has to end before anybody goes on.
      while not is_done.wait(0.1):
        if interruption is not None and not thread.is_alive():
          break
      break
    except BaseException as error:  # Most likely Ctrl-C.
      interruption = interruption or error
      watch.stop()
  if interruption is not None:
    raise interruption
  if "error" in outcome:
    raise outcome["error"]
  result: Result = outcome["result"]
  return result
