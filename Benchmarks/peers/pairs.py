#!/usr/bin/env python3
"""Runs one peer on one pair of graphs in a process of its own, for `bench pairs --peer`.

    python3 pairs.py PEER --folder FOLDER [--clone CLONE] [--seconds 600] [--memory 8] [--threads 1] [--seed 0]

FOLDER holds the pair as `bench` numbered it: `pair.json` (name, sourceNodes, targetNodes, isDirected), `source.edges` and
`target.edges` (`u v weight`, nodes from 0) and, of what the peer is given, `anchors.tsv` (`u v`), `prior.tsv` (`u v similarity`),
`source-attributes.npy` and `target-attributes.npy`. No truth is among it. Afterwards there is `reply.json`:

    outcome        null, or why there is no answer: too slow, out of memory, or what went wrong
    userSeconds    of the alignment alone; of the whole process if it did not end by itself
    peakMebibytes  of the process, with Python and the peer's libraries
    settings       what the peer was set to, in words

and, if there is an answer, `candidates.tsv`: source, target and −place, the best hundred of each source node and all that tie with the
last of them. Equally good candidates have the same place; values that agree in eleven digits are equally good. The adapters are
in `pair_adapters.py`. This file needs nothing but Python.
"""
import argparse
import json
import os
import pathlib
import resource
import signal
import sys
import tempfile
import time


def limit(options):
    """Bounds what this process may use: a peer must not take the machine along."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (options.seconds, options.seconds + 5))
    bytes_ = int(options.memory * 1024 ** 3)
    resource.setrlimit(resource.RLIMIT_DATA, (bytes_, bytes_))


def is_memory(error):
    text = str(error).lower()
    return isinstance(error, MemoryError) or "allocate memory" in text or "not enough memory" in text


def worker(options, log):
    """The child: aligns, writes candidates, and says how it went in `said.json`."""
    os.setpgid(0, 0)
    for stream in (1, 2):
        os.dup2(log.fileno(), stream)
    said = {}
    try:
        limit(options)
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ[name] = str(options.threads)
        # What a peer leaves in its working folder goes with it.
        with tempfile.TemporaryDirectory() as scratch:
            os.chdir(scratch)
            try:
                import pair_adapters
                said = pair_adapters.run(options)
            finally:
                os.chdir("/")
    except TimeoutError:
        # A process that the peer had started was ended.
        said = {"outcome": slow(options)}
    except BaseException as error:
        import traceback
        traceback.print_exc()
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        said = {"outcome": memory(options) if is_memory(error) else f"failed: {reason[:300]}"}
    pathlib.Path(options.folder, "said.json").write_text(json.dumps(said))
    sys.stdout.flush()
    sys.stderr.flush()
    # Not the clean-up of a fork: that of libraries may hang after an error.
    os._exit(0)


def slow(options):
    return f"took more than {options.seconds} s"


def memory(options):
    return f"needed more than {options.memory:g} GiB"


def supervise(options):
    """The parent: measures and bounds the child, whatever becomes of it."""
    with open(pathlib.Path(options.folder, "log.txt"), "w") as log:
        child = os.fork()
        if child == 0:
            worker(options, log)
    patience = time.monotonic() + 10 * options.seconds + 300
    is_late = False
    try:
        while True:
            done, status, usage = os.wait4(child, os.WNOHANG)
            if done:
                break
            if not is_late and time.monotonic() > patience:
                is_late = True
                os.killpg(child, signal.SIGKILL)
            time.sleep(0.02)
    except BaseException:
        os.killpg(child, signal.SIGKILL)
        raise
    said = pathlib.Path(options.folder, "said.json")
    reply = json.loads(said.read_text()) if said.exists() else {}
    if is_late:
        reply = {"outcome": f"had not ended after {10 * options.seconds + 300} s by the clock"}
    elif os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        # The hard limit of the seconds is a SIGKILL, too.
        if number == signal.SIGXCPU or number == signal.SIGKILL and usage.ru_utime + usage.ru_stime >= options.seconds:
            reply = {"outcome": slow(options)}
        else:
            why = ", perhaps for want of memory" if number == signal.SIGKILL else ""
            reply = {"outcome": f"was ended by signal {number}{why}"}
    elif not reply:
        reply = {"outcome": f"ended with status {os.WEXITSTATUS(status)} and said nothing"}
    reply.setdefault("outcome", None)
    reply.setdefault("userSeconds", usage.ru_utime)
    reply["peakMebibytes"] = usage.ru_maxrss / 1024
    unfinished = pathlib.Path(options.folder, "reply.json.part")
    unfinished.write_text(json.dumps(reply, indent=1) + "\n")
    unfinished.replace(pathlib.Path(options.folder, "reply.json"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("peer", help="parrot, joena, slotalign, fugal, graspologic or igraphmatch")
    parser.add_argument("--folder", required=True)
    parser.add_argument("--clone", help="of the authors' code; for igraphmatch a library of R, if it is in none that R knows")
    parser.add_argument("--seconds", type=int, default=600, help="of computing, reading included")
    parser.add_argument("--memory", type=float, default=8, help="GiB of data")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    arguments.folder = os.path.abspath(arguments.folder)
    arguments.clone = arguments.clone and os.path.abspath(arguments.clone)
    # Threads of whoever started this may hold signals back, and processes inherit that: time limits would not be seen.
    signal.pthread_sigmask(signal.SIG_SETMASK, set())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    supervise(arguments)
