#!/usr/bin/env python3
"""Controls for an experiment with alignment weights: the same numbers where they should not help.

    mega align … --output rel_1
    Scripts/alignment-controls.py rel_1 --rows rel_shuffled --pictures rel_other

--rows gets the weights with the rows of each picture in another order, --pictures each picture with the weights of
another one of the split, which has as many rows, or as nearly so as there is. Both are folders as mega reads
them; the seed decides everything.
"""

import argparse
import pathlib
import random
import shutil
import sys

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("folder", type=pathlib.Path, help="a folder of splits, each a folder with a file for each picture")
parser.add_argument("--rows", type=pathlib.Path, required=True, metavar="FOLDER")
parser.add_argument("--pictures", type=pathlib.Path, required=True, metavar="FOLDER")
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()

splits = sorted(path for path in options.folder.iterdir() if path.is_dir()) if options.folder.is_dir() else []
if not splits:
    sys.exit(f"{options.folder}: no folder of splits")
if options.rows.absolute() == options.pictures.absolute():
    sys.exit("--rows and --pictures must be two folders")
for output in (options.rows, options.pictures):
    if output.exists():
        sys.exit(f"{output}: exists")

generator = random.Random(options.seed)
drafts = {output: output.with_name(f".{output.name}.draft") for output in (options.rows, options.pictures)}
try:
    for draft in drafts.values():
        draft.mkdir(parents=True)
    for split in splits:
        files = sorted(path for path in split.iterdir() if not path.name.startswith("."))
        if len(files) < 2:
            sys.exit(f"{split}: one picture cannot have the weights of another")
        rows = [path.read_text().splitlines() for path in files]
        # In random order, then by the number of rows: each gets the weights of the next.
        order = list(range(len(files)))
        generator.shuffle(order)
        order.sort(key=lambda i: len(rows[i]))
        other = dict(zip(order, order[1:] + order[:1]))
        for draft in drafts.values():
            (draft / split.name).mkdir()
        for i, path in enumerate(files):
            shuffled = list(rows[i])
            generator.shuffle(shuffled)
            for output, lines in ((options.rows, shuffled), (options.pictures, rows[other[i]])):
                (drafts[output] / split.name / path.name).write_text("".join(line + "\n" for line in lines))
    for output, draft in drafts.items():
        draft.rename(output)
finally:
    for draft in drafts.values():
        shutil.rmtree(draft, ignore_errors=True)
