#!/usr/bin/env bash
# Installs what is missing, checks the sources, builds and passes the tests, those of the models, of several processes and
# of the Python package included. Arguments go to “swift test”, which then is all; after “--fuzz” as the first one, five
# minutes of fuzzing follow. TORCH_DIR names a libtorch other than Debian's.
#
# Tests run optimized: unoptimized numeric loops are twenty times slower. “-assert-config Debug” keeps
# assertions, and the sentences of preconditions, which tests of traps read; C keeps its assertions, too.
# Modules are compiled as a whole, which takes a fifth less time than file by file, and without the data that
# debuggers need, which nobody reads here.
set -euo pipefail
cd "$(dirname "$0")/.."

fuzzes=false
if [[ ${1:-} == --fuzz ]]; then
  fuzzes=true
  shift
fi
Scripts/dependencies.sh torch matlab mpi
source Scripts/torch-environment.sh
Scripts/check.sh
swift test -debug-info-format none --traits Torch,MATLAB,MPI -Xcc -O2 -Xswiftc -O -Xswiftc -assert-config -Xswiftc Debug \
  -Xswiftc -whole-module-optimization -Xswiftc -disable-batch-mode -Xswiftc -num-threads -Xswiftc 2 "$@"
# Several processes, with the tool that was built for the tests; and the Python package, which compares itself with it,
# around the library that was built along. Without one (before Swift 6.3) it says that nothing is tested.
if [[ $# -eq 0 ]]; then
  Scripts/test-mpi.sh .build/debug/graph-align
  library=.build/debug/libCGraphAlignment.so
  if [[ -f $library ]]; then export GRAPH_ALIGNMENT_LIBRARY=$library; fi
  Scripts/test-python.sh
fi
if $fuzzes; then Scripts/fuzz.sh 5; fi
