"""REGAL in vectorised NumPy/SciPy: written from the paper's equations, as fast as we know how to make it without compiled code.

Rings are never enumerated one node at a time. The histogram of ring k is that of the ball of radius k minus that of the ball
of radius k − 1, and the balls are grown either as packed bit rows (or-ing the rows of a node's neighbours, population count
per bucket) or as a sparse boolean product, whichever a cost estimate prefers.
"""
import dataclasses
import time

import numpy as np
import scipy.linalg
import scipy.sparse as sp
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist


@dataclasses.dataclass
class Settings:
    hops: int = 2              # K
    own_degree: bool = True    # count ring 0 (the node itself) and weight ring k by discount**k, else discount**(k-1)
    discount: float = 0.01
    base: float | None = 2     # logarithm base of the degree buckets; None: one bucket per degree
    squared: bool = False      # exp(-g d^2) instead of exp(-g d)
    structure_weight: float = 1.0
    attribute_weight: float = 1.0
    per_log: float = 10        # p = min(floor(per_log * log2 n), n)
    landmarks: int | None = None
    seed: int = 42
    cutoff: float = 1e-12      # eigenvalues below cutoff * largest are dropped
    space: str = "embedding"   # or "signature"
    search: str = "kdtree"     # or "brute"
    rings: str = "auto"        # or "bits", "product"


PRESETS = {
    "authors": Settings(),
    "authors-squared": Settings(squared=True),
    "paper": Settings(own_degree=False, squared=True),
}


def bucket_of(degrees, base):
    """Bucket per node, −1 for a node that has none. Exact: compared with integer powers, no logarithm is taken."""
    degrees = np.asarray(degrees, dtype=np.int64)
    if base is None:
        return degrees.copy()
    highest = max(int(degrees.max(initial=1)), 1)
    powers = [1]
    while powers[-1] * base <= highest:
        powers.append(powers[-1] * base)
    return np.searchsorted(np.array(powers), degrees, side="right") - 1


def _row_histogram(matrix, bucket, buckets):
    """Histogram of the buckets of each row's stored columns."""
    n = matrix.shape[0]
    rows = np.repeat(np.arange(n, dtype=np.int64) * (buckets + 1), np.diff(matrix.indptr))
    shifted = np.where(bucket < 0, buckets, bucket)
    rows += shifted[matrix.indices]
    return np.bincount(rows, minlength=n * (buckets + 1)).reshape(n, buckets + 1)[:, :buckets].astype(float)


def _ball_histograms_product(matrix, hops, bucket, buckets):
    n = matrix.shape[0]
    step = (matrix.astype(bool) + sp.identity(n, dtype=bool, format="csr")).tocsr()
    ball, result = step, []
    for _ in range(2, hops + 1):
        ball = ball @ step
        result.append(_row_histogram(ball, bucket, buckets))
    return result


