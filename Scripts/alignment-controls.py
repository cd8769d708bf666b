#!/usr/bin/env python3
"""Controls for an experiment with alignment weights: the same numbers where they should not help.

    mega align … --output rel_1
    Scripts/alignment-controls.py rel_1 --rows rel_shuffled --pictures rel_other

--rows gets the weights with the rows of each picture in another order, --pictures with the weights of another
picture of the split. Both are folders as mega reads them; the seed decides everything.
"""

import argparse
import pathlib
import random
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
for output in (options.rows, options.pictures):
    if output.exists():
        sys.exit(f"{output}: exists")

generator = random.Random(options.seed)
for split in splits:
    files = sorted(path for path in split.iterdir() if not path.name.startswith("."))
    rows = [path.read_text().splitlines() for path in files]
    others = list(range(len(files)))
    generator.shuffle(others)
    for output in (options.rows, options.pictures):
        (output / split.name).mkdir(parents=True)
    for path, own, other in zip(files, rows, others):
        shuffled = list(own)
        generator.shuffle(shuffled)
        for output, lines in ((options.rows, shuffled), (options.pictures, rows[other])):
            (output / split.name / path.name).write_text("".join(line + "\n" for line in lines))
