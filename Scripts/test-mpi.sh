#!/usr/bin/env bash
# Aligns under mpirun with one to four processes, and compares every byte with what a single process writes: public
# graphs, where they are, and generated ones. Also ends one process by force, and goes on from what it has left. With
# GRAPH_ALIGNMENT_LARGE=1 there are more graphs and numbers of processes.
#
# The argument is a graph-align that was built with the trait MPI; without one it is built.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v mpirun >/dev/null; then Scripts/dependencies.sh mpi; fi
tool=${1:-}
if [[ -z $tool ]]; then
  swift build -c release --traits MPI --product graph-align
  tool=.build/release/graph-align
fi
tool=$(realpath "$tool")
graphs=$(realpath -m "${GRAPH_ALIGNMENT_DATA:-../shared/data}/graphs")

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
failures=0
fail() {
  echo "FAILED: $*" >&2
  failures=$((failures + 1))
}

# More processes than cores, as root in containers; and messages through memory that needs no permission to trace.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1
export OMPI_MCA_btl_vader_single_copy_mechanism=none OMPI_MCA_mpi_yield_when_idle=1
ranks() { timeout 300 mpirun -np "$@"; }

# compare NAME NUMBERS OPTION …: a single process against each number of them, also in what it prints of scores. What
# nodes that look alike leave to be expected needs whole graphs, and is said by a single process alone.
compare() {
  local name=$1 numbers=$2
  shift 2
  "$tool" align "$@" --quiet --output single.out | sed '/is not to be expected as Hits@1/d' >single.scores
  for count in $numbers; do
    rm -f several.out
    if ranks "$count" "$tool" align "$@" --quiet --distributed --output several.out >several.scores &&
      cmp -s single.out several.out && cmp -s single.scores several.scores; then
      echo "same bytes: $name, $count processes"
    else
      fail "$name with $count processes"
    fi
  done
}

# A graph of several thousand nodes, one with hubs, leaves and isolated nodes, one with gaps between ids, one with
# weights and directions.
"$tool" generate barabasi-albert --nodes 3000 --edges-per-node 4 --seed 1 --output social.edges
{
  for i in $(seq 1 2000); do echo "0 $i"; done
  for i in $(seq 1 900); do echo "$i $((i + 1))"; done
  echo "5000 5000"
} >star.edges
awk '{ printf "%d %d\n", $1 * 100003 + 17, $2 * 100003 + 17 }' social.edges >gaps.edges
awk '{ print $1, $2, 1 + ($1 * 7 + $2) % 5 }' social.edges >weighted.edges
sed 's/^/n/; s/ / n/' social.edges >named.edges
for graph in social star gaps weighted named; do
  "$tool" perturb $graph.edges --remove 0.05 --seed 1 --output-graph $graph.new --output-truth $graph.truth 2>/dev/null
done
compare "social, authors" "1 2 3 4" social.edges social.new --preset authors --top 3
compare "social, regal" "2 3" social.edges social.new --preset regal --top 3
compare "social, paper" "4" social.edges social.new --preset paper --top 3
compare "star" "2 3" star.edges star.new --preset regal --hops 3 --top 2
compare "gaps" "3" gaps.edges gaps.new --preset regal --space signature --format json
compare "weighted, directed" "2 4" weighted.edges weighted.new --directed --preset authors --degrees inOut
compare "named" "2" named.edges named.new --preset regal --landmark-selection kmeans
for graph in social star named; do
  for assign in greedy mutual optimal; do
    compare "$graph, $assign" "1 2 3 4" $graph.edges $graph.new --preset regal --assign $assign --truth $graph.truth
  done
done
compare "gaps, scored" "3" gaps.edges gaps.new --preset paper --truth gaps.truth --top 3 --min-confidence 0.5
# A truth with missing nodes, several targets and none; one with its columns the wrong way round; and one that is wrong.
awk 'BEGIN { OFS = "\t" } { if (NR % 9 == 1) $2 += 90000; if (NR % 9 == 2) $1 += 90000; print } NR % 9 == 3 { print $1, ($2 + 1) % 3000 }' \
  social.truth >odd.truth
