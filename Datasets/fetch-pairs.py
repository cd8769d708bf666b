#!/usr/bin/env python3
"""Downloads public pairs of graphs with a truth, and writes them as `bench pairs --pairs DIR` reads them.

Usage: fetch-pairs.py DIR [NAME…]
       fetch-pairs.py --list | --help

Each pair becomes a folder DIR/NAME: source.edges and target.edges, truth.tsv, and what there is of
source-attributes.tsv, target-attributes.tsv, anchors-train.tsv with truth-test.tsv (the truth without the
anchors), candidates.tsv, names and triples. Nodes are numbered from 0; those of the target are renumbered at
random, by a fixed seed, since equal numbers would flatter whoever breaks ties by the smaller one. Where a
publisher gives no split, a fifth of the truth (of dbp15k three tenths) becomes anchors. A folder that is there
already is left alone, and nothing is kept of a pair whose counts are not those expected.

Environment: GRAPH_DATASETS_BASE_URL instead of https://raw.githubusercontent.com, such as file:///mirror
Exit status: 0 if every pair is in place, 1 if one is not, 2 if the call was wrong.
Needs NumPy and SciPy.
"""

import io
import json
import os
import random
import shutil
import sys
import tempfile
import urllib.parse
import urllib.request

PARROT = "yq-leo/PARROT-Python/657398e7c8fc8074e4a2195863bf5c775e5e5fd9/datasets/"
GALIGN = "vinhsuhi/GAlign/63adcf9f56cd2e12a2895f4c5270eb8412578c73/graph_data/"
MAUIL = "WitZhi/networkalignment/04a9fa4a19b21c125510f409ccc6cf423c3e8a8d/graph_data/"
MAGNA = "idea-iitd/Fugal/14e614be2221dcdce3859c2157d47b22e7f9cac9/data/real noise/MultiMagna/"
FAMILIES = "ekQ/active-network-alignment/820693d270bb01161ac25f5d09073625ffa40a6f/genealogy_data/problem0/"
ITERALIGN = "MaxQ545/IterAlign/45e0b5753ec7d62895732324c5e8f37c327ca6fc/data/DBLP1-DBLP2/"
RREA = "MaoXinn/RREA/2271ac33dae0baf53dfa5b7ca1955090a1567a0a/CIKM/data/zh_en/"


def download(path):
  base = os.environ.get("GRAPH_DATASETS_BASE_URL", "https://raw.githubusercontent.com")
  with urllib.request.urlopen(f"{base}/{urllib.parse.quote(path)}", timeout=60) as answer:
    return answer.read()


def rows(path, separator=None):
  return [line.split(separator) for line in download(path).decode().splitlines() if line.strip()]


class Pair:
  """What is written of a pair; nodes of both graphs are numbers from 0."""

  def __init__(self, counts, edges, truth, anchors=None, attributes=None, **others):
    self.counts, self.edges, self.truth = counts, edges, truth
    self.anchors, self.attributes, self.others = anchors, attributes, others


def parrot(name, source, target, columns=None):
  """A MATLAB file with two adjacency matrices, features, the truth (from 1) and the anchors H."""
  import numpy as np
  import scipy.io
  import scipy.sparse as sparse
  file = scipy.io.loadmat(io.BytesIO(download(f"{PARROT}{name}.mat")))
  edges = [list(zip(*sparse.coo_matrix(file[key]).coords)) for key in (source, target)]
  truth = [(int(a) - 1, int(b) - 1) for a, b in file["gnd"]]
  # Of phone-email the truth lacks the anchors.
  anchors = [(int(b), int(a)) for a, b in zip(*sparse.coo_matrix(file["H"]).coords)]
  attributes = None
  if columns:
    tables = [sparse.csr_matrix(file[f"{key}_node_feat"]).toarray() for key in (source, target)]
    attributes = columns(np, tables)
  return Pair((file[source].shape[0], file[target].shape[0]), edges, truth + anchors, anchors, attributes)


def category(prefix):
  """One column that says which feature a node has."""
  return lambda np, tables: (
    [prefix], [[[f"{prefix}{row.argmax()}" if row.any() else ""] for row in table] for table in tables])


def numbers(prefix):
  """A column of numbers for each feature."""
  return lambda np, tables: (
    [f"{prefix}{i}:number" for i in range(tables[0].shape[1])],
    [[[f"{x:g}" for x in row] for row in table] for table in tables])


