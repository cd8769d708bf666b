#!/usr/bin/env bash
# Fuzzes every reader with libFuzzer and AddressSanitizer: fuzz.sh [MINUTES (5)] [READER…]. The minutes are shared
# by the readers. Tests/Fuzz/Corpus has a folder of inputs for each, which grows by what reaches new code while it is
# smaller than 4 kB. An input that ends a reader, takes ten seconds or more than 1 GB is kept in .build-fuzz/failures,
# and the script fails.
set -euo pipefail
cd "$(dirname "$0")/.."

minutes=${1:-5}
shift || true
Scripts/dependencies.sh
# Only so does the manifest have the program; a build folder of its own keeps sanitizers away from other builds.
export GRAPH_ALIGNMENT_FUZZ=1
swift build --scratch-path .build-fuzz --product fuzz -Xswiftc -O -Xcc -O1 \
  -Xswiftc -sanitize=fuzzer,address -Xcc -fsanitize=fuzzer-no-link,address
fuzz=$(swift build --scratch-path .build-fuzz --show-bin-path)/fuzz

readers=("$@")
if [[ ${#readers[@]} -eq 0 ]]; then mapfile -t readers < <("$fuzz"); fi
seconds=$(((minutes * 60 + ${#readers[@]} - 1) / ${#readers[@]}))
failures=.build-fuzz/failures
mkdir -p "$failures"
status=0
for reader in "${readers[@]}"; do
  found=$(mktemp -d)
  mkdir -p "Tests/Fuzz/Corpus/$reader"
  echo "$reader, $seconds s"
  # What Swift allocates once for ever is no leak.
  if ! ASAN_OPTIONS=detect_leaks=0 "$fuzz" "$reader" -max_total_time="$seconds" -max_len=4096 -timeout=10 \
    -rss_limit_mb=1024 -print_final_stats=1 -verbosity=0 -artifact_prefix="$failures/$reader-" \
    "$found" "Tests/Fuzz/Corpus/$reader" >"$found.log" 2>&1; then
    tail -40 "$found.log"
    status=1
  fi
  grep -E 'number_of_executed_units|new_units_added|peak_rss_mb' "$found.log" || true
  # Of what was found, keep what the corpus lacks.
  ASAN_OPTIONS=detect_leaks=0 "$fuzz" "$reader" -merge=1 -verbosity=0 "Tests/Fuzz/Corpus/$reader" "$found" \
    >/dev/null 2>&1 || true
  rm -rf "$found" "$found.log"
done
exit $status
