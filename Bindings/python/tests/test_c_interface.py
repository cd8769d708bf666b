"""The library as programs in C see it: wrong arguments, and a header that compiles."""

import ctypes
import shutil
import subprocess
import textwrap

import pytest
from conftest import ROOT

from graphalignment import _library as lib

HEADER = ROOT / "Sources" / "CGraphAlignmentHeader" / "include"


def test_null_is_a_mistake_in_every_function():
  for name, arguments in lib._STATUS_FUNCTIONS.items():
    nothing = [kind() if kind in (ctypes.c_int32, ctypes.c_int64) else None for kind in arguments]
    nothing = [lib.Progress() if kind is lib.Progress else value for kind, value in zip(arguments, nothing)]
    error = ctypes.c_void_p()
    assert getattr(lib.library, name)(*nothing, ctypes.byref(error)) == lib.INVALID, name
    assert lib.taken(error), name
    # The sentence may be left out.
    assert getattr(lib.library, name)(*nothing, None) == lib.INVALID


def test_null_may_be_freed_and_measured():
  for name, (result, arguments) in lib._OTHER_FUNCTIONS.items():
    if len(arguments) == 1:
      assert getattr(lib.library, name)(None) in (None, 0)


def test_matrices_that_lie_are_refused():
  def status(**fields):
    offsets, indices = (ctypes.c_int64 * 3)(0, 1, 2), (ctypes.c_int32 * 2)(1, 0)
    matrix = lib.Matrix(
      2, 2, 2, ctypes.addressof(offsets), ctypes.addressof(indices), None, lib.INT64, lib.INT32, lib.FLOAT64)
    for name, value in fields.items():
      setattr(matrix, name, value)
    graph, error = ctypes.c_void_p(), ctypes.c_void_p()
    result = lib.library.ga_graph_create(
      ctypes.byref(matrix), fields.pop("direction", lib.AUTOMATIC), ctypes.byref(graph), ctypes.byref(error))
    lib.taken(error)
    lib.library.ga_graph_free(graph)
    return result

  assert status() == lib.OK
  for wrong in (
    {"row_count": -1}, {"column_count": -1}, {"row_count": 2**40}, {"row_count": 1}, {"column_count": 3},
    {"entry_count": -1}, {"entry_count": 1}, {"offsets": None}, {"indices": None}, {"offset_type": 2},
    {"index_type": 7},
  ):
    assert status(**wrong) == lib.INVALID, wrong


def test_progress_may_interrupt():
  calls = []
  watch = lib.Progress(lambda context, stage, share, seconds, detail: calls.append(stage) or 1)
  offsets, indices = (ctypes.c_int64 * 4)(0, 1, 3, 4), (ctypes.c_int64 * 4)(1, 0, 2, 1)
  matrix = lib.Matrix(
    3, 3, 4, ctypes.addressof(offsets), ctypes.addressof(indices), None, lib.INT64, lib.INT64, 0)
  graph = lib.made("ga_graph_create", "ga_graph_free", ctypes.byref(matrix), lib.UNDIRECTED)
  result, error = ctypes.c_void_p(), ctypes.c_void_p()
  assert lib.INTERRUPTED == lib.library.ga_align(
    graph.pointer, graph.pointer, None, b"regal", None, 1, watch, None, ctypes.byref(result),
    ctypes.byref(error))
  assert lib.taken(error) == "the alignment was interrupted"
  assert not result.value and set(calls) == {b"signatures"}


def test_a_program_in_c_aligns(tmp_path):
  compiler = shutil.which("cc") or shutil.which("clang") or shutil.which("gcc")
  if compiler is None:
    pytest.skip("there is no C compiler")
  (tmp_path / "align.c").write_text(textwrap.dedent("""
    #include <stdio.h>
    #include "CGraphAlignment.h"

    static int32_t watch(void *context, const char *stage, double fraction, double seconds, const char *detail) {
      if (fraction == 1) ++*(int *)context;
      return 0;
    }

    int main(void) {
      // A path of four nodes with a triangle at its end.
      const int32_t offsets[] = {0, 1, 3, 6, 8, 10}, indices[] = {1, 0, 2, 1, 3, 4, 2, 4, 2, 3};
      const ga_matrix matrix = {5, 5, 10, offsets, indices, NULL, GA_INT32, GA_INT32, GA_FLOAT64};
      ga_graph *graph = NULL;
      ga_alignment *alignment = NULL;
      char *error = NULL, *trust = NULL;
      int32_t matches[5];
      int stages = 0;
      if (ga_graph_create(&matrix, GA_AUTOMATIC, &graph, &error)
          || ga_align(graph, graph, NULL, "robust", "{\\"candidateCount\\": 2}", 0, watch, &stages, &alignment, &error)
          || ga_alignment_copy_matches(alignment, matches, NULL, &error)
          || ga_alignment_trust(alignment, graph, graph, NULL, &trust, &error)) {
        printf("%s\\n", error);
        return 1;
      }
      printf("%d %d %d, %d stages, %lld edges\\n", matches[0], matches[1], matches[2], stages,
             (long long)ga_graph_edge_count(graph));
      ga_string_free(trust);
      if (ga_align(graph, graph, NULL, "robust", "{\\"top\\": 2}", 0, NULL, NULL, &alignment, &error) == GA_INVALID)
        printf("%s\\n", error);
      ga_string_free(error);
      ga_alignment_free(alignment);
      ga_graph_free(graph);
      return 0;
    }
    """))
  program = tmp_path / "align"
  subprocess.run(
    [compiler, "-std=c11", "-Wall", "-Wextra", "-Wno-unused-parameter", "-Werror", "-I", HEADER,
     tmp_path / "align.c", lib.library._name, "-Wl,--allow-shlib-undefined", "-shared-libgcc", "-o", program], check=True)
  done = subprocess.run([program], capture_output=True, text=True, check=False)
  assert done.stdout.splitlines() == ["0 1 2, 1 stages, 5 edges", "options: there is no option “top”"]
