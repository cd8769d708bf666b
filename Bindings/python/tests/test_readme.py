"""What the documents show of Python runs, as a reader would paste it."""

import re

import numpy as np
import pytest
from conftest import ROOT

import graphalignment as ga

pd = pytest.importorskip("pandas")
sparse = pytest.importorskip("scipy.sparse")

DOCUMENTS = ["README.md", "Bindings/python/README.md"]


def samples(path):
  """The blocks of a document that are Python, with the number of the line before each."""
  text = (ROOT / path).read_text()
  for block in re.finditer(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
    yield text[: block.start(1)].count("\n"), block.group(1)


@pytest.fixture
def given(karate):
  """What samples take for granted."""
  club, copy, places = karate
  ages = np.arange(34.0)
  return {
    "A": sparse.csr_array(club), "B": sparse.csr_array(copy), "truth": places,
    "people": pd.DataFrame({"age": ages}), "profiles": pd.DataFrame({"age": ages[np.argsort(places)]}),
    "similarities": sparse.csr_array((np.ones(34), (np.arange(34), places)), shape=(34, 34)),
    "names": [f"member {i}" for i in range(34)],
    "other_names": [f"Member {i}" for i in np.argsort(places)],
  }


@pytest.mark.parametrize("path", DOCUMENTS)
def test_the_samples_of(path, given, tmp_path, monkeypatch):
  """All samples of a document run one after the other."""
  monkeypatch.chdir(tmp_path)
  names = {"ga": ga, **given}
  found = list(samples(path))
  assert found
  for line, code in found:
    exec(compile("\n" * line + code, path, "exec"), names)
  assert (tmp_path / "report.html").is_file()


def test_a_sample_that_is_wrong_is_found(given):
  with pytest.raises(AttributeError):
    exec("ga.allign(A, B)", {"ga": ga, **given})
