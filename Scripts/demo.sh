#!/usr/bin/env bash
# Installs what is missing, builds, aligns an embedded pair of graphs and shows the result.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/dependencies.sh
swift build -c release --product graph-align
tool=$(swift build -c release --show-bin-path)/graph-align

echo
echo "\$ graph-align info Datasets/pair-source.edges"
"$tool" info Datasets/pair-source.edges
echo
echo "\$ graph-align align Datasets/pair-source.edges Datasets/pair-target.edges \\"
echo "    --truth Datasets/pair-truth.tsv --output matches.tsv --verbose"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$tool" align Datasets/pair-source.edges Datasets/pair-target.edges \
  --truth Datasets/pair-truth.tsv --output "$folder/matches.tsv" --verbose
echo
echo "\$ head -5 matches.tsv"
head -5 "$folder/matches.tsv"
