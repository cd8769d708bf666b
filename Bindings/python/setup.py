"""Builds the Swift library of the checkout around this folder, and bundles it with the package.

GRAPH_ALIGNMENT_LIBRARY names a library that is built already, which is then bundled instead. GRAPH_ALIGNMENT_SWIFT
names another swift than the one on the path.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py

NAME = "libCGraphAlignment.so"
HERE = Path(__file__).resolve().parent
# The runtime of Swift is linked in, and only what exported.map names is visible, so that nothing gets in the way of
# other libraries in the process. A build folder of its own keeps these flags away from other builds.
FLAGS = [
  "-c", "release", "--product", "CGraphAlignment", "--scratch-path", ".build-python",
  "-Xswiftc", "-static-stdlib", "-Xlinker", "--exclude-libs=ALL",
  "-Xlinker", f"--version-script={HERE / 'exported.map'}", "-Xlinker", "-s",
]


def built_library() -> Path:
  """The library to bundle; builds it if none is given."""
  given = os.environ.get("GRAPH_ALIGNMENT_LIBRARY")
  if given:
    path = Path(given).resolve()
    if not path.is_file():
      sys.exit(f"GRAPH_ALIGNMENT_LIBRARY names no file: {given}")
    return path
  root = HERE.parent.parent
  if not (root / "Package.swift").is_file():
    sys.exit(
      "graphalignment is built from a checkout of the whole repository (pip install ./Bindings/python), or with "
      "GRAPH_ALIGNMENT_LIBRARY naming a library that is built already")
  swift = os.environ.get("GRAPH_ALIGNMENT_SWIFT") or shutil.which("swift")
  if swift is None:
    sys.exit("there is no Swift toolchain on the path: see https://www.swift.org/install/linux")
  build = [swift, "build", *FLAGS]
  if subprocess.run(build, cwd=root).returncode != 0:
    sys.exit(
      "the Swift library could not be built: it takes Swift 6.3 or later, and Scripts/dependencies.sh installs the "
      "Debian packages that it links to")
  shown = subprocess.run([*build, "--show-bin-path"], cwd=root, check=True, capture_output=True, text=True)
  return Path(shown.stdout.strip()) / NAME


class BuildWithLibrary(build_py):
  """Copies the library next to the modules."""

  def run(self) -> None:
    super().run()
    if self.editable_mode:
      return  # The modules stay where they are, and so GRAPH_ALIGNMENT_LIBRARY has to say where the library is.
    folder = Path(self.build_lib) / "graphalignment" / "_lib"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(built_library(), folder / NAME)


class PlatformWheel(bdist_wheel):
  """Any Python, this platform: the library is loaded by ctypes."""

  def get_tag(self) -> "tuple[str, str, str]":
    return ("py3", "none", super().get_tag()[2])


class BinaryDistribution(Distribution):
  """One that has something compiled."""

  def has_ext_modules(self) -> bool:
    return True


setup(
  distclass=BinaryDistribution, cmdclass={"build_py": BuildWithLibrary, "bdist_wheel": PlatformWheel})
