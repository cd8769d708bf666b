"""Reading graphs, truth files and matrices; removing edges. Shared by every peer, so that all of them see the same graph."""
import re

import numpy as np
import scipy.sparse as sp


def adjacency(edges, nodes):
    """Simple undirected graph: both directions stored once, self-loops dropped, parallel edges merged."""
    edges = np.asarray(edges, dtype=np.int64).reshape(-1, 2)
    u, v = edges[:, 0], edges[:, 1]
    keep = u != v
    low, high = np.minimum(u, v)[keep], np.maximum(u, v)[keep]
    codes = np.unique(low * nodes + high)
    low, high = codes // nodes, codes % nodes
    rows, cols = np.concatenate([low, high]), np.concatenate([high, low])
    matrix = sp.csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(nodes, nodes))
    matrix.sort_indices()
    return matrix


def read_pairs(path):
    """(u, v, weight) rows of a text edge list; weight is 1 unless the line ends in {'weight': x} or a third number.

    Comments start with # or %. An edge of weight 0 is no edge and is left out."""
    with open(path) as file:
        text = file.read()
    if "#" not in text and "%" not in text and "{" not in text:
        numbers = np.array(text.split(), dtype=float)
        lines = text.count("\n") + (not text.endswith("\n") and bool(text))
        width = len(text.split("\n", 1)[0].split())
        if width in (2, 3) and len(numbers) % width == 0 and len(numbers) // width == lines:
            rows = numbers.reshape(-1, width)
            edges = rows[:, :2].astype(np.int64)
            weights = rows[:, 2] if width == 3 else np.ones(len(rows))
            return edges[weights != 0], weights[weights != 0]
    edges, weights = [], []
    for line in text.splitlines():
        line = re.split("[#%]", line, maxsplit=1)[0].strip()
        if not line:
            continue
        parts = line.split(None, 2)
        weight = 1.0
        if len(parts) == 3:
            found = re.search(r"'weight':\s*([-+0-9.eE]+)", parts[2])
            weight = float(found.group(1)) if found else float(parts[2].split()[0])
        if weight != 0:
            edges.append((int(parts[0]), int(parts[1])))
            weights.append(weight)
    return np.array(edges, dtype=np.int64).reshape(-1, 2), np.array(weights)


def read_graph(path, nodes=None):
    """A graph whose ids are already 0…n−1; n is the largest id plus one unless given."""
    edges, _ = read_pairs(path)
    return adjacency(edges, nodes or (int(edges.max()) + 1 if len(edges) else 0))


def read_any_graph(path):
    """A graph with arbitrary ids, numbered 0…n−1 in ascending order of id. Returns (adjacency, ids).

    A node that has only a self-loop keeps its number."""
    edges, _ = read_pairs(path)
    ids, inverse = np.unique(edges, return_inverse=True)
    return adjacency(inverse.reshape(-1, 2), len(ids)), ids


def read_truth(path):
    """Lines `source target`. Returns an int array of length max(source) + 1, −1 where a node has no counterpart."""
    pairs = np.loadtxt(path, dtype=np.int64, usecols=(0, 1), ndmin=2, comments=("#", "%"))
    truth = np.full(int(pairs[:, 0].max()) + 1, -1)
    truth[pairs[:, 0]] = pairs[:, 1]
    return truth


def edge_list(matrix):
    """Edges (u, v), u < v, in ascending order."""
    upper = sp.triu(matrix, 1).tocoo()
    edges = np.stack([upper.row, upper.col], axis=1).astype(np.int64)
    return edges[np.lexsort((edges[:, 1], edges[:, 0]))]


def remove_edges(matrix, share, rng):
    """One-way noise: visits the edges in random order and removes round(share · m) of them, passing over an edge whose
    removal would leave a node without edges. Returns (adjacency, removed edges) in the numbering given."""
    edges = edge_list(matrix)
    wanted = int(round(share * len(edges)))
    degree = np.diff(matrix.indptr).copy()
    removed = []
    for index in rng.permutation(len(edges)):
        if len(removed) == wanted:
            break
        u, v = edges[index]
        if degree[u] > 1 and degree[v] > 1:
            degree[u] -= 1
            degree[v] -= 1
            removed.append(index)
    kept = np.ones(len(edges), bool)
    kept[removed] = False
    return adjacency(edges[kept], matrix.shape[0]), edges[np.sort(np.array(removed, dtype=np.int64))]


def relabel(matrix, truth):
    """The same graph with node i named truth[i]."""
    edges = edge_list(matrix)
    return adjacency(np.asarray(truth)[edges], matrix.shape[0])


def noisy_pair(matrix, share, seed):
    """(target, truth, removed): a randomly relabelled copy of the graph without the removed edges (source numbering)."""
    rng = np.random.default_rng(seed)
    truth = rng.permutation(matrix.shape[0])
    noisy, removed = remove_edges(matrix, share, rng)
    return relabel(noisy, truth), truth, removed


def hits(ids, truth, k):
    """Share of the source nodes with a known counterpart that find it among their first k candidates."""
    truth = np.asarray(truth)[: len(ids)]
    known = truth >= 0
    found = (ids[: len(truth), :k] == truth[:, None]).any(axis=1)
    return float(found[known].mean())
