"""What the checks share: the package's description, and Swift text without comments and literals."""

import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def package():
  """What Package.swift says, with every trait."""
  text = subprocess.run(
    ["swift", "package", "dump-package"], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
  return json.loads(text)


def files(folder, endings=(".swift",)):
  """The files below a folder of the repository, as paths from its root, in order."""
  for path, folders, names in os.walk(os.path.join(ROOT, folder)):
    folders.sort()
    for name in sorted(names):
      if name.endswith(endings):
        yield os.path.relpath(os.path.join(path, name), ROOT)


def text(path):
  with open(os.path.join(ROOT, path), encoding="utf-8") as file:
    return file.read()


# A string first, since `//` may stand in one; an escape may hide the closing quotation mark. A pound sign
# keeps regular expressions and raw strings whole. Comments nest rarely enough to be told by a loop.
TOKEN = re.compile(
  r'(?P<pounds>#+)"""(?:.|\n)*?"""(?P=pounds)'
  r'|(?P<raw>#+)"[^\n]*?"(?P=raw)'
  r'|"""(?:\\.|[^\\])*?"""'
  r'|"(?:\\\((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*\)|\\.|[^"\\\n])*"'
  r"|//[^\n]*"
  r"|/\*(?:.|\n)*?\*/")


def code(swift):
  """Swift text in which comments and string literals are blank; lines stay where they are."""
  return TOKEN.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), swift)


def finish(complaints, praise):
  """Prints what is wrong, or else that all is well, and ends the process."""
  for complaint in complaints:
    print(complaint, file=sys.stderr)
  if complaints:
    print(f"{len(complaints)} complaints", file=sys.stderr)
    sys.exit(1)
  print(praise)
