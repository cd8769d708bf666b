#!/usr/bin/env bash
# Builds the Python package of Bindings/python, installs it in an environment of its own (.build-python/venv), and runs
# its tests, which compare it with the graph-align that is built. Arguments go to pytest. PYTHON names another Python
# than python3; GRAPH_ALIGNMENT_LIBRARY a library that is built already, which takes two minutes less.
#
# Where there is no Python from 3.9 on, no Swift from 6.3 on, or no pip and no way to install it, nothing is tested and a
# line says so; that is an error where GRAPH_ALIGNMENT_REQUIRE_DATA is set.
set -euo pipefail
cd "$(dirname "$0")/.."

skip() {
  echo "The Python package is not tested: $1" >&2
  [[ -z ${GRAPH_ALIGNMENT_REQUIRE_DATA:-} ]] || exit 1
  exit 0
}

if [[ -n ${GRAPH_ALIGNMENT_LIBRARY:-} ]]; then
  # pip builds in another folder.
  GRAPH_ALIGNMENT_LIBRARY=$(realpath "$GRAPH_ALIGNMENT_LIBRARY")
  export GRAPH_ALIGNMENT_LIBRARY
fi
Scripts/dependencies.sh
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null ||
  skip "$python is no Python from 3.9 on"
newer='Swift version (6\.([3-9]|[1-9][0-9])|[7-9]|[1-9][0-9])'
if [[ -z ${GRAPH_ALIGNMENT_LIBRARY:-} && ! $(swift --version 2>&1) =~ $newer ]]; then
  skip "it takes Swift 6.3 or later"
fi
venv=.build-python/venv
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
  # Debian has the module that makes environments in a package of its own.
  if ! "$python" -c 'import venv, ensurepip' 2>/dev/null && command -v apt-get >/dev/null; then
    as_root=()
    if [[ $EUID -ne 0 ]]; then as_root=(sudo); fi
    "${as_root[@]}" apt-get update -qq &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends python3-venv >/dev/null || true
  fi
  rm -rf "$venv"
  "$python" -m venv "$venv" >/dev/null || skip "$python cannot make a virtual environment"
fi

if ! "$venv/bin/python" -c 'import pytest, scipy, networkx, igraph, pandas, tqdm, mypy' 2>/dev/null; then
  "$venv/bin/pip" install --quiet --disable-pip-version-check \
    pytest scipy networkx igraph pandas tqdm mypy || skip "pip cannot install what the tests need"
fi
# An older build of the same version would be kept.
"$venv/bin/pip" install --quiet --disable-pip-version-check --force-reinstall --no-deps ./Bindings/python
if ! ls .build/*/graph-align >/dev/null 2>&1; then swift build -c release --product graph-align; fi
# Not from the folder of the sources, so that what is imported is what was installed.
unset GRAPH_ALIGNMENT_LIBRARY
"$venv/bin/python" -m pytest Bindings/python/tests "$@"
