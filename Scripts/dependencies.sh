#!/usr/bin/env bash
# Installs the Debian packages that the library links to, if they are missing. With the argument “torch”
# those of the trait Torch as well, unless TORCH_DIR names another libtorch, with “matlab” those of MATLAB, and with
# “mpi” Open MPI, unless there is an MPI already.
set -euo pipefail

# pkg-config tells the Swift package manager where the others are.
packages=(libopenblas-dev liblapacke-dev libsuitesparse-dev zlib1g-dev pkg-config)
# Scripts/check.sh is in part in Python, of whatever origin.
if ! command -v python3 >/dev/null; then packages+=(python3); fi
for trait in "$@"; do
  case $trait in
    torch) if [[ -z ${TORCH_DIR:-} ]]; then packages+=(libtorch-dev); fi ;;
    matlab) packages+=(libmatio-dev) ;;
    mpi)
      # With MPICH only the part in C has been tried.
      if ! pkg-config --exists mpi-c 2>/dev/null || ! command -v mpirun >/dev/null; then
        packages+=(libopenmpi-dev openmpi-bin)
      fi
      ;;
    *)
      echo "There is no trait “$trait” that needs packages: torch, matlab or mpi" >&2
      exit 2
      ;;
  esac
done

if ! command -v swift >/dev/null; then
  echo "There is no Swift toolchain on the path: see https://www.swift.org/install/linux" >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $status == installed ]] || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

if ! command -v apt-get >/dev/null; then
  echo "Please install the equivalents of: ${missing[*]}" >&2
  exit 1
fi
as_root=()
if [[ $EUID -ne 0 ]]; then as_root=(sudo); fi
echo "Installing ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
