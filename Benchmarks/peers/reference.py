"""Runs the public REGAL reference code (GemsLab/REGAL) from a clone, unmodified, and times its stages.

    git clone https://github.com/GemsLab/REGAL && git -C REGAL checkout 42ed908

Nothing of it is copied here: its modules `config`, `xnetmf` and `alignments` are imported from the folder given. It runs as
it is on Python 3.11 with NumPy 2.4, SciPy 1.17 and networkx 3.6 (its own `regal.py` too). What this driver does from outside:

- the adjacency matrix is built here (a SciPy csr_array, the type networkx.adjacency_matrix returns) instead of by
  networkx.read_edgelist, because that one cannot see a node without edges;
- stages are timed by wrapping the reference's functions and NumPy's pinv with a stop-watch, and its printing is discarded;
- the search is its `kd_align` with num_top = k. (Its command line never calls that: `main` passes num_top = None.)
- the source/target split is passed to `get_embeddings`, whose default is half of the rows.
"""
import contextlib
import importlib
import io
import sys
import time

import numpy as np
import scipy.sparse as sp


class Reference:
    def __init__(self, folder):
        for name in ("config", "xnetmf", "alignments"):
            sys.modules.pop(name, None)
        sys.path.insert(0, folder)
        writes = sys.dont_write_bytecode
        sys.dont_write_bytecode = True
        try:
            self.config, self.xnetmf, self.alignments = map(importlib.import_module, ("config", "xnetmf", "alignments"))
        finally:
            sys.path.remove(folder)
            sys.dont_write_bytecode = writes

    @contextlib.contextmanager
    def _timed(self, owner, name, stage, seconds, ends=None):
        original = getattr(owner, name)

        def wrapper(*arguments, **options):
            begin = time.perf_counter()
            try:
                return original(*arguments, **options)
            finally:
                end = time.perf_counter()
                seconds[stage] = seconds.get(stage, 0.0) + end - begin
                if ends is not None:
                    ends[stage] = (begin, end)

        setattr(owner, name, wrapper)
        try:
            yield
        finally:
            setattr(owner, name, original)

    def represent(self, adjacency, p=None, k=10, hops=2, alpha=0.01, base=2, gammastruc=1, gammaattr=1, attributes=None):
        """(embedding, features, landmarks, seconds). Defaults are those of the reference's regal.py."""
        seconds, ends, kept = {}, {}, {}
        graph = self.config.Graph(adjacency, node_attributes=attributes)
        method = self.config.RepMethod(p=p, max_layer=hops, alpha=alpha, k=k, num_buckets=base, normalize=True,
                                       gammastruc=gammastruc, gammaattr=gammaattr)
        features_of, sample_of = self.xnetmf.get_features, self.xnetmf.get_sample_nodes

        def get_features(*arguments, **options):
            kept["features"] = features_of(*arguments, **options)
            return kept["features"]

        def get_sample_nodes(*arguments, **options):
            kept["landmarks"] = sample_of(*arguments, **options)
            return kept["landmarks"]

        self.xnetmf.get_features, self.xnetmf.get_sample_nodes = get_features, get_sample_nodes
        try:
            with contextlib.ExitStack() as stack:
                stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
                stack.enter_context(self._timed(self.xnetmf, "get_khop_neighbors", "khop", seconds))
                stack.enter_context(self._timed(self.xnetmf, "get_features", "features", seconds))
                stack.enter_context(self._timed(self.xnetmf, "get_sample_nodes", "sample", seconds, ends))
                stack.enter_context(self._timed(np.linalg, "pinv", "pinv", seconds, ends))
                begin = time.perf_counter()
                embedding = self.xnetmf.get_representations(graph, method)
                end = time.perf_counter()
        finally:
            self.xnetmf.get_features, self.xnetmf.get_sample_nodes = features_of, sample_of
        stages = {
            "khop": seconds["khop"],
            "signatures": seconds["features"] - seconds["khop"],
            "kernel": ends["pinv"][0] - ends["sample"][1],
            "factor": end - ends["pinv"][0],
            "embedding": end - begin,
        }
        return embedding, kept["features"], kept["landmarks"], stages

    def top(self, embedding, split, k):
        """The reference's k-d tree alignment. (ids, similarities, sparse matrix, {"treeQuery", "search"})

        "treeQuery" is the tree's build and query alone, "search" the whole of kd_align."""
        source, target = self.alignments.get_embeddings(embedding, split)
        seconds = {"treeQuery": 0.0}
        tree = self.alignments.KDTree

        class Timed:
            def __init__(self, *arguments, **options):
                begin = time.perf_counter()
                self.inner = tree(*arguments, **options)
                seconds["treeQuery"] += time.perf_counter() - begin

            def query(self, *arguments, **options):
                begin = time.perf_counter()
                result = self.inner.query(*arguments, **options)
                seconds["treeQuery"] += time.perf_counter() - begin
                seconds["result"] = result
                return result

        self.alignments.KDTree = Timed
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                begin = time.perf_counter()
                matrix = self.alignments.get_embedding_similarities(source, target, num_top=min(k, len(target)))
                seconds["search"] = time.perf_counter() - begin
        finally:
            self.alignments.KDTree = tree
        distances, ids = seconds.pop("result")
        return ids, np.exp(-distances), matrix, seconds

    def score(self, matrix, truth, k):
        """The reference's own Hits@k."""
        with contextlib.redirect_stdout(io.StringIO()):
            return float(self.alignments.score_alignment_matrix(matrix, topk=k, true_alignments=dict(enumerate(truth)))[0])


def combine(source, target):
    return sp.csr_array(sp.block_diag([source, target], format="csr"))
