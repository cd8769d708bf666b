"""How each peer of `pairs.py` is called. Nothing of a peer is copied here: its modules are imported from the clone that is named.

An adapter takes a `Pair` and gives a matrix, source nodes × target nodes: the more, the better; NaN is no candidate at all.
Where a peer's own answer is an assignment, its matches come before everything else. Peers that ship settings for a pair of this name get
them, the others get their defaults; what was taken is in the reply.
"""
import json
import os
import pathlib
import re
import resource
import runpy
import shutil
import signal
import subprocess
import sys
import types


class Pair:
    """A pair of graphs, and what may be known of them, as matrices."""

    def __init__(self, folder):
        import numpy as np
        facts = json.loads(pathlib.Path(folder, "pair.json").read_text())
        self.name, self.folder, self.directed = facts["name"], folder, facts["isDirected"]
        self.sizes = facts["sourceNodes"], facts["targetNodes"]
        self.adjacency = [self._graph(np, f"{side}.edges", n) for side, n in zip(("source", "target"), self.sizes)]
        self.anchors = self._table(np, "anchors.tsv", 2)
        self.anchors = None if self.anchors is None else self.anchors.astype(np.int64)
        self.prior = self._table(np, "prior.tsv", 3)
        paths = [pathlib.Path(folder, f"{side}-attributes.npy") for side in ("source", "target")]
        self.attributes = [np.load(path).astype(np.float64) for path in paths] if paths[0].exists() else None

    def _table(self, np, name, columns):
        path = pathlib.Path(self.folder, name)
        return np.loadtxt(path, ndmin=2).reshape(-1, columns) if path.exists() else None

    def _graph(self, np, name, n):
        """Sparse; both directions unless the graph is directed. Loops are left out."""
        import scipy.sparse as sp
        edges = self._table(np, name, 3)
        edges = edges[edges[:, 0] != edges[:, 1]]
        rows, columns, weights = edges[:, 0].astype(int), edges[:, 1].astype(int), edges[:, 2]
        if not self.directed:
            rows, columns, weights = np.r_[rows, columns], np.r_[columns, rows], np.r_[weights, weights]
        return sp.csr_matrix((weights, (rows, columns)), shape=(n, n))

    def dense(self):
        return [matrix.toarray() for matrix in self.adjacency]

    def edge_index(self):
        """Both directions of each edge, 2 × entries."""
        import numpy as np
        return [np.stack(matrix.nonzero()).astype(np.int64) for matrix in self.adjacency]

    def similarity(self):
        """What peers with a similarity of nodes get: the cosine of attributes and the prior, added; None without either."""
        import numpy as np
        total = None
        if self.attributes is not None:
            unit = [x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-12) for x in self.attributes]
            total = unit[0] @ unit[1].T
        if self.prior is not None:
            total = np.zeros(self.sizes) if total is None else total
            np.add.at(total, (self.prior[:, 0].astype(int), self.prior[:, 1].astype(int)), self.prior[:, 2])
        return total


def own_settings(clone, folder, name):
    """A JSON file that is called like the pair, whatever its capitals; its name and its contents."""
    for path in sorted(pathlib.Path(clone, folder).glob("*.json")):
        if path.stem.lower() == name.lower():
            return path.stem, json.loads(path.read_text())
    return None, None


def imported(clone, name):
    """A module of the clone, without leaving compiled files there."""
    import importlib
    sys.dont_write_bytecode = True
    if clone not in sys.path:
        sys.path.insert(0, clone)
    return importlib.import_module(name)


def assigned(similarity, rows, columns):
    """A matrix with the matches of an assignment above all else."""
    import numpy as np
    result = np.array(similarity, dtype=np.float64)
    result[rows, columns] = np.inf
    return result


# Each adapter says what it can use, what it cannot do without, and how it aligns: a function of options that imports
# the peer and gives a function of a pair, so that only the latter is timed.

def parrot(options):
    peer = imported(options.clone, "parrot")
    import numpy as np
    import torch
    torch.set_num_threads(options.threads)

    def align(pair):
        # The code has no defaults: of its settings those of the small pair with, or without, attributes.
        name, settings = own_settings(options.clone, "settings", pair.name)
        if settings is None:
            name, settings = own_settings(options.clone, "settings", "phone-email" if pair.attributes is None else "cora")
        keys = ("rwrIter", "rwIter", "alpha", "beta", "gamma", "inIter", "outIter", "l1", "l2", "l3", "l4")
        graphs = [torch.from_numpy((matrix != 0).astype(np.int32)) for matrix in pair.dense()]
        anchors = torch.zeros(pair.sizes[::-1], dtype=torch.int32)
        anchors[pair.anchors[:, 1], pair.anchors[:, 0]] = 1
        features = [None, None] if pair.attributes is None else [torch.from_numpy(x) for x in pair.attributes]
        plan, _, _ = peer.parrot("pair", *graphs, *features, anchors, *(settings[key] for key in keys))
        return plan.numpy(), f"settings/{name}.json"
    return align


