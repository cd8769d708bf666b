#!/usr/bin/env bash
# Installs what is missing, builds and passes the tests, those of the models included. Arguments go to
# “swift test”. TORCH_DIR names a libtorch other than Debian's.
#
# Tests run optimized: unoptimized numeric loops are twenty times slower. Assertions and
# preconditions stay on.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/dependencies.sh torch
source Scripts/torch-environment.sh
swift test --traits Torch -Xswiftc -O -Xcc -O2 "$@"
