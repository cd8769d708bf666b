#!/usr/bin/env python3
"""Pages on alignments and benchmarks as those see them who open them.

Usage: test_report.py BROWSER FOLDER-OF-TOOLS [FOLDER-FOR-SCREENSHOTS]
"""

import json
import os
import subprocess
import sys
import tempfile

from browser import Browser

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CHECKS = {"passed": 0, "failed": 0}

# An id that would be markup, script and the end of data if anything took it for that.
HOSTILE = ["</script><script>hacked=1</script>", "<img src=x onerror=hacked=1>", "\"'><b>&amp;", "`${hacked=1}`", "­ é 日本"]


def check(what, holds, details=""):
  CHECKS["passed" if holds else "failed"] += 1
  if not holds:
    print(f"FAILED: {what}: {details}", file=sys.stderr)


def pairs(tool, folder):
  """Pages by name, with how many nodes their source has."""

  def run(*arguments):
    subprocess.run([tool, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

  karate = os.path.join(ROOT, "Datasets/karate.edges")
  cluster = ["generate", "power-law-cluster", "--triangles", "0.5", "--seed", "1"]
  run(*cluster, "--nodes", "1133", "--edges-per-node", "5", "--output", "n1133.edges")
  run(*cluster, "--nodes", "17903", "--edges-per-node", "11", "--output", "n17903.edges")
  made = []
  for name, graph, count, options in (
    ("n34", karate, 34, []), ("n1133", "n1133.edges", 1133, []), ("n17903", "n17903.edges", 17903, ["--preset", "regal"]),
  ):
    run("perturb", graph, "--remove", "0.05", "--seed", "1", "--output-graph", f"{name}-copy.edges",
        "--output-truth", f"{name}.tsv")
    run("align", graph, f"{name}-copy.edges", "--truth", f"{name}.tsv", "--output", f"{name}.matches",
        "--report", f"{name}.html", *options)
    made.append((name, count))
  with open(os.path.join(folder, "odd.json"), "w", encoding="utf-8") as file:
    nodes = [{"id": name} for name in HOSTILE]
    links = [{"source": HOSTILE[i - 1], "target": HOSTILE[i]} for i in range(1, len(HOSTILE))]
    json.dump({"directed": False, "multigraph": False, "graph": {}, "nodes": nodes, "links": links}, file)
  run("align", "odd.json", "odd.json", "--format", "json", "--output", "odd.matches", "--report", "odd.html")
  return made + [("odd", len(HOSTILE))]


def box(browser, selector):
  return browser.evaluate(
    f"(b => [b.x, b.y, b.width, b.height])(document.querySelector({json.dumps(selector)}).getBoundingClientRect())")


def lit(browser):
  return browser.evaluate("[0, 1].map(side => document.getElementById('view' + side).dataset.lit || '')")


def instantly(browser, selector):
  browser.evaluate(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'start', behavior: 'instant'}})")
  browser.settle()