def joena(options):
    model = imported(options.clone, "model")
    distance, dataset = imported(options.clone, "utils.distance"), imported(options.clone, "utils.dataset")
    arguments = imported(options.clone, "args")
    import numpy as np
    import torch
    from torch_geometric.utils import to_dense_adj
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    torch.set_default_dtype(torch.float64)

    def align(pair):
        sys.argv = ["main.py"]
        args = arguments.make_args()
        name, settings = own_settings(options.clone, "settings", pair.name)
        for key, value in (settings or {}).items():
            setattr(args, key, value)
        edges, links = pair.edge_index(), pair.anchors
        graphs = []
        for side in (0, 1):
            # With any features the nodes without edges are in the graph, too.
            graph = dataset.build_nx_graph(edges[side].T, links[:, side], np.zeros((pair.sizes[side], 1)))
            walks = distance.rwr_score(graph, links[:, side], dtype=np.float64)
            data = dataset.build_tg_graph(edges[side].T, walks, walks, dtype=torch.float64)
            data.adj = to_dense_adj(torch.from_numpy(edges[side]), max_num_nodes=pair.sizes[side]).squeeze(0)
            graphs.append(data)
        features = [None, None] if pair.attributes is None else [torch.from_numpy(x) for x in pair.attributes]
        network = model.MLP(input_dim=len(links), hidden_dim=args.hidden_dim, output_dim=args.out_dim)
        optimizer = torch.optim.Adam(network.parameters(), lr=args.lr)
        loss = model.FusedGWLoss(
            *graphs, links[:, 0], links[:, 1], mode=args.mode,
            gw_weight=args.alpha / (1 - args.alpha) * min(pair.sizes) ** 0.5, gamma_p=args.gamma_p,
            init_threshold_lambda=args.init_threshold_lambda, in_iter=args.in_iter, out_iter=args.out_iter,
            total_epochs=args.epochs)
        for _ in range(args.epochs):
            network.train()
            optimizer.zero_grad()
            value, plan, _ = loss(*network(*graphs), *features)
            value.backward()
            optimizer.step()
        # Its own figures are the best epoch's, chosen by the test pairs; these are the last one's.
        where = f"settings/{name}.json" if settings else "defaults of args.py"
        return plan.numpy(), f"{where}, the last of {args.epochs} epochs"
    return align


def slotalign(options):
    import numpy as np
    import torch
    torch.set_num_threads(options.threads)
    sys.dont_write_bytecode = True
    # The script is written for a graphics card and older libraries. On one without, its `cuda` does nothing.
    torch.Tensor.cuda = lambda self, *_, **__: self
    np.alltrue = getattr(np, "alltrue", np.all)
    for name, module in substitutes().items():
        sys.modules.setdefault(name, module)
    utils = imported(options.clone, "utils")

    def align(pair):
        # A truth of one wrong pair: the script prints scores as it goes, and needs something to print.
        nothing = torch.zeros((2, 1), dtype=torch.int64)
        features = [x.astype(np.float32) for x in pair.attributes]
        utils.myload = lambda *_: (*pair.dense(), *features, nothing)
        name, settings = own_settings(options.clone, "config", pair.name)
        config = ["--config", str(pathlib.Path(options.clone, "config", f"{name}.json"))] if settings else []
        sys.argv = ["SLOTAlign.py"] + config
        result = runpy.run_path(str(pathlib.Path(options.clone, "SLOTAlign.py")), run_name="__main__")
        return result["X"].numpy(), f"config/{name}.json" if settings else "defaults of its command line"
    return align


def substitutes():
    """The few things of DGL that SLOTAlign calls: a graph, and convolution without weights, D^-½·A·D^-½·X."""
    import torch

    class Graph:
        def __init__(self, edges, num_nodes):
            self.matrix = torch.zeros((num_nodes, num_nodes))
            self.matrix[torch.as_tensor(edges[0]), torch.as_tensor(edges[1])] = 1

        def to(self, _):
            return self

        def adj(self):
            return self.matrix

        def add_self_loop(self):
            graph = Graph(([], []), len(self.matrix))
            graph.matrix = self.matrix + torch.eye(len(self.matrix))
            return graph

    class GraphConv:
        def __init__(self, *_, **__):
            pass

        def __call__(self, graph, features):
            scale = graph.matrix.sum(1).clamp(min=1) ** -0.5
            return scale[:, None] * (graph.matrix.T @ (scale[:, None] * features))

    modules = {name: types.ModuleType(name) for name in ("dgl", "dgl.nn", "dgl.nn.pytorch", "torch_geometric")}
    modules["dgl"].graph = Graph
    modules["dgl"].add_self_loop = Graph.add_self_loop
    modules["dgl"].nn, modules["dgl.nn"].pytorch = modules["dgl.nn"], modules["dgl.nn.pytorch"]
    for name in ("dgl.nn", "dgl.nn.pytorch"):
        modules[name].GraphConv = modules[name].GINConv = GraphConv
    return modules