def graphsage(folder, source, target, attributes=True):
  """Folders with arrays of edges and features, and dictionaries of ids."""
  import numpy as np
  sides = (source, target)
  arrays = [np.load(io.BytesIO(download(f"{folder}{side}/graphsage/edges.edgelist.npy"))) for side in sides]
  known = {"truth": "groundtruth", "anchors": "node,split=0.2.train.dict"}
  known = {key: rows(f"{folder}dictionaries/{name}") for key, name in known.items()}
  if attributes:
    places = [json.loads(download(f"{folder}{side}/graphsage/id2idx.json")) for side in sides]
    tables = [np.load(io.BytesIO(download(f"{folder}{side}/graphsage/feats.npy"))) for side in sides]
    counts, columns = tuple(map(len, tables)), numbers("a")(np, tables)
  else:
    places = [{str(i): i for i in range(1 << 20)}] * 2
    counts, columns = tuple(int(array.max()) + 1 for array in arrays), None
  pairs = {
    key: [(places[0][a], places[1][b]) for a, b, *_ in lines] for key, lines in known.items()}
  return Pair(counts, [array.tolist() for array in arrays], pairs["truth"], pairs["anchors"], columns)


def bn_fly():
  import numpy as np
  folder, sides = f"{MAUIL}bn-fly/", ("ori", "permut")
  places = [json.loads(download(f"{folder}{side}/graphsage/id2idx.json")) for side in sides]
  tables = [np.load(io.BytesIO(download(f"{folder}{side}/graphsage/feats.npy"))) for side in sides]
  edges = [
    [(places[i][a], places[i][b]) for a, b, *_ in rows(f"{folder}{side}/edgelist/edgelist")]
    for i, side in enumerate(sides)]
  truth, anchors = (
    [(places[0][a], places[1][b]) for a, b, *_ in rows(f"{folder}dictionaries/{name}")]
    for name in ("groundtruth", "node,split=0.2.train.dict"))
  return Pair(tuple(map(len, tables)), edges, truth, anchors, numbers("a")(np, tables))


def magna(percent):
  edges = [
    [(int(a), int(b)) for a, b, *_ in rows(f"{MAGNA}yeast{share}_Y2H1.txt")] for share in (0, percent)]
  count = 1 + max(max(edge) for side in edges for edge in side)
  return Pair((count, count), edges, [(i, i) for i in range(count)])


def genealogy():
  def table(name):
    return [(int(a), int(b), *rest) for a, b, *rest in rows(f"{FAMILIES}{name}.txt", ",")]
  edges, candidates, truth = (table("edges_A"), table("edges_B")), table("candidates_L"), table("groundtruth")
  pairs = [edge[:2] for edge in truth]
  counts = (
    1 + max(max(edge[:2]) for edge in edges[0]),
    1 + max([max(edge[:2]) for edge in edges[1]] + [b for _, b, *_ in candidates + truth]))
  counts = (max(counts[0], 1 + max(a for a, *_ in candidates + truth)), counts[1])
  return Pair(counts, [[e[:2] for e in side] for side in edges], pairs, candidates=candidates)


def dblp():
  edges = [[(int(a), int(b)) for a, b, *_ in rows(f"{ITERALIGN}G{i}.edgelist")] for i in (1, 2)]
  truth = [(int(a), int(b)) for a, b in json.loads(download(f"{ITERALIGN}Alignment.json")).items()]
  return Pair(tuple(1 + max(map(max, side)) for side in edges), edges, truth)


def dbp15k():
  places, names, triples = [], [], []
  for side in (1, 2):
    entities = rows(f"{RREA}ent_ids_{side}", "\t")
    places.append({entity: i for i, (entity, _) in enumerate(entities)})
    names.append([name.split("/resource/")[-1] for _, name in entities])
    at = places[-1]
    triples.append([(at[h], r, at[t]) for h, r, t in rows(f"{RREA}triples_{side}", "\t")])
  truth = [(places[0][a], places[1][b]) for a, b in rows(f"{RREA}ref_ent_ids", "\t")]
  random.Random(20261125).shuffle(truth)
  cut = len(truth) * 3 // 10
  edges = [[(h, t) for h, _, t in side] for side in triples]
  return Pair(
    tuple(map(len, names)), edges, truth, truth[:cut], names=names, relations=triples)


