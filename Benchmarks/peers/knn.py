"""Exact nearest neighbours of one matrix's rows among another's: scikit-learn KDTree, SciPy cKDTree, faiss IndexFlatL2."""
import time

import numpy as np


def sklearn_kdtree(queries, points, k, threads):
    from sklearn.neighbors import KDTree

    begin = time.perf_counter()
    tree = KDTree(points, metric="euclidean")
    built = time.perf_counter()
    distances, ids = tree.query(queries, k=k)
    return ids, distances, built - begin, time.perf_counter() - built


def scipy_ckdtree(queries, points, k, threads):
    from scipy.spatial import cKDTree

    begin = time.perf_counter()
    tree = cKDTree(points)
    built = time.perf_counter()
    distances, ids = tree.query(queries, k=range(1, k + 1), workers=threads)
    return ids, distances, built - begin, time.perf_counter() - built


def faiss_flat(queries, points, k, threads):
    import faiss

    faiss.omp_set_num_threads(threads)
    begin = time.perf_counter()
    index = faiss.IndexFlatL2(points.shape[1])
    index.add(np.ascontiguousarray(points, dtype=np.float32))
    built = time.perf_counter()
    squared, ids = index.search(np.ascontiguousarray(queries, dtype=np.float32), k)
    return ids, np.sqrt(np.maximum(squared, 0)), built - begin, time.perf_counter() - built


SYSTEMS = {"sklearn": sklearn_kdtree, "ckdtree": scipy_ckdtree, "faiss": faiss_flat}


def nearest(system, queries, points, k, threads=1):
    """(ids, distances, {"build", "query", "total"} in seconds). k is clamped to the number of points."""
    begin = time.perf_counter()
    ids, distances, build, query = SYSTEMS[system](queries, points, min(k, len(points)), threads)
    return ids, distances, {"build": build, "query": query, "total": time.perf_counter() - begin}
