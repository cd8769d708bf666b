#!/usr/bin/env python3
"""Python peers for the benchmarks. See README.md.

    python3 compare.py --mode numpy --source a.txt --target b.txt --truth t.txt --json
    python3 compare.py --mode reference --reference REGAL --source a.txt --target b.txt --repeat 3 --json
    python3 compare.py --mode knn --system faiss --source x.npy --target y.npy --output ids.npy --json
    python3 compare.py serve --reference REGAL
"""
import os
import sys

# Before NumPy is imported: thread pools read these once.
THREADS = int(sys.argv[sys.argv.index("--threads") + 1]) if "--threads" in sys.argv[:-1] else 1
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"):
    os.environ[_name] = str(THREADS)

import argparse
import dataclasses
import functools
import json
import platform
import statistics
import traceback

import numpy as np

import graph_io
import knn
import regal_numpy
import reference as reference_driver

DEFAULTS = {
    "mode": "numpy", "source": None, "target": None, "sourceNodes": None, "targetNodes": None, "truth": None, "k": 10,
    "repeat": 1, "warmup": None, "output": None, "preset": "authors", "hops": None, "discount": None, "base": None,
    "landmarks": None, "seed": None, "cutoff": None, "space": None, "search": None, "rings": None, "system": "ckdtree",
    "reference": None, "embedding": None,
}


@functools.lru_cache(maxsize=8)
def _graph(path, nodes, stamp):
    return graph_io.read_graph(path, nodes)


def graph(path, nodes):
    return _graph(path, nodes, os.stat(path).st_mtime_ns)


@functools.lru_cache(maxsize=2)
def load_reference(folder):
    return reference_driver.Reference(folder)


