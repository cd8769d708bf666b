#!/usr/bin/env bash
# Fuzzes every reader with libFuzzer and AddressSanitizer: fuzz.sh [--keep] [MINUTES (5)] [READER…]. The minutes are
# shared by the readers. It starts from the inputs in Tests/Fuzz/Corpus and what former runs have found in
# .build-fuzz/corpus; with --keep, what reaches code that the former do not is added to them. An input that traps,
# takes ten seconds or more than 1 GB is kept in .build-fuzz/failures, and the script fails.
set -euo pipefail
cd "$(dirname "$0")/.."

keeps=false
if [[ ${1:-} == --keep ]]; then
  keeps=true
  shift
fi
minutes=${1:-5}
shift || true
Scripts/dependencies.sh
# Only so does the manifest have the program; a build folder of its own keeps sanitizers away from other builds.
export GRAPH_ALIGNMENT_FUZZ=1
options=(--scratch-path .build-fuzz --product fuzz -Xswiftc -O -Xcc -O1
  -Xswiftc -sanitize=fuzzer,address -Xcc -fsanitize=fuzzer-no-link,address)
swift build "${options[@]}"
fuzz=$(swift build --scratch-path .build-fuzz --show-bin-path)/fuzz

readers=("$@")
if [[ ${#readers[@]} -eq 0 ]]; then mapfile -t readers < <("$fuzz"); fi
seconds=$(((minutes * 60 + ${#readers[@]} - 1) / ${#readers[@]}))
failures=.build-fuzz/failures
mkdir -p "$failures"
# What Swift allocates once for ever is no leak.
export ASAN_OPTIONS=detect_leaks=0
status=0
for reader in "${readers[@]}"; do
  corpus=Tests/Fuzz/Corpus/$reader
  found=.build-fuzz/corpus/$reader
  log=.build-fuzz/$reader.log
  mkdir -p "$corpus" "$found"
  export READER=$reader
  if "$fuzz" -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=1024 \
    -print_final_stats=1 -artifact_prefix="$failures/$reader-" "$found" "$corpus" >"$log" 2>&1; then
    echo "$reader: $(grep -E '^Done' "$log"), $(sed -n 's/^stat::peak_rss_mb: *//p' "$log") MB"
  else
    tail -40 "$log"
    echo "$reader: failed; the input is in $failures" >&2
    status=1
  fi
  if $keeps; then "$fuzz" -merge=1 "$corpus" "$found" >/dev/null 2>&1; fi
done
exit $status