def opens(browser, path, shots, name):
  """It opens soon, without complaints, and is as wide as the screen."""
  size = os.path.getsize(path)
  check(f"{name} has less than 5 MB", size < 5_000_000, size)
  backgrounds = []
  for look, width, dark in (("light", 1200, False), ("dark", 1200, True), ("narrow", 360, False), ("narrow-dark", 360, True)):
    browser.open(path, width=width, dark=dark)
    browser.screenshot(os.path.join(shots, f"{name}-{look}.png") if shots else os.devnull, whole=True)
    browser.settle()
    check(f"{name} {look}: the console is silent", not browser.complaints, browser.complaints)
    wide = browser.evaluate("document.documentElement.scrollWidth")
    check(f"{name} {look}: nothing is wider than the screen", wide <= width, wide)
    paint = browser.evaluate("performance.getEntriesByType('paint').map(entry => entry.startTime)")
    check(f"{name} {look}: is painted within 2 s", paint and max(paint) < 2000, paint)
    backgrounds.append(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
    if look == "light":
      print(f"{name}: {size / 1e6:.2f} MB, painted after {max(paint or [0]):.0f} ms")
  check(f"{name} is dark in the dark", backgrounds[0] != backgrounds[1] == backgrounds[3], backgrounds)
  check(f"{name} has landmarks", browser.evaluate(
    "['header', 'nav', 'main', 'footer', 'h1'].every(tag => document.querySelectorAll(tag).length === 1)"))
  unnamed = browser.evaluate(
    "[...document.querySelectorAll('table')].filter(t => !t.caption || !t.caption.textContent.trim()).length"
    " + [...document.querySelectorAll('svg[role=img]')].filter(s => !s.querySelector('title')).length"
    " + [...document.querySelectorAll('button, select, input')].filter(e => !(e.textContent || e.ariaLabel"
    " || e.labels?.length)).length")
  check(f"{name}: tables, pictures and controls have names", unnamed == 0, unnamed)


def highlights(browser, name):
  """The pointer lights a node and its match; so do keys; Escape puts them out."""
  rows = browser.evaluate("JSON.parse(document.getElementById('data-rows').textContent)")
  match = {str(source): target for source, target in zip(rows["s"], rows["t"])}
  instantly(browser, "#view0")
  x, y, width, height = box(browser, "#view0")
  found = None
  for step in range(1, 400):
    browser.move(x + width * (0.1 + 0.8 * (step * 0.618 % 1)), y + min(height, 850) * (0.1 + 0.8 * step / 400))
    names = lit(browser)
    if names[0] and names[1] and not names[0].startswith("disk "):
      found = names
      break
  check(f"{name}: the pointer lights a node and its match", found and match.get(found[0]) == found[1], found)
  if found:
    text = browser.evaluate("document.getElementById('info').textContent")
    check(f"{name}: it is told in words", found[0] in text and found[1] in text, text)
  browser.move(2, 2)
  check(f"{name}: nothing is lit where the pointer is not", lit(browser) == ["", ""], lit(browser))
  browser.press("Shift", 16)
  browser.evaluate("document.getElementById('view0').focus()")
  first = lit(browser)
  check(f"{name}: focus lights a node", first[0] != "", first)
  seen = {first[0]}
  for key, code in (("ArrowRight", 39), ("ArrowDown", 40), ("ArrowLeft", 37), ("ArrowUp", 38)) * 2:
    browser.press(key, code)
    seen.add(lit(browser)[0])
  check(f"{name}: arrow keys go from node to node", len(seen) > 1, seen)
  browser.press("Escape", 27)
  check(f"{name}: Escape puts it out", lit(browser) == ["", ""], lit(browser))
  before = browser.evaluate("document.getElementById('view0').toDataURL().length")
  browser.evaluate("document.querySelector('[data-zoom=\"1.5\"]').click()")
  after = browser.evaluate("document.getElementById('view0').toDataURL().length")
  check(f"{name}: zooms", before != after)
  browser.evaluate("document.querySelector('[data-zoom=\"0\"]').click()")


def table(browser, name, count):
  """The table filters, sorts, turns its pages, and shows its rows in the drawing."""

  def column(index):
    return browser.evaluate(
      f"[...document.querySelectorAll('#table tbody tr')].map(row => row.cells[{index}].textContent)")

  def shown():
    return browser.evaluate("document.getElementById('shown').textContent")

  check(f"{name}: all rows are counted", f"of {count:,}".replace(",", "\u202f") in shown(), shown())
  for index in (2, 5):
    for order in ("ascending", "descending"):
      browser.evaluate(f"document.querySelectorAll('#table thead button')[{index}].click()")
      check(f"{name}: says that it is {order}", browser.evaluate(
        f"document.querySelectorAll('#table thead th')[{index}].ariaSort") == order)
      cells = column(index)
      if index == 2:
        values = [float(cell.split("\u00a0")[0]) for cell in cells if cell != "–"]
      else:
        values = [int(a) / max(int(b), 1) for a, b in (cell.split(" of ") for cell in cells)]
      check(f"{name}: column {index} is {order}", values == sorted(values, reverse=order == "descending"), values)
  wanted = column(0)[0]
  browser.evaluate(
    "(field => { field.value = " + json.dumps(wanted) + "; field.dispatchEvent(new Event('input')) })"
    "(document.getElementById('find'))")
  rows = list(zip(column(0), column(1)))
  check(f"{name}: finds “{wanted}”", rows and all(wanted in a or wanted in b for a, b in rows), rows)
  browser.evaluate("document.getElementById('clear').click()")
  check(f"{name}: is whole again", f"of {count:,}".replace(",", "\u202f") in shown(), shown())
  browser.evaluate(
    "(state => { state.value = 'none'; state.dispatchEvent(new Event('change')) })(document.getElementById('state'))")
  check(f"{name}: shows nodes without a match", all(cell == "– none –" for cell in column(1)), column(1)[:3])
  browser.evaluate("document.getElementById('clear').click()")
  if count > 25:
    before = column(0)
    browser.evaluate("document.getElementById('next').click()")
    check(f"{name}: turns the page", column(0) != before)
  row = [column(index)[0] for index in (0, 1)]
  browser.evaluate("document.querySelector('#table tbody th button').click()")
  browser.settle()
  now = lit(browser)
  check(f"{name}: a row is shown in the drawing", now == row or now[0].startswith("disk "), (now, row))
  check(f"{name}: its row is marked", browser.evaluate("document.querySelectorAll('#table tr.on').length") == 1)


def doubts(browser, name):
  check(f"{name}: uncertain matches are explained", browser.evaluate(
    "[...document.querySelectorAll('details.doubt')].every(d => d.querySelectorAll('li').length > 1)"))
  browser.evaluate("document.querySelector('details.doubt button').click()")
  check(f"{name}: an uncertain match is shown in the drawing", lit(browser)[0] != "")


def main():
  program, tools = sys.argv[1], os.path.abspath(sys.argv[2])
  shots = sys.argv[3] if len(sys.argv) > 3 else None
  if shots:
    os.makedirs(shots, exist_ok=True)
  with tempfile.TemporaryDirectory() as folder, Browser(program) as browser:
    for name, count in pairs(os.path.join(tools, "graph-align"), folder):
      path = os.path.join(folder, f"{name}.html")
      opens(browser, path, shots, name)
      browser.open(path)
      browser.press("Tab", 9)
      check(f"{name}: the first stop leads to the contents", browser.evaluate("document.activeElement.className") == "skip")
      highlights(browser, name)
      table(browser, name, count)
      doubts(browser, name)
      check(f"{name}: no name became a script", browser.evaluate("typeof hacked") == "undefined")
      check(f"{name}: the console is silent at the end", not browser.complaints, browser.complaints)
    page = os.path.join(folder, "benchmarks.html")
    subprocess.run(
      [os.path.join(tools, "bench"), "report", os.path.join(ROOT, "Benchmarks/Results"), "--output", page], check=True,
      stdout=subprocess.DEVNULL)
    opens(browser, page, shots, "benchmarks")
  print(f"{CHECKS['passed']} checks passed, {CHECKS['failed']} failed")
  sys.exit(1 if CHECKS["failed"] else 0)


if __name__ == "__main__":
  main()
