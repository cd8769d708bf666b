#!/usr/bin/env bash
# Runs tests under sanitizers: sanitize.sh [address|thread…] [-- ARGUMENTS OF SWIFT TEST]. Without names it is both, one
# after the other, each with a build folder of its own. With AddressSanitizer comes UndefinedBehaviorSanitizer for
# all that is C; Swift has none for Linux, and checks arithmetic itself.
#
# Modules are compiled as a whole, as in test.sh: file by file it takes several times as long.
#
# Under ThreadSanitizer the C kernels have one plain version: see Sources/CKernels/multiversion.h.
set -euo pipefail
cd "$(dirname "$0")/.."

sanitizers=()
while [[ $# -gt 0 && $1 != -- ]]; do
  sanitizers+=("$1")
  shift
done
if [[ ${1:-} == -- ]]; then shift; fi
if [[ ${#sanitizers[@]} -eq 0 ]]; then sanitizers=(address thread); fi

Scripts/dependencies.sh
for sanitizer in "${sanitizers[@]}"; do
  case $sanitizer in
    # Every finding ends the test; what is passed to C through pointers of another type is Swift's way of closures.
    address) flags=(-Xcc -fsanitize=undefined -Xcc -fno-sanitize-recover=undefined
      -Xcc -fno-sanitize=function) ;;
    thread) flags=() ;;
    *)
      echo "There is no sanitizer “$sanitizer”: address (with undefined) or thread" >&2
      exit 2
      ;;
  esac
  echo "== $sanitizer"
  options=(--sanitize="$sanitizer" --scratch-path ".build-$sanitizer" -Xcc -O1 "${flags[@]}" -Xswiftc -O
    -Xswiftc -assert-config -Xswiftc Debug -Xswiftc -whole-module-optimization -Xswiftc -disable-batch-mode
    -Xswiftc -num-threads -Xswiftc 2)
  swift build --build-tests "${options[@]}"
  preloaded=
  if [[ $sanitizer == thread ]]; then
    preloaded=$PWD/.build-thread/mutex.so
    clang -O1 -shared -fPIC Scripts/thread-sanitizer-mutex.c -o "$preloaded" -ldl
  fi
  # OpenBLAS is not instrumented; its threads are not used (one thread, see OpenBLAS.swift). Swift keeps some memory
  # for ever, which is no leak.
  ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
    TSAN_OPTIONS="halt_on_error=1:suppressions=$PWD/Scripts/thread-sanitizer.supp" \
    LD_PRELOAD=$preloaded swift test --skip-build "${options[@]}" "$@"
done
