#!/usr/bin/env bash
# Builds the documentation of the library modules, linked with each other, as static pages in the folder that the
# argument names or else .build-docs/pages. A warning is an error, such as a link that leads nowhere.
set -euo pipefail
cd "$(dirname "$0")/.."

# Most of MEGAModel is there only with the trait.
Scripts/dependencies.sh torch
source Scripts/torch-environment.sh
pages=${1:-.build-docs/pages}
mkdir -p "$(dirname "$pages")"
# Only so does the manifest name DocC's plugin; a build folder of its own keeps it away from other builds.
export GRAPH_ALIGNMENT_DOCC=1
targets=()
for module in Files Options Parallel LinearAlgebra Graphs NearestNeighbors GraphAlignment \
  AlignmentBaselines ReportPages RelationExtraction MEGAModel; do
  targets+=(--target "$module")
done
swift package --traits Torch --scratch-path .build-docs --allow-writing-to-directory "$pages" \
  generate-documentation "${targets[@]}" --enable-experimental-combined-documentation \
  --output-path "$pages" --transform-for-static-hosting --hosting-base-path graph-alignment \
  --warnings-as-errors