def prepare(request):
    """(function that runs once and returns (ids, seconds, facts), facts known beforehand, function that returns the
    embedding and its landmarks, after a run)."""
    mode, k = request["mode"], request["k"]
    if mode == "knn":
        queries, points = np.load(request["source"]), np.load(request["target"])
        facts = {"system": request["system"], "shape": [list(queries.shape), list(points.shape)]}

        def run():
            ids, _, seconds = knn.nearest(request["system"], queries, points, k, THREADS)
            return ids, seconds, {}

        return run, facts, None
    source = graph(request["source"], request["sourceNodes"])
    target = graph(request["target"], request["targetNodes"])
    facts = {"nodes": [source.shape[0], target.shape[0]], "edges": [source.nnz // 2, target.nnz // 2]}
    if mode == "numpy":
        changes = {name: request[name] for name in ("hops", "discount", "landmarks", "seed", "cutoff", "space", "search", "rings")
                   if request[name] is not None}
        if request["base"] is not None:
            changes["base"] = request["base"] or None  # 0: one bucket per degree
        settings = dataclasses.replace(regal_numpy.PRESETS[request["preset"]], **changes)
        facts.update(preset=request["preset"], settings=dataclasses.asdict(settings))

        def run():
            ids, _, seconds, more = regal_numpy.align(source, target, settings, k, workers=THREADS)
            return ids, seconds, more

        def embedding():
            features = np.concatenate(regal_numpy.signatures(source, target, settings))
            return regal_numpy.embed(features, settings)[0], regal_numpy.choose_landmarks(len(features), settings)

        return run, facts, embedding
    if mode == "reference":
        if not request["reference"]:
            raise ValueError("mode reference needs the folder of a GemsLab/REGAL clone (--reference)")
        code = load_reference(request["reference"])
        combined = reference_driver.combine(source, target)
        options = {"hops": request["hops"] or 2, "alpha": request["discount"] or 0.01, "p": request["landmarks"],
                   "base": 2 if request["base"] is None else (request["base"] or None)}

        kept = []

        def run():
            embedding, _, landmarks, seconds = code.represent(combined, **options)
            kept[:] = embedding, landmarks
            ids, _, _, search = code.top(embedding, source.shape[0], k)
            seconds = {**seconds, **search}
            seconds["total"] = seconds["embedding"] + seconds["search"]
            return ids, seconds, {"landmarks": len(landmarks)}

        return run, facts, lambda: kept
    raise ValueError(f"unknown mode {mode!r}")


def answer(request):
    unknown = set(request) - set(DEFAULTS) - {"id"}
    if unknown:
        raise ValueError(f"unknown fields: {sorted(unknown)}")
    identifier = request.get("id")
    request = {**DEFAULTS, **{key: value for key, value in request.items() if key != "id"}}
    if not request["source"] or not request["target"]:
        raise ValueError("source and target are required")
    run, facts, embedding = prepare(request)
    # In serve mode a caller that interleaves runs asks for repeat 1 and warms up by its own first request.
    warmup = request["warmup"] if request["warmup"] is not None else (1 if request["repeat"] > 1 else 0)
    for _ in range(warmup):
        run()
    samples = []
    for _ in range(max(1, request["repeat"])):
        ids, seconds, more = run()
        samples.append(seconds)
    ids = np.ascontiguousarray(ids, dtype=np.int32)
    result = {
        **({"id": identifier} if identifier is not None else {}),
        "mode": request["mode"], **facts, **more, "k": int(ids.shape[1]), "repeat": len(samples), "warmup": warmup,
        "threads": THREADS,
        "seconds": {stage: statistics.median(sample[stage] for sample in samples) for stage in samples[0]},
        "samples": [sample["total"] for sample in samples],
    }
    if request["truth"]:
        truth = graph_io.read_truth(request["truth"])
        result["hits1"] = graph_io.hits(ids, truth, 1)
        result["hits10"] = graph_io.hits(ids, truth, min(10, ids.shape[1]))
    if request["embedding"]:
        if embedding is None:
            raise ValueError("mode knn has no embedding")
        rows, landmarks = embedding()
        np.save(request["embedding"], np.ascontiguousarray(rows, dtype=np.float64))
        result["landmarkNodes"] = [int(node) for node in landmarks]
    if request["output"]:
        np.save(request["output"], ids)
        result["output"] = request["output"]
    return result


def versions():
    import scipy
    import sklearn

    found = {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__,
             "sklearn": sklearn.__version__}
    try:
        import faiss

        found["faiss"] = faiss.__version__
    except ImportError:
        pass
    return found


def serve(default_reference):
    # Replies have stdout to themselves: whatever a library prints goes to stderr.
    replies = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    print(json.dumps({"ready": True, "threads": THREADS, "versions": versions()}), file=replies, flush=True)
    for line in sys.stdin:
        line = line.strip()
        if not line:
            continue
        identifier = None
        try:
            request = json.loads(line)
            identifier = request.get("id")
            if request.get("mode") == "quit":
                break
            request.setdefault("reference", default_reference)
            reply = answer(request)
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            reply = {"error": f"{type(error).__name__}: {error}"}
            if identifier is not None:
                reply["id"] = identifier
        print(json.dumps(reply), file=replies, flush=True)


def main():
    parser = argparse.ArgumentParser(description="Python peers for the benchmarks; see README.md.")
    parser.add_argument("command", nargs="?", choices=["run", "serve"], default="run")
    parser.add_argument("--mode", choices=["numpy", "reference", "knn"], default="numpy")
    parser.add_argument("--source", help="edge list, or .npy query matrix in mode knn")
    parser.add_argument("--target", help="edge list, or .npy matrix of the points searched")
    parser.add_argument("--source-nodes", type=int, dest="sourceNodes", help="node count, if the last ones have no edge")
    parser.add_argument("--target-nodes", type=int, dest="targetNodes")
    parser.add_argument("--truth", help="lines `source target`")
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--warmup", type=int, help="untimed runs first; 1 if repeat > 1, else 0")
    parser.add_argument("--output", help="where the k ids per source node go: .npy, Int32, n1 × k")
    parser.add_argument("--embedding", help="where the embedding goes: .npy, Float64, (n1 + n2) × p")
    parser.add_argument("--preset", choices=sorted(regal_numpy.PRESETS), default="authors")
    parser.add_argument("--hops", type=int)
    parser.add_argument("--discount", type=float)
    parser.add_argument("--base", type=int, help="base of the degree buckets; 0: one bucket per degree")
    parser.add_argument("--landmarks", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--cutoff", type=float)
    parser.add_argument("--space", choices=["embedding", "signature"])
    parser.add_argument("--search", choices=["kdtree", "brute"])
    parser.add_argument("--rings", choices=["auto", "bits", "product"])
    parser.add_argument("--system", choices=sorted(knn.SYSTEMS), default="ckdtree", help="mode knn")
    parser.add_argument("--reference", help="folder of a GemsLab/REGAL clone")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout; otherwise a few lines to read")
    options = vars(parser.parse_args())
    command, as_json = options.pop("command"), options.pop("json")
    options.pop("threads")
    if command == "serve":
        serve(options["reference"])
        return
    try:
        result = answer(options)
    except (ValueError, OSError, ImportError) as error:
        sys.exit(f"compare.py: {error}")
    if as_json:
        result["versions"] = versions()
        print(json.dumps(result))
    else:
        print(result["mode"], *(f"{key} {result[key]:.4f}" for key in ("hits1", "hits10") if key in result))
        for stage, value in result["seconds"].items():
            print(f"  {stage:12} {value:.6f} s")


if __name__ == "__main__":
    main()
