#!/usr/bin/env python3
"""Pieces per second of “mega train” and of the same model in PyTorch, in one run.

    python3 Benchmarks/peers/compare_training.py --encoder MiniLM --samples mnre_train.txt

Both take the same steps (as many samples, pieces and places in each) of the model “mtb” on the same encoder, in
turn, one round after the other, so that what else happens on the machine meets both. PyTorch runs twice: once as it
is commonly called, with the whole last layer, of which “mega train” computes the states at markers alone, and once
with that shortcut and fused attention. The first steps of each
run, in which memory is acquired, do not count. Reported are the rounds, the medians, and their ratio; the exit
code is 1 if the ratio is below --at-least.

Build first: swift build -c release --traits Torch --product mega. Needs a Python with PyTorch and NumPy.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def run(command):
    """What a command prints, its processor time and its peak memory in MiB."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode()
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return text, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def rate(pieces, seconds, warm):
    return sum(pieces[warm:]) / sum(seconds[warm:])


def ours(options, folder):
    text, processor, memory = run([
        options.mega, "train", options.samples, "--model", "mtb", "--encoder", "bert:" + options.encoder,
        "--batch-size", str(options.batch_size), "--max-steps", str(options.steps), "--threads",
        str(options.threads), "--quiet", "--output", folder])
    lines = [json.loads(line) for line in open(folder + "/log.jsonl")]
    steps = [line["step"] for line in lines if "step" in line]
    if len(steps) != options.steps:
        sys.exit(f"{options.samples} is enough for {len(steps)} steps only")
    # The last ones hold checkpoints of hundreds of megabytes.
    for name in os.listdir(folder):
        if name != "log.jsonl":
            os.remove(f"{folder}/{name}")
    speed = rate([s["pieces"] for s in steps], [s["seconds"] for s in steps], options.warm)
    return speed, processor, memory


def theirs(options, log, shortcut):
    text, processor, memory = run([
        sys.executable, HERE + "/train_mtb.py", options.encoder, log, "--threads", str(options.threads), "--json"]
        + ["--shortcut"] * shortcut)
    found = json.loads(text)
    return rate(found["pieces"], found["seconds"], options.warm), processor, memory, found["torch"]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True, help="a folder with config.json, vocab.txt, model.safetensors")
    parser.add_argument("--samples", required=True, help="samples as in MNRE")
    parser.add_argument("--mega", default=os.path.join(HERE, "../../.build/release/mega"))
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--steps", type=int, default=16, help="steps of a run (16)")
    parser.add_argument("--warm", type=int, default=3, help="of these, steps that do not count (3)")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each (3)")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--at-least", type=float, default=0, help="the least ratio to be content with")
    options = parser.parse_args()
    if not 0 <= options.warm < options.steps or options.rounds < 1 or options.batch_size < 2:
        parser.error("there must be more steps than warm ones, a round, and two samples in a batch")

    own, peer, short = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for i in range(options.rounds):
            # Who begins changes from round to round; the first log comes of the first round.
            def mine():
                own.append(ours(options, f"{folder}/{i}"))

            def other():
                peer.append(theirs(options, folder + "/0/log.jsonl", False))
                short.append(theirs(options, folder + "/0/log.jsonl", True))

            for turn in (mine, other) if i % 2 == 0 else (other, mine):
                turn()
            print(f"round {i + 1}: mega {own[-1][0]:.0f} pieces/s, PyTorch {peer[-1][0]:.0f}, with the "
                  f"shortcut {short[-1][0]:.0f}", flush=True)
    speeds = [statistics.median(run[0] for run in runs) for runs in (own, peer, short)]
    names = "mega train", f"PyTorch {peer[0][3]}", "PyTorch, same shortcut"
    for name, runs, speed in zip(names, (own, peer, short), speeds):
        print(f"{name:24}{speed:8.0f} pieces/s   processor {statistics.median(r[1] for r in runs):6.1f} s, "
              f"start included   peak {max(r[2] for r in runs):6.0f} MiB")
    ratio = speeds[0] / speeds[1]
    print(f"ratio {ratio:.2f}, with the same shortcut {speeds[0] / speeds[2]:.2f}: {options.threads} threads, {options.batch_size} samples a step, medians of "
          f"{options.rounds} rounds of {options.steps - options.warm} steps")
    if ratio < options.at_least:
        sys.exit(1)


main()
