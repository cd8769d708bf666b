"""The page on an alignment."""

import html.parser

import numpy as np
import pytest

import graphalignment as ga

BRIEF = {"sampling": {"effort": 0.02}}


class Page(html.parser.HTMLParser):
  """Whether the tags of a page fit, and what it loads."""

  def __init__(self, text):
    super().__init__()
    self.loads = []
    self.tags = set()
    self.feed(text)

  def handle_starttag(self, tag, attributes):
    self.tags.add(tag)
    links = [value for name, value in attributes if name in ("src", "href")]
    self.loads += [link for link in links if not link.startswith(("#", "data:"))]


def test_a_page_is_written(pair, tmp_path):
  result = ga.align(*pair[:2], seed=3, **BRIEF)
  path = result.report(tmp_path / "report.html", truth=pair[2])
  assert path == tmp_path / "report.html" and [file.name for file in tmp_path.iterdir()] == ["report.html"]
  text = path.read_text(encoding="utf-8")
  page = Page(text)
  assert {"html", "title", "table", "svg"} <= page.tags and not page.loads
  assert "by their own confidence" in text
  assert "graphalignment.align(source, target, preset=" in text and "seed=3" in text
  # With the truth it tells right from wrong.
  assert text != result.report(tmp_path / "other.html").read_text(encoding="utf-8")


def test_names_of_nodes_are_on_the_page(tmp_path):
  nx = pytest.importorskip("networkx")
  club = nx.karate_club_graph()
  named = nx.relabel_nodes(club, {i: f"<member> & {i}" for i in club})
  result = ga.align(club, named, anchors={0: "<member> & 0"}, **BRIEF).assigned("optimal")
  path = result.report(
    tmp_path / "page.html", truth={0: "<member> & 0", 1: None}, source_name="club", target_name="copy",
    command="python club.py")
  text = path.read_text(encoding="utf-8")
  assert "<member>" not in text and "python club.py" in text
  assert "member" in text and "copy" in text


def test_every_preset_has_a_page(karate, tmp_path):
  for preset in ("robust", "regal", "authors", "paper"):
    path = ga.align(*karate[:2], preset=preset).report(tmp_path / f"{preset}.html")
    assert path.stat().st_size > 10_000


def test_pages_that_cannot_be_written(karate, tmp_path):
  result = ga.align(*karate[:2])
  with pytest.raises(FileNotFoundError):
    result.report(tmp_path / "nowhere" / "page.html")
  with pytest.raises(ValueError, match="truth"):
    result.report(tmp_path / "page.html", truth=np.arange(3))
  assert not list(tmp_path.iterdir())
