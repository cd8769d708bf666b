#!/usr/bin/env bash
# Checks what no compiler does: that imports go down and the manifest names exactly what is imported, that
# every public symbol has a doc comment, that no file is too long, and the format. Takes a few seconds.
set -euo pipefail
cd "$(dirname "$0")/.."

status=0
for check in imports documentation lengths; do
  python3 -B "Scripts/checks/$check.py" || status=1
done
swift format lint --strict --recursive Package.swift Sources Tests Benchmarks || status=1
exit $status
