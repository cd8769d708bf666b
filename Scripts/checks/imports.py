#!/usr/bin/env python3
"""Imports go down, and Package.swift names exactly what is imported.

A module imports modules of lower floors, and sideways only LinearAlgebra. Each target's dependencies are
the modules that its files import, no more and no fewer; and a product has every module of this package
whose types its public API shows.
"""

import re

from sources import code, files, finish, package, text

# The floors of the house; ARCHITECTURE.md says what is on them. Tests stand above all.
FLOORS = [
  {"COpenBLAS", "CLAPACKE", "CSuiteSparse", "CZlib", "CMatio", "CKernels", "CTorch", "CMPI",
    "CMPILibrary", "CBench",
    "CGraphAlignmentHeader"},
  {"Files", "Options", "Parallel"},
  {"LinearAlgebra", "Graphs", "NearestNeighbors"},
  {"GraphAlignment"},
  {"AlignmentBaselines", "DistributedAlignment", "RelationExtraction", "ReportPages"},
  {"MEGAModel", "CommandLineSupport", "CGraphAlignment"},
  {"graph-align", "mega", "bench"},
]
# On its floor only this one may be imported by its neighbors.
SIDEWAYS = {"LinearAlgebra"}

# Modules that come with the toolchain, and so are named by no dependency.
TOOLCHAIN = {
  "Dispatch", "Foundation", "FoundationXML", "Glibc", "RegexBuilder", "Swift", "Synchronization", "Testing",
}

IMPORT = re.compile(
  r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?P<access>(?:public|package|internal|fileprivate|private)\s+)?"
  r"import\s+(?:(?:struct|class|enum|func|protocol|typealias|let|var|actor)\s+)?(?P<module>\w+)",
  re.MULTILINE)


def imports(target):
  """The modules that a target's files import, each with the first place, and those in public."""
  kind = "Tests" if target["type"] == "test" else "Sources"
  folder = target.get("path") or f"{kind}/{target['name']}"
  found, shown = {}, set()
  for path in files(folder):
    source = code(text(path))
    for match in IMPORT.finditer(source):
      line = source.count("\n", 0, match.start("module")) + 1
      found.setdefault(match["module"], f"{path}:{line}")
      if (match["access"] or "").strip() == "public":
        shown.add(match["module"])
  return found, shown


def dependencies(target):
  """The names of a target's dependencies: targets of this package, and products of others."""
  for dependency in target["dependencies"]:
    (name, *_), = dependency.values()
    yield name


def check(description):
  targets = {target["name"]: target for target in description["targets"]}
  floors = {name: floor for floor, names in enumerate(FLOORS) for name in names}
  # A hyphen in a name is an underscore in that of the module.
  names = {name.replace("-", "_"): name for name in targets}
  shown = {}

  for name, target in targets.items():
    is_test = target["type"] == "test" or name.endswith("TestSupport")
    if not is_test and name not in floors:
      yield f"Package.swift: {name} has no floor in Scripts/checks/imports.py"
    if target["type"] == "system" or not any(files(target.get("path") or f"Sources/{name}")) \
        and not is_test:
      continue  # Modules in C: the compiler finds their headers.
    imported, shown[name] = imports(target)
    named = set(dependencies(target))

    for module, place in imported.items():
      if module in TOOLCHAIN or names.get(module) == name:
        continue
      dependency = names.get(module, module)
      if dependency not in named:
        yield f"{place}: {name} imports {module}, which Package.swift does not name for it"
      if not is_test and dependency in floors and name in floors:
        mine, other = floors[name], floors[dependency]
        if other > mine or other == mine and dependency not in SIDEWAYS:
          yield f"{place}: {name} on floor {mine} imports {module} on floor {other}"
    for dependency in sorted(named):
      # Tests of a tool depend on it because they run it.
      if is_test and targets.get(dependency, {}).get("type") == "executable":
        continue
      if dependency.replace("-", "_") not in imported:
        yield f"Package.swift: {name} names {dependency}, which none of its files imports"

  for product in description["products"]:
    if "library" not in product["type"]:
      continue
    for member in product["targets"]:
      for module in sorted(shown.get(member, ())):
        if module in names and names[module] not in product["targets"]:
          yield f"Package.swift: product {product['name']} lacks {module}, which {member} shows"


if __name__ == "__main__":
  description = package()
  finish(
    list(check(description)),
    f"imports: {len(description['targets'])} targets import downwards, and exactly what they name")
