#!/usr/bin/env python3
"""No source file has more than 300 lines: one idea each."""

from sources import files, finish, text

LIMIT = 300

if __name__ == "__main__":
  count = 0
  complaints = []
  for folder in ("Sources", "Tests", "Benchmarks"):
    for path in files(folder, (".swift", ".c", ".cpp", ".h")):
      count += 1
      lines = text(path).count("\n")
      if lines > LIMIT:
        complaints.append(f"{path}:{LIMIT + 1}: {lines} lines, more than {LIMIT}")
  finish(complaints, f"lengths: {count} files of at most {LIMIT} lines")
