#!/usr/bin/env bash
# Builds graph-align (and mega with --mega) and installs them with manual pages and completions for bash, zsh and fish.
#
#   bash Scripts/install.sh [--prefix DIR] [--mega]
#   bash Scripts/install.sh [--prefix DIR] --uninstall
#
# The prefix is /usr/local for root and ~/.local for others. What was installed is listed in
# PREFIX/share/graph-alignment/installed, and --uninstall removes just that.
set -euo pipefail
cd "$(dirname "$0")/.."

prefix=/usr/local
[[ $EUID -eq 0 ]] || prefix=$HOME/.local
mega=false
uninstall=false
while [[ $# -gt 0 ]]; do
  case $1 in
    --prefix)
      [[ -n ${2:-} ]] || { echo "--prefix needs a folder" >&2; exit 2; }
      prefix=$2
      shift
      ;;
    --prefix=*) prefix=${1#*=} ;;
    --mega) mega=true ;;
    --uninstall) uninstall=true ;;
    -h | --help)
      sed -n '2,8s/^# \{0,1\}//p' "$0"
      exit 0
      ;;
    *)
      echo "$1 is no option: --prefix DIR, --mega, --uninstall" >&2
      exit 2
      ;;
  esac
  shift
done
[[ $prefix == /* ]] || prefix=$PWD/$prefix
list=$prefix/share/graph-alignment/installed

if $uninstall; then
  [[ -f $list ]] || { echo "nothing is installed under $prefix" >&2; exit 1; }
  while IFS= read -r path; do rm -f "$prefix/$path"; done <"$list"
  rm -f "$list"
  rmdir "$prefix/share/graph-alignment" 2>/dev/null || true
  echo "removed from $prefix"
  exit 0
fi

tools=(graph-align)
options=(-c release)
if $mega; then
  tools+=(mega)
  options+=(--traits Torch)
  Scripts/dependencies.sh torch
  source Scripts/torch-environment.sh
else
  Scripts/dependencies.sh
fi

installed=()
# Replaces a file as a whole: a tool that runs keeps the one that it started from.
place() {
  local mode=$1 from=$2 to=$prefix/$3
  mkdir -p "$(dirname "$to")"
  install -m "$mode" "$from" "$to.new"
  mv -f "$to.new" "$to"
  installed+=("$3")
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# From here on a failure removes nothing that was there before: all is made before the first file is placed.
swift build -c release --product generate-manual
manual=$(swift build -c release --show-bin-path)/generate-manual
for tool in "${tools[@]}"; do
  swift build "${options[@]}" --product "$tool"
  binary=$(swift build "${options[@]}" --show-bin-path)/$tool
  cp "$binary" "$folder/$tool"
  for shell in bash zsh fish; do
    "$binary" --generate-completion-script "$shell" >"$folder/$tool.$shell"
  done
  "$manual" "$binary" --output-directory "$folder" --multi-page
done
for tool in "${tools[@]}"; do
  place 755 "$folder/$tool" "bin/$tool"
  for page in "$folder/$tool".*1; do
    # “man graph-align-convert”, as people look up the verbs of git.
    name=$(basename "$page" .1)
    place 644 "$page" "share/man/man1/${name//./-}.1"
  done
  place 644 "$folder/$tool.bash" "share/bash-completion/completions/$tool"
  place 644 "$folder/$tool.zsh" "share/zsh/site-functions/_$tool"
  place 644 "$folder/$tool.fish" "share/fish/vendor_completions.d/$tool.fish"
done
mkdir -p "$(dirname "$list")"
printf '%s\n' "${installed[@]}" >"$list.new"
mv -f "$list.new" "$list"
echo "installed ${tools[*]} under $prefix; “$0 --prefix $prefix --uninstall” removes it again"
case :$PATH: in *:"$prefix/bin":*) ;; *) echo "$prefix/bin is not in PATH" ;; esac