def fugal(options):
    peer = imported(options.clone, "helpers.pred")
    import networkx as nx
    import numpy as np
    import torch
    torch.set_num_threads(options.threads)

    def align(pair):
        graphs, size = [], max(pair.sizes)
        for matrix in pair.adjacency:
            graph = nx.from_scipy_sparse_array(matrix)
            graph.add_nodes_from(range(size))
            graphs.append(graph)
        matrices = [torch.tensor(nx.to_numpy_array(graph, weight=None), dtype=torch.float64) for graph in graphs]
        distances = peer.eucledian_dist(*(peer.feature_extraction(graph) for graph in graphs), size)
        plan = peer.FindQuasiPerm(*matrices, torch.tensor(distances, dtype=torch.float64), 1, 15).numpy()
        _, matches = peer.convertToPermHungarian(plan, *pair.sizes)
        rows, columns = np.array(matches).T
        return assigned(plan[:pair.sizes[0], :pair.sizes[1]], rows, columns), "mu 1, 15 iterations, its defaults"
    return align


def graspologic(options):
    import numpy as np
    from graspologic.match import graph_match

    def align(pair):
        found = graph_match(*pair.dense(), S=pair.similarity(), partial_match=pair.anchors, rng=options.seed)
        return assigned(np.full(pair.sizes, np.nan), found.indices_A, found.indices_B), "defaults of graph_match"
    return align


def igraphmatch(options):
    import numpy as np
    program = shutil.which("Rscript")
    if program is None:
        raise FileNotFoundError("there is no Rscript")
    environment = dict(os.environ)
    if options.clone:
        environment["R_LIBS"] = options.clone
    script = str(pathlib.Path(__file__).with_name("pair_igraphmatch.R"))

    def align(pair):
        for side, matrix in zip(("source", "target"), pair.adjacency):
            entries = matrix.tocoo()
            np.savetxt(f"{side}.txt", np.c_[entries.row + 1, entries.col + 1, entries.data], fmt="%.17g")
        if pair.anchors is not None:
            np.savetxt("seeds.txt", pair.anchors + 1, fmt="%d")
        similarity = pair.similarity()
        if similarity is not None:
            # By columns, as R has it.
            np.asfortranarray(similarity).T.tofile("similarity.bin")
        done = subprocess.run([program, "--vanilla", script, *map(str, pair.sizes), str(options.seed)], env=environment,
                              capture_output=True, text=True)
        print(done.stdout, done.stderr)
        if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            raise TimeoutError
        if done.returncode != 0:
            if "cannot allocate" in done.stderr:
                raise MemoryError
            raise RuntimeError(done.stderr.strip()[-250:])
        seconds, version = pathlib.Path("said.txt").read_text().split()
        found = np.loadtxt("matches.txt", dtype=np.int64, ndmin=2) - 1
        inside = (found[:, 0] < pair.sizes[0]) & (found[:, 1] < pair.sizes[1])
        align.seconds = float(seconds)
        return assigned(np.full(pair.sizes, np.nan), *found[inside].T), f"gm with method indefinite, {version}"
    return align


ADAPTERS = {
    "parrot": parrot, "joena": joena, "slotalign": slotalign, "fugal": fugal, "graspologic": graspologic,
    "igraphmatch": igraphmatch,
}


def write_candidates(similarity, path, count=100):
    """The best of each row, best first, with all that tie with the last; the third column is −place."""
    import numpy as np
    with open(path, "w") as file:
        for source, row in enumerate(similarity):
            known = np.flatnonzero(~np.isnan(row))
            if len(known) == 0:
                continue
            mantissas, exponents = np.frexp(row[known])
            values = np.ldexp(np.round(mantissas * 2.0 ** 36) / 2.0 ** 36, exponents)
            order = np.argsort(-values, kind="stable")
            if len(order) > count:
                order = order[values[order] >= values[order[count - 1]]]
            places = np.cumsum(np.r_[0, np.diff(values[order]) != 0])
            file.writelines(f"{source} {target} {-place}\n" for target, place in zip(known[order], places))


def run(options):
    """Aligns, writes the candidates, and says what there is to say."""
    if options.peer not in ADAPTERS:
        raise ValueError(f"there is no peer {options.peer}")
    align = ADAPTERS[options.peer](options)
    pair = Pair(options.folder)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    similarity, settings = align(pair)
    seconds = getattr(align, "seconds", resource.getrusage(resource.RUSAGE_SELF).ru_utime - before)
    if similarity.shape != pair.sizes:
        raise ValueError(f"the answer has the shape {similarity.shape}, not {pair.sizes}")
    write_candidates(similarity, pathlib.Path(options.folder, "candidates.tsv"))
    return {"userSeconds": seconds, "settings": settings}
