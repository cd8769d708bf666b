#!/usr/bin/env python3
"""Every public symbol has a doc comment: types, members, requirements of public protocols, enum cases.

Text is read, not compiled, so that the check takes a second and sees what stands behind every condition.
With folders as arguments only those are read.
"""

import re
import sys

from sources import code, files, finish, text

# A declaration, with attributes that stand on its line.
DECLARATION = re.compile(
  r"^\s*(?:@\w+(?:\((?:[^()]|\([^()]*\))*\))?\s+)*"
  r"(?P<modifiers>(?:(?:public|open|package|internal|fileprivate|private|final|static|class(?=\s+(?:func|var))"
  r"|mutating|nonmutating|override|required|convenience|indirect|lazy|weak|nonisolated|isolated|dynamic"
  r"|borrowing|consuming|prefix|postfix|infix|async)(?:\([a-z]+\))?\s+)*)"
  r"(?P<kind>struct|class|enum|protocol|actor|extension|func|var|let|init|subscript|typealias"
  r"|associatedtype|case|macro)\b[?!]?\s*(?P<name>`?[\w.]+`?|[^\s\w(]+|)")

TYPES = {"struct", "class", "enum", "protocol", "actor", "extension", "public extension"}
ATTRIBUTE = re.compile(r"^\s*(?:(?:@\w+\s+)*@\w+(?:\(.*)?\s*|#if\b.*|#else.*|#elseif\b.*|#endif.*)$")


def is_documented(lines, index):
  """Whether a doc comment stands above a line, with nothing but attributes between them."""
  while index > 0:
    index -= 1
    line = lines[index].strip()
    if line.startswith("///") or line.endswith("*/"):
      return True
    if line.startswith("// swift-format-ignore"):
      continue
    # An attribute may take several lines: go to the one with its first parenthesis.
    depth = line.count(")") - line.count("(")
    while depth > 0 and index > 0:
      index -= 1
      line = lines[index].strip()
      depth += line.count(")") - line.count("(")
    if not ATTRIBUTE.match(line):
      return False
  return False


def public_symbols(source):
  """Pairs of the line, counted from 0, and the name of every public symbol."""
  # Of each brace that is open: what it belongs to, and whether that is public.
  scopes = []
  # The declaration whose brace, if it has one, comes next.
  pending = None
  for index, line in enumerate(code(source).split("\n")):
    match = DECLARATION.match(line)
    inside = scopes[-1] if scopes else ("file", False)
    # Statements in the body of a function are no declarations.
    if match and inside[0] in TYPES | {"file"}:
      modifiers = set(re.sub(r"\(.*?\)", "", match["modifiers"]).split())
      kind = match["kind"]
      setter_only = re.fullmatch(r"(?:private|fileprivate|internal|package)\(set\)\s*", match["modifiers"])
      levels = modifiers & {"public", "open", "package", "internal", "fileprivate", "private"}
      if "public" in modifiers or "open" in modifiers:
        is_public = True
      elif levels and not setter_only:
        is_public = False
      else:
        # Requirements and cases are as public as their type, members of a public extension too.
        is_public = inside[1] and (
          inside[0] == "protocol" or kind == "case" or inside[0] == "public extension")
      if is_public and kind != "extension":
        name = match["name"].strip("`") or kind
        yield index, name if kind not in ("init", "subscript") else kind
      pending = ("public extension" if kind == "extension" and is_public else kind, is_public)
    # A member on the line of its type has no place for a comment.
    for member in re.finditer(r"[{;]\s*(?:@\w+\s+)*(?:public|open)\s+(?P<rest>.*)", line):
      yield index, member["rest"]
    for character in line:
      if character == "{":
        scopes.append(pending or ("body", False))
        pending = None
      elif character == "}" and scopes:
        scopes.pop()


def undocumented(folders):
  count = 0
  complaints = []
  for folder in folders:
    for path in files(folder):
      source = text(path)
      lines = source.split("\n")
      for index, name in public_symbols(source):
        count += 1
        if not is_documented(lines, index) or " " in name:
          complaints.append(f"{path}:{index + 1}: {name} is public and has no doc comment")
  return count, complaints


if __name__ == "__main__":
  count, complaints = undocumented(sys.argv[1:] or ["Sources"])
  finish(complaints, f"documentation: all of {count} public symbols")