compare "odd truth" "1 3" social.edges social.new --preset regal --truth odd.truth
awk '{ print $2, $1 }' social.truth >reversed.truth
awk '{ print $1 + 1, $2 }' social.truth >shifted.truth
for truth in odd reversed shifted; do
  said=()
  for start in "" "mpirun -np 3"; do
    more=${start:+--distributed}
    timeout 300 $start "$tool" align social.edges social.new --preset regal $more --truth $truth.truth --output truth.out \
      >/dev/null 2>truth.log || true
    said+=("$(grep -E "truth" truth.log || true)")
  done
  if [[ -z ${said[0]} || ${said[0]} != "${said[1]}" ]]; then fail "what is said of a $truth truth: ${said[*]}"; fi
done
compare "social, robust" "1 3" social.edges social.new
head -30 social.truth >anchors.tsv

# Folders of part files, as many as there are processes, fewer or more: one compressed, one empty, each with a header.
"$tool" align social.edges social.new --preset regal --quiet --output whole.out
for files in 1 2 3 7; do
  mkdir folder-$files
  split -n l/$files -d -a 5 --filter='{ echo "src dst"; cat; } >$FILE' social.edges folder-$files/part-
  : >folder-$files/part-00007
  : >folder-$files/_SUCCESS
  if ((files == 7)); then gzip folder-7/part-00002; fi
  compare "folder of $files" "1 2 3 4" folder-$files social.new --preset regal
  cmp -s single.out whole.out || fail "a folder of $files is not the file"
done
compare "folder, robust" "2" folder-3 social.new
# No file of such a folder is written over.
cp folder-3/part-00001 part-00001
"$tool" align folder-3 social.new --preset regal --output folder-3/part-00001 2>/dev/null && fail "a part was written over"
"$tool" convert folder-3 folder-3/part-00001 --to edge-list 2>/dev/null && fail "a part was written over by its graph"
cmp -s part-00001 folder-3/part-00001 || fail "a part has changed"
# A mistake is said with the file and the line, by one process or several.
cp -r folder-3 wrong
echo "7 seven" >>wrong/part-00001
line=$(wc -l <wrong/part-00001)
for start in "" "mpirun -np 3"; do
  timeout 300 $start "$tool" align wrong social.new --preset regal ${start:+--distributed} >wrong.log 2>&1 &&
    fail "a folder with a mistake was read"
  grep -q "wrong/part-00001:$line: " wrong.log || fail "it was not said where a folder has a mistake: $(cat wrong.log)"
done
compare "social, robust, anchors" "2" social.edges social.new --anchors anchors.tsv --assign greedy
compare "weighted, robust" "2" weighted.edges weighted.new --directed

names=(in-arenas soc-facebook)
if [[ -n ${GRAPH_ALIGNMENT_LARGE:-} ]]; then names+=(CA-AstroPh); fi
for name in "${names[@]}"; do
  if [[ ! -f $graphs/$name.txt ]]; then
    echo "skipped: there is no $graphs/$name.txt"
    continue
  fi
  "$tool" perturb "$graphs/$name.txt" --remove 0.05 --seed 1 --output-graph $name.new --output-truth $name.truth 2>/dev/null
  numbers=4
  if [[ -n ${GRAPH_ALIGNMENT_LARGE:-} ]]; then numbers="1 2 3 4"; fi
  for preset in authors regal paper; do
    compare "$name, $preset" "$numbers" "$graphs/$name.txt" $name.new --preset $preset --top 3
  done
  if [[ $name == in-arenas || -n ${GRAPH_ALIGNMENT_LARGE:-} ]]; then
    compare "$name, robust" "$numbers" "$graphs/$name.txt" $name.new --top 3
  fi
done

