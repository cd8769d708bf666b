#!/usr/bin/env bash
# Installs what is missing, builds and passes the tests. Arguments go to “swift test”.
#
# Tests run optimized: unoptimized numeric loops are twenty times slower. Assertions and
# preconditions stay on.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/dependencies.sh
swift test -Xswiftc -O -Xcc -O2 "$@"