def _ball_histograms_bits(matrix, hops, bucket, buckets):
    n = matrix.shape[0]
    degrees = np.diff(matrix.indptr)
    # Columns sorted by bucket, every bucket starting on a fresh 64-bit word.
    shifted = np.where(bucket < 0, buckets, bucket)
    sizes = np.bincount(shifted, minlength=buckets + 1)
    words = (sizes + 63) // 64
    first_word = np.concatenate([[0], np.cumsum(words)])
    order = np.argsort(shifted, kind="stable")
    rank = np.empty(n, np.int64)
    rank[order] = np.arange(n) - np.repeat(np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)
    column = first_word[shifted] * 64 + rank
    width = int(first_word[-1])
    # Rows sorted by falling degree, so that step j touches a prefix only.
    by_degree = np.argsort(-degrees, kind="stable")
    position = np.empty(n, np.int64)
    position[by_degree] = np.arange(n)
    # Distinct bits of a 32-bit half add up without carries: a weighted bincount is an or.
    rows = np.concatenate([np.repeat(np.arange(n), degrees), np.arange(n)])
    cols = column[np.concatenate([matrix.indices, np.arange(n)])]
    halves = np.bincount(position[rows] * (2 * width) + (cols >> 5), weights=np.ldexp(1.0, (cols & 31).astype(np.int32)),
                         minlength=n * 2 * width)
    ball = halves.astype(np.uint32).view(np.uint64).reshape(n, width)
    del halves
    start = matrix.indptr[by_degree]
    sorted_degrees = degrees[by_degree]
    neighbours = position[matrix.indices]
    filled = [b for b in range(buckets) if words[b]]
    starts = first_word[filled]
    stop = int(first_word[buckets])
    block = max(64, (1 << 21) // max(8 * width, 1))
    result = []
    for _ in range(2, hops + 1):
        grown = ball.copy()
        for low in range(0, n, block):
            high = min(n, low + block)
            part = grown[low:high]
            buffer = np.empty_like(part)
            for j in range(int(sorted_degrees[low])):
                count = int(np.searchsorted(-sorted_degrees[low:high], -j, side="left"))
                np.take(ball, neighbours[start[low : low + count] + j], axis=0, out=buffer[:count], mode="clip")
                np.bitwise_or(part[:count], buffer[:count], out=part[:count])
        ball = grown
        histogram = np.zeros((n, buckets))
        if filled:
            counts = np.bitwise_count(ball[:, :stop])
            histogram[:, filled] = np.add.reduceat(counts, starts, axis=1, dtype=np.int64)
        result.append(histogram[position])
    return result


def ring_histograms(matrix, hops, bucket, buckets, method="auto"):
    """hops + 1 arrays of shape n × buckets: how many nodes of each bucket lie exactly k hops away."""
    n = matrix.shape[0]
    own = np.zeros((n, buckets))
    has = bucket >= 0
    own[np.flatnonzero(has), bucket[has]] = 1
    rings = [own]
    if hops >= 1:
        rings.append(_row_histogram(matrix, bucket, buckets))
    if hops >= 2:
        if method == "auto":
            degrees = np.diff(matrix.indptr)
            # Nanoseconds, fitted on one core to graphs of 10^3 to 10^5 edges.
            bits = matrix.nnz * (n / 64 + buckets) * 0.9 + n * (n / 64) * 8 + int(degrees.max(initial=0)) * 10_000
            product = float((degrees.astype(float) ** 2).sum()) * 11 * (4 ** (hops - 2))
            method = "bits" if bits < product and n * n / 8 < 1 << 30 else "product"
        grow = _ball_histograms_bits if method == "bits" else _ball_histograms_product
        previous = rings[0] + rings[1]
        for ball in grow(matrix, hops, bucket, buckets):
            rings.append(ball - previous)
            previous = ball
    return rings


def signatures(source, target, settings=Settings()):
    """Signature matrices of both graphs over common buckets."""
    degrees = [np.diff(g.indptr) for g in (source, target)]
    all_buckets = [bucket_of(d, settings.base) for d in degrees]
    buckets = max(int(b.max(initial=0)) for b in all_buckets) + 1
    result = []
    for graph, own in zip((source, target), all_buckets):
        rings = ring_histograms(graph, settings.hops, own, buckets, settings.rings)
        total = np.zeros((graph.shape[0], buckets))
        for k, ring in enumerate(rings):
            if k == 0 and not settings.own_degree:
                continue
            total += settings.discount ** (k if settings.own_degree else k - 1) * ring
        result.append(total)
    return result


def kernel(features, landmarks, settings, attributes=None):
    distance = cdist(features, features[landmarks], "sqeuclidean" if settings.squared else "euclidean")
    if settings.structure_weight != 1:
        distance *= settings.structure_weight
    if attributes is not None:
        share = cdist(attributes.astype(float), attributes[landmarks].astype(float), "hamming")
        distance += settings.attribute_weight * np.rint(share * attributes.shape[1])
    np.negative(distance, out=distance)
    return np.exp(distance, out=distance)


def landmark_count(n, settings):
    if settings.landmarks is not None:
        return min(settings.landmarks, n)
    return min(int(settings.per_log * np.log2(n)), n)


def choose_landmarks(n, settings):
    return np.random.RandomState(settings.seed).permutation(n)[: landmark_count(n, settings)]


def embed(features, settings, attributes=None, clock=None):
    """Unit rows (a row of zeros where every similarity underflows), and how many such rows there are."""
    n = len(features)
    landmarks = choose_landmarks(n, settings)
    similarity = kernel(features, landmarks, settings, attributes)
    if clock:
        clock("kernel")
    values, vectors = scipy.linalg.eigh(similarity[landmarks], driver="evd", check_finite=False)
    keep = values > settings.cutoff * values[-1]
    embedding = similarity @ (vectors[:, keep] / np.sqrt(values[keep]))
    norms = np.sqrt(np.einsum("ij,ij->i", embedding, embedding))
    zero = norms == 0
    norms[zero] = 1
    embedding /= norms[:, None]
    if clock:
        clock("factor")
    return embedding, int(zero.sum())


def search_kdtree(queries, points, k, workers=1):
    k = min(k, len(points))
    distance, ids = cKDTree(points).query(queries, k=range(1, k + 1), workers=workers)
    return distance, ids


def search_brute(queries, points, k, block=1024):
    k = min(k, len(points))
    norms = np.einsum("ij,ij->i", points, points)
    all_ids, all_distances = [], []
    for low in range(0, len(queries), block):
        part = queries[low : low + block]
        distance = part @ (-2 * points.T)
        distance += norms
        ids = np.argpartition(distance, k - 1, axis=1)[:, :k] if k < len(points) else np.tile(np.arange(k), (len(part), 1))
        chosen = np.take_along_axis(distance, ids, axis=1)
        order = np.lexsort((ids, chosen), axis=1)
        all_ids.append(np.take_along_axis(ids, order, axis=1))
        own = np.einsum("ij,ij->i", part, part)[:, None]
        all_distances.append(np.sqrt(np.maximum(np.take_along_axis(chosen, order, axis=1) + own, 0)))
    return np.concatenate(all_distances), np.concatenate(all_ids)


def align(source, target, settings=Settings(), k=10, attributes=None, workers=1):
    """Returns (ids, distances, seconds per stage, facts). attributes: (n1 + n2) × A integer categories or None."""
    seconds = {}
    begin = last = time.perf_counter()

    def clock(stage):
        nonlocal last
        now = time.perf_counter()
        seconds[stage] = now - last
        last = now

    features = signatures(source, target, settings)
    clock("signatures")
    facts = {"buckets": features[0].shape[1]}
    n = source.shape[0]
    if settings.space == "signature":
        if attributes is not None:
            raise ValueError("attributes need the embedding space")
        left, right = features
    else:
        embedding, zero_rows = embed(np.concatenate(features), settings, attributes, clock)
        left, right = embedding[:n], embedding[n:]
        facts.update(landmarks=landmark_count(n + target.shape[0], settings), rank=embedding.shape[1], zeroRows=zero_rows)
    if settings.search == "brute":
        distances, ids = search_brute(left, right, k)
    else:
        distances, ids = search_kdtree(left, right, k, workers)
    clock("search")
    seconds["total"] = time.perf_counter() - begin
    return ids, distances, seconds, facts
