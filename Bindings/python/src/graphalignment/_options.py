"""Options as keyword arguments, in JSON as the library reads them."""

from __future__ import annotations

import json
import re
from typing import Any, Mapping, Optional

import numpy as np

PRESETS = ("robust", "regal", "paper", "authors")


def _camel(name: str) -> str:
  return re.sub(r"_([a-z0-9])", lambda match: match[1].upper(), name)


def _plain(value: Any) -> Any:
  """What JSON can hold, with the library's names."""
  if isinstance(value, Mapping):
    return {_camel(str(key)): _plain(item) for key, item in value.items()}
  if isinstance(value, (np.integer, np.floating, np.bool_)):
    return value.item()
  if isinstance(value, np.ndarray):
    return value.tolist()
  if isinstance(value, (list, tuple)):
    return [_plain(item) for item in value]
  if isinstance(value, int) and not -(2**63) <= value < 2**64:
    raise ValueError(f"options: {value} is too large")
  if value is None or isinstance(value, (bool, int, float, str)):
    return value
  raise ValueError(f"an option cannot be a {type(value).__name__}")


def _landmarks(value: Any) -> Any:
  """How many landmarks: a number, “all”, or what the library says itself."""
  if value == "all":
    return {"all": {}}
  if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
    return {"fixed": {"_0": int(value)}}
  return _plain(value)


_SELECTIONS = {
  "uniform": "uniform", "degree": "degreeProportional", "kmeans": "kMeansPlusPlus",
  "distinct": "distinctSignatures",
}


def _selection(value: Any) -> Any:
  """Which landmarks: a word as on the command line, or the nodes themselves."""
  if isinstance(value, str):
    if value not in _SELECTIONS:
      raise ValueError(f"landmark_selection: expected one of {', '.join(_SELECTIONS)} or nodes, not “{value}”")
    return {_SELECTIONS[value]: {}}
  if isinstance(value, (list, tuple, np.ndarray)):
    return {"nodes": {"_0": [int(node) for node in value]}}
  return _plain(value)


def options_json(seed: Optional[int], options: Mapping[str, Any]) -> bytes:
  """The options that are given, and no others.

  `None` leaves a stage out (refinement, sampling, fusion) or a number to the library.
  """
  plain = {}
  for name, value in options.items():
    if name == "landmarks":
      plain[name] = _landmarks(value)
    elif name == "landmark_selection":
      plain[_camel(name)] = _selection(value)
    else:
      plain[_camel(name)] = _plain(value)
  if seed is not None:
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or not 0 <= seed < 2**64:
      raise ValueError(f"seed: expected a whole number from 0 to 2⁶⁴ − 1, not {seed!r}")
    plain["seed"] = int(seed)
  try:
    return json.dumps(plain, allow_nan=False).encode()
  except ValueError:
    raise ValueError("options: numbers must be finite") from None