# end FILE WHICH COUNT OPTION …: ends one of several processes by force, the first (head) or the last (tail), when a stage
# has left a file; the others go, and nothing half written stays.
end() {
  local file=$1 which=$2 count=$3 job launcher victim start
  shift 3
  rm -f killed.out
  timeout 300 mpirun -np "$count" "$tool" align "$@" --quiet --distributed --output killed.out >killed.log 2>&1 &
  job=$!
  for _ in $(seq 1 2400); do
    if [[ -f $file ]]; then break; fi
    sleep 0.02
  done
  launcher=$(pgrep -P $job || true)
  victim=$(pgrep -P "${launcher:-$$}" graph-align | "$which" -1 || true)
  start=$(date +%s)
  if [[ -n $victim ]] && kill -9 "$victim"; then
    if wait $job; then fail "a job that lost a process ended well"; fi
    if (($(date +%s) - start >= 10)); then fail "a job that lost a process went on for 10 s"; fi
    if [[ -e killed.out ]]; then fail "a job that lost a process left a result"; fi
  else
    fail "there was no process to end: $(cat killed.log)"
  fi
}
# Goes on from a folder of checkpoints, with more and with fewer processes: goes_on FOLDER GRAPH OPTION….
goes_on() {
  local folder=$1 graph=$2 count
  shift 2
  for count in 2 4; do
    cp -r "$folder" "$folder-$count"
    rm -f several.out
    ranks $count "$tool" align "$graph.edges" "$graph.new" "$@" --quiet --distributed --checkpoint "$folder-$count" \
      --output several.out || true
    if cmp -s single.out several.out; then
      echo "same bytes: from the checkpoint $folder, $count processes"
    else
      fail "from the checkpoint $folder with $count processes"
    fi
  done
}
mkdir kept
"$tool" generate barabasi-albert --nodes 40000 --edges-per-node 5 --seed 2 --output large.edges >/dev/null 2>&1
"$tool" perturb large.edges --remove 0.05 --seed 1 --output-graph large.new --output-truth large.truth 2>/dev/null
"$tool" align large.edges large.new --preset regal --quiet --output single.out
end kept/signatures-2.checkpoint tail 3 large.edges large.new --preset regal --checkpoint kept
if [[ -e kept/matches.checkpoint ]]; then fail "a job that lost a process had finished"; fi
goes_on kept large --preset regal

# The robust aligner goes on from its candidates as well, whether the first process is lost or another one while
# refinement lasts.
"$tool" generate barabasi-albert --nodes 8000 --edges-per-node 5 --seed 3 --output middle.edges >/dev/null 2>&1
"$tool" perturb middle.edges --remove 0.05 --seed 1 --output-graph middle.new --output-truth middle.truth 2>/dev/null
"$tool" align middle.edges middle.new --quiet --output single.out
for which in head tail; do
  end lost-$which/backward-1.checkpoint $which 3 middle.edges middle.new --checkpoint lost-$which
  if [[ -e lost-$which/refined-1.checkpoint ]]; then fail "a robust job that lost a process had finished"; fi
  goes_on lost-$which middle
done

# Once refinement is done nothing of it is done again; and parts, one behind the other, are the whole.
"$tool" align social.edges social.new --quiet --output single.out
for count in 2 3; do
  rm -f several.out
  ranks $count "$tool" align social.edges social.new --quiet --distributed --checkpoint kept-robust \
    --output several.out || true
  cmp -s single.out several.out || fail "the robust aligner with a checkpoint and $count processes"
done
[[ -f kept-robust/refined-1.checkpoint ]] || fail "the robust aligner has kept nothing"
"$tool" align social.edges social.new --preset regal --quiet --output single.out
ranks 3 "$tool" align social.edges social.new --preset regal --quiet --distributed --parts parts --output several.out
cat parts/part-1-of-3.tsv parts/part-2-of-3.tsv parts/part-3-of-3.tsv >joined.out
cmp -s single.out joined.out && cmp -s single.out several.out || fail "parts are not the whole"
"$tool" align social.edges social.new --preset regal --quiet --assign greedy --output single.out
ranks 2 "$tool" align social.edges social.new --preset regal --quiet --assign greedy --distributed --parts parts \
  --output several.out
cat parts/part-1-of-2.tsv parts/part-2-of-2.tsv | cmp -s single.out - || fail "assigned parts are not the whole"

# A mistake is said once, by the process that finds it, and ends all.
if ranks 2 "$tool" align missing.edges large.new --preset regal --distributed >missing.log 2>&1; then
  fail "a file that is not there was read"
elif ! grep -q "missing.edges: cannot be opened" missing.log; then
  fail "it was not said which file is missing: $(cat missing.log)"
fi

if ((failures > 0)); then exit 1; fi
echo "All alignments of several processes are those of one."
