"""The package as such: its types, its examples, and what it needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import graphalignment as ga

FOLDER = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("example", sorted((FOLDER / "examples").glob("*.py")), ids=lambda path: path.name)
def test_examples_run(example, tmp_path):
  done = subprocess.run(
    [sys.executable, example], capture_output=True, text=True, timeout=300, cwd=tmp_path)
  assert done.returncode == 0, done.stderr
  assert "Hits@1" in done.stdout


def test_types_are_strict():
  pytest.importorskip("mypy")
  done = subprocess.run(
    [sys.executable, "-m", "mypy", "--strict"], capture_output=True, text=True, timeout=300, cwd=FOLDER,
    env={**os.environ, "MYPYPATH": "src"})
  assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_but_numpy_is_needed():
  script = """
    import sys

    class Refusing:
      def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"scipy", "networkx", "igraph", "pandas", "tqdm"}:
          raise ImportError(name)

    sys.meta_path.insert(0, Refusing())
    import numpy as np
    import graphalignment as ga

    graph = np.ones((5, 5))
    graph[0, 1:] = graph[1:, 0] = 0
    result = ga.align(graph, graph)
    assert result.matches[0] == 0 and len(result.mapping) == 5
    assert result.scores(np.arange(5)).hits[10] == 1
    for name in ("candidates", "to_pandas"):
      try:
        value = getattr(result, name)
        value()
      except ImportError as error:
        assert "need" in str(error)
      else:
        raise AssertionError(name)
    """
  import textwrap

  done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True)
  assert done.returncode == 0, done.stderr


def test_version():
  assert ga.__version__ == "0.1.0"
  assert 'version = "0.1.0"' in (FOLDER / "pyproject.toml").read_text()


def test_a_missing_library_is_said():
  done = subprocess.run(
    [sys.executable, "-c", "import graphalignment"], capture_output=True, text=True,
    env={**os.environ, "GRAPH_ALIGNMENT_LIBRARY": "/nowhere/lib.so"})
  assert "there is no library at /nowhere/lib.so" in done.stderr
