#!/usr/bin/env bash
# Downloads public graphs, cleans them, and checks what came out. See README.md in this folder.
set -euo pipefail

readonly program=${0##*/}

# name | nodes and edges after cleaning | which part to keep | address
#
# `largest` keeps the largest connected component, as the literature on alignment does for the
# co-authorship graphs of SNAP.
readonly graphs='
email-univ|1133|5451|all|https://nrvis.com/download/data/ia/ia-email-univ.zip
ca-netscience|379|914|all|https://nrvis.com/download/data/ca/ca-netscience.zip
bio-celegans|453|2025|all|https://nrvis.com/download/data/bio/bio-celegans.zip
inf-euroroad|1174|1417|all|https://nrvis.com/download/data/road/road-euroroad.zip
ca-Erdos992|5094|7515|all|https://nrvis.com/download/data/ca/ca-Erdos992.zip
socfb-Bowdoin47|2252|84387|all|https://nrvis.com/download/data/socfb/socfb-Bowdoin47.zip
ego-facebook|4039|88234|all|https://snap.stanford.edu/data/facebook_combined.txt.gz
ca-GrQc|4158|13422|largest|https://snap.stanford.edu/data/ca-GrQc.txt.gz
ca-AstroPh|17903|196972|largest|https://snap.stanford.edu/data/ca-AstroPh.txt.gz
high-school|327|5818|all|http://www.sociopatterns.org/wp-content/uploads/2015/07/High-School_data_2013.csv.gz
'

# The texts of MNRE 2, and what four models say of its pictures, which are not public any more:
# file | SHA-256 | address
readonly mnre='
mnre_train.txt|1cc34438a00e2a2db73e4eba297820f926f62abd1fddc693caa13c58b62428b7|https://raw.githubusercontent.com/thecharm/MNRE/1693df4fc27db86a4cb4b5acf2906c5227085cc4/mnre_txt/mnre_train.txt
mnre_val.txt|c76865179b5678167b164c21fd25ed31f9a1416da393ac93ce70f32b00352b75|https://raw.githubusercontent.com/thecharm/MNRE/1693df4fc27db86a4cb4b5acf2906c5227085cc4/mnre_txt/mnre_val%20.txt
mnre_test.txt|f53c2f9b7739bea7d08aee4a91bfd6ec7432e1d0eeb83debf10f5d3291bc5215|https://raw.githubusercontent.com/thecharm/MNRE/1693df4fc27db86a4cb4b5acf2906c5227085cc4/mnre_txt/mnre_test.txt
captions/BLIP_train.txt|206c180afb9d4cfc830c204343c5d4a42b0ff434cc19250323bf1ae3e7aa366f|https://raw.githubusercontent.com/zefanZhang-cn/CAMIM/04ab5658c8a19667f9fc7e20c1d8fa22a3f5d40f/CAMIM/data/caption/BLIP_train.txt
captions/BLIP_val.txt|d19339d77be30dcd9103a6153ea0cdf17256d2db47c7d77495b311d6a6aaf5bc|https://raw.githubusercontent.com/zefanZhang-cn/CAMIM/04ab5658c8a19667f9fc7e20c1d8fa22a3f5d40f/CAMIM/data/caption/BLIP_val.txt
captions/BLIP_test.txt|7eaa35a2a435b5d39089ae1711e8923bfa13081816dbef54d7d0f363c3bd7813|https://raw.githubusercontent.com/zefanZhang-cn/CAMIM/04ab5658c8a19667f9fc7e20c1d8fa22a3f5d40f/CAMIM/data/caption/BLIP_test.txt
captions/instruct_train.txt|a1b59c04606bbdbfbabe749fb2b92950fa114e2a9decd55aa263cba4fd3b2275|https://raw.githubusercontent.com/zefanZhang-cn/CAMIM/215571ea03be9c9769a05fe9e5436c4055eac88c/CAMIM/data/instruct/instruct_train.txt
captions/instruct_val.txt|faeaa5aea6483576152d363c076a4ebfd737895347f5afc837299cc6f2289ffc|https://raw.githubusercontent.com/zefanZhang-cn/CAMIM/215571ea03be9c9769a05fe9e5436c4055eac88c/CAMIM/data/instruct/instruct_val.txt
captions/instruct_test.txt|5e64950598063c0bea50385a6a9785219869d8c26d71db29766deca205111a30|https://raw.githubusercontent.com/zefanZhang-cn/CAMIM/215571ea03be9c9769a05fe9e5436c4055eac88c/CAMIM/data/instruct/instruct_test.txt
captions/llavanext_train.txt|2a02824f02efc6e69100f51b79bf89a3b601398d8e53628f88f05ffdfcb40e17|https://raw.githubusercontent.com/zefanZhang-cn/CAMIM/04ab5658c8a19667f9fc7e20c1d8fa22a3f5d40f/CAMIM/data/caption/llavanext_train.txt
captions/llavanext_val.txt|9bb4fb7dc5df421a5438f04816c465ccce28cf2c320f7651e2ee02f56e42dd75|https://raw.githubusercontent.com/zefanZhang-cn/CAMIM/04ab5658c8a19667f9fc7e20c1d8fa22a3f5d40f/CAMIM/data/caption/llavanext_val.txt
captions/llavanext_test.txt|9ba67241fbe31c6d49bafd24d3fed034733bdc3a2f7e8c147fa764d908069186|https://raw.githubusercontent.com/zefanZhang-cn/CAMIM/04ab5658c8a19667f9fc7e20c1d8fa22a3f5d40f/CAMIM/data/caption/llavanext_test.txt
captions/caption_train.txt|e0c46e6fdb3e179fd3db6d645c211a277e3d217b872f59162413783a9b489fe2|https://raw.githubusercontent.com/zefanZhang-cn/CAMIM/04ab5658c8a19667f9fc7e20c1d8fa22a3f5d40f/CAMIM/data/caption/caption_train.txt
captions/caption_val.txt|cba87fc4ad456e41eee395e8315f23ccf1e7eecddc0c296db7f8cfa2218c8abb|https://raw.githubusercontent.com/zefanZhang-cn/CAMIM/04ab5658c8a19667f9fc7e20c1d8fa22a3f5d40f/CAMIM/data/caption/caption_val.txt
captions/caption_test.txt|f32aaebc140dc5a77ff7ab6cf75afa38a53587901c5b19d61920540db4e17a17|https://raw.githubusercontent.com/zefanZhang-cn/CAMIM/04ab5658c8a19667f9fc7e20c1d8fa22a3f5d40f/CAMIM/data/caption/caption_test.txt
'

usage() {
  cat <<END
Usage: $program DIR [NAME…]
       $program --pairs DIR [NAME…]
       $program --mnre DIR
       $program --list | --pairs --list | --help

Downloads the named graphs (all of them by default) into DIR as NAME.edges: one line "u v" for each
edge, undirected, without self-loops, repetitions and weights, ascending. A graph that is there
already is left alone. Nothing is kept of a graph whose numbers of nodes and edges are not those
expected.

With --pairs it downloads pairs of graphs with a truth, each into a folder of DIR: fetch-pairs.py beside this
file says how, and needs Python with NumPy and SciPy.

With --mnre it downloads the texts of MNRE 2 and captions of its pictures into DIR. What has another
checksum than expected is not kept. Scripts/parse-posts.py makes of them what “mega reproduce” reads.

Environment:
  GRAPH_DATASETS_BASE_URL   fetch the archives from this address instead, such as a mirror
                            or file:///folder; only the last part of each address is appended

Exit status: 0 if every graph is in place, 1 if one is not, 2 if the call was wrong.
Needs bash, awk, sort, gzip, unzip, and curl or wget.
END
}

fail() { printf '%s: %s\n' "$program" "$1" >&2; }

# The line of the table that describes graph $1.
describe() { awk -F '|' -v name="$1" '$1 == name { print; found = 1 } END { exit !found }' <<<"$graphs"; }

list() {
  printf '%-16s %7s %7s  %s\n' name nodes edges address
  while IFS='|' read -r name nodes edges _ url; do
    [[ -z $name ]] || printf '%-16s %7d %7d  %s\n' "$name" "$nodes" "$edges" "$url"
  done <<<"$graphs"
}

# Downloads address $1 to file $2.
download() {
  if command -v curl >/dev/null; then
    curl --fail --silent --location --connect-timeout 20 --output "$2" "$1"
  elif command -v wget >/dev/null; then
    wget --quiet --timeout=20 --tries=2 --output-document="$2" "$1"
  else
    fail 'needs curl or wget'
    return 1
  fi
}

# Prints the edge list inside archive $1, which came from an address that ends in $2.
unpack() {
  if [[ $2 != *.zip ]]; then
    gzip --decompress --stdout "$1"
    return
  fi
  local members member
  members=$(unzip -Z1 "$1") || return 1
  member=$(grep -E '\.(mtx|edges)$' <<<"$members" | head -n 1) || return 1
  unzip -p "$1" "$member"
}

# Reads an edge list and prints each undirected edge once, without self-loops, as "u v"; with `largest`
# as $1 only those of the largest component. Column $2 is the first of the two that hold nodes.
clean() {
  awk -v part="$1" -v first="$2" '
    function root(node) {
      while (parent[node] != node) node = parent[node] = parent[parent[node]]
      return node
    }
    BEGIN { FS = "[ \t\r,]+" }
    # A Matrix Market file has a line of sizes after its comments.
    NR == 1 && /^%%MatrixMarket/ { sizes = 1 }
    /^[#%]/ || NF == 0 { next }
    sizes { sizes = 0; next }
    {
      u = $first + 0; v = $(first + 1) + 0
      if (u > v) { t = u; u = v; v = t }
      if (u == v || (u, v) in seen) next
      seen[u, v]
      from[++count] = u; to[count] = v
      if (part != "largest") next
      if (!(u in parent)) parent[u] = u
      if (!(v in parent)) parent[v] = v
      parent[root(u)] = root(v)
    }
    END {
      for (node in parent) if (++size[r = root(node)] > size[best]) best = r
      for (i = 1; i <= count; i++) {
        if (part != "largest" || root(from[i]) == best) print from[i], to[i]
      }
    }' | LC_ALL=C sort -k 1,1n -k 2,2n
}

# Prints the numbers of nodes and edges of the clean edge list $1.
count() {
  awk '{ for (i = 1; i <= 2; i++) if (!($i in seen)) { seen[$i]; nodes++ } }
       END { print nodes + 0, NR }' "$1"
}

# Puts graph $1 into folder $2, by way of the scratch folder $3.
fetch() {
  local name=$1 folder=$2 scratch=$3
  local nodes edges part url found column=1
  if [[ -e $folder/$name.edges ]]; then
    echo "$name: already there"
    return
  fi
  IFS='|' read -r _ nodes edges part url < <(describe "$name")
  if [[ -n ${GRAPH_DATASETS_BASE_URL-} ]]; then url=${GRAPH_DATASETS_BASE_URL%/}/${url##*/}; fi
  if ! download "$url" "$scratch/archive"; then
    fail "$name: cannot download $url (offline?)"
    return 1
  fi
  # Each line of the contacts begins with the time.
  if [[ $name == high-school ]]; then column=2; fi
  if ! unpack "$scratch/archive" "$url" | clean "$part" "$column" >"$scratch/edges"; then
    fail "$name: $url is not an archive with an edge list"
    return 1
  fi
  found=$(count "$scratch/edges")
  if [[ $found != "$nodes $edges" ]]; then
    fail "$name: expected $nodes nodes and $edges edges from $url, found ${found/ / and }"
    return 1
  fi
  mv "$scratch/edges" "$folder/$name.edges" || return 1
  echo "$name: $nodes nodes, $edges edges"
}

# Puts the texts and captions of MNRE 2 into folder $1.
fetch_mnre() {
  [[ $# == 1 ]] || { usage >&2 && return 2; }
  local folder=$1 name sum url found failures=0
  mkdir -p "$folder/captions"
  scratch=$(mktemp -d "$folder/.fetch.XXXXXX")
  trap 'rm -rf "$scratch"' EXIT
  while IFS='|' read -r name sum url; do
    if [[ -z $name || -e $folder/$name ]]; then continue; fi
    if [[ -n ${GRAPH_DATASETS_BASE_URL-} ]]; then url=${GRAPH_DATASETS_BASE_URL%/}/${url##*/}; fi
    if ! download "$url" "$scratch/file"; then
      fail "$name: cannot download $url (offline?)"
      failures=$((failures + 1))
      continue
    fi
    found=$(sha256sum "$scratch/file" | cut -d ' ' -f 1)
    if [[ $found != "$sum" ]]; then
      fail "$name: expected the checksum $sum from $url, found $found"
      failures=$((failures + 1))
      continue
    fi
    mv "$scratch/file" "$folder/$name"
    echo "$name"
  done <<<"$mnre"
  ((failures == 0))
}

main() {
  case ${1-} in
    --help | -h) usage && return ;;
    --list) list && return ;;
    --mnre) shift && fetch_mnre "$@" && return || return ;;
    --pairs) shift && exec python3 "$(dirname "$0")/fetch-pairs.py" "$@" ;;
    '' | -*) usage >&2 && return 2 ;;
  esac
  local folder=$1 name failures=0 made_folder=
  shift
  local names=("$@")
  if [[ $# == 0 ]]; then mapfile -t names < <(cut -d '|' -f 1 <<<"$graphs" | grep .); fi
  for name in "${names[@]}"; do
    if ! describe "$name" >/dev/null; then
      fail "there is no graph '$name'; --list names them"
      return 2
    fi
  done
  if [[ ! -d $folder ]]; then
    mkdir -p "$folder"
    made_folder=yes
  fi
  # Inside of the folder, so that the last step is a rename: a file is there in full or not at all.
  scratch=$(mktemp -d "$folder/.fetch.XXXXXX")
  trap 'rm -rf "$scratch"' EXIT
  for name in "${names[@]}"; do
    fetch "$name" "$folder" "$scratch" || failures=$((failures + 1))
  done
  if ((failures > 0)); then
    rm -rf "$scratch"
    if [[ -n $made_folder ]]; then rmdir "$folder" 2>/dev/null || true; fi
    fail "$failures of ${#names[@]} graphs are missing"
    return 1
  fi
}

main "$@"