# name: how it is made, and the nodes and undirected edges of both graphs, without loops.
PAIRS = {
  "douban": (
    lambda: parrot("Douban", "online", "offline", category("location")), (3906, 8164, 1118, 1511)),
  "cora": (lambda: parrot("cora", "cora1", "cora2", numbers("w")), (2708, 6334, 2708, 4542)),
  "phone-email": (lambda: parrot("phone-email", "phone", "email"), (1000, 41191, 1003, 4627)),
  "flickr-lastfm": (
    lambda: parrot("flickr-lastfm", "flickr", "lastfm", numbers("a")), (12974, 16149, 15436, 16319)),
  "allmovie-imdb": (
    lambda: graphsage(f"{GALIGN}allmv_tmdb/", "allmv", "tmdb"), (6011, 124709, 5713, 119073)),
  "econ-0.3": (lambda: graphsage(f"{MAUIL}econ_0.3/", "econ1", "econ2"), (1258, 5584, 1258, 6802)),
  "bn-fly": (bn_fly, (1781, 8911, 1781, 8911)),
  "weibo-douban": (
    lambda: graphsage(f"{MAUIL}weibo_douban/", "weibo", "douban", attributes=False),
    (9714, 211963, 9514, 164793)),
  "multimagna-yeast-10": (lambda: magna(10), (1004, 8323, 1004, 9155)),
  "multimagna-yeast-20": (lambda: magna(20), (1004, 8323, 1004, 9987)),
  "genealogy-0": (genealogy, (1000, 822, 64208, 32943)),
  "dblp1-dblp2": (dblp, (2151, 6243, 2151, 6243)),
  "dbp15k-zh-en": (dbp15k, (19388, 56286, 19572, 73282)),
}


def write(pair, expected, folder):
  generator = random.Random(1)
  number = list(range(pair.counts[1]))
  generator.shuffle(number)
  places = (range(pair.counts[0]), number)
  edges = [
    sorted({tuple(sorted((at[int(a)], at[int(b)]))) for a, b in side if a != b})
    for at, side in zip(places, pair.edges)]
  found = (pair.counts[0], len(edges[0]), pair.counts[1], len(edges[1]))
  if found != expected:
    raise ValueError(f"has {found} nodes and edges instead of {expected}")

  def save(name, lines):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
      file.writelines("\t".join(map(str, line)) + "\n" for line in lines)

  for side, name in enumerate(("source", "target")):
    at = places[side]
    present = {node for edge in edges[side] for node in edge}
    # A loop is no edge, and says that its node is there.
    save(f"{name}.edges", edges[side] + [(i, i) for i in range(pair.counts[side]) if i not in present])
    if pair.attributes:
      columns, tables = pair.attributes
      body = sorted((at[i], *row) for i, row in enumerate(tables[side]))
      save(f"{name}-attributes.tsv", [("id", *columns)] + body)
    if "names" in pair.others:
      save(f"{name}-names.tsv", sorted((at[i], x) for i, x in enumerate(pair.others["names"][side])))
      save(
        f"{name}-relations.tsv", sorted((at[h], r, at[t]) for h, r, t in pair.others["relations"][side]))
  truth = dict((a, number[b]) for a, b in pair.truth)
  save("truth.tsv", sorted(truth.items()))
  if "candidates" in pair.others:
    save("candidates.tsv", [(a, number[b], *x) for a, b, *x in pair.others["candidates"]])
  if pair.anchors:
    anchors = {a: number[b] for a, b in pair.anchors if truth.get(a) == number[b]}
    save("anchors-train.tsv", sorted(anchors.items()))
    save("truth-test.tsv", sorted(item for item in truth.items() if item[0] not in anchors))


def main(arguments):
  if not arguments or "--help" in arguments:
    print(__doc__.strip())
    return 0 if arguments else 2
  if arguments == ["--list"]:
    for name, (_, counts) in PAIRS.items():
      print("{:20} {:6} nodes {:7} edges, {:6} nodes {:7} edges".format(name, *counts))
    return 0
  place, names = arguments[0], arguments[1:] or list(PAIRS)
  unknown = [name for name in names if name not in PAIRS]
  if unknown or place.startswith("-"):
    print(f"fetch-pairs.py: {(unknown or [place])[0]} is no pair of --list", file=sys.stderr)
    return 2
  os.makedirs(place, exist_ok=True)
  status = 0
  for name in names:
    final = os.path.join(place, name)
    if os.path.isdir(final):
      print(f"{name} is there")
      continue
    folder = tempfile.mkdtemp(prefix=f".{name}.", dir=place)
    try:
      make, expected = PAIRS[name]
      write(make(), expected, folder)
      os.chmod(folder, 0o755)
      os.rename(folder, final)
      print(f"{name} fetched")
    except (OSError, ValueError, KeyError) as error:
      shutil.rmtree(folder, ignore_errors=True)
      print(f"fetch-pairs.py: {name}: {error}", file=sys.stderr)
      status = 1
  return status


if __name__ == "__main__":
  sys.exit(main(sys.argv[1:]))
