"""Long alignments: they let other threads run, say how far they are, and can be interrupted."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time

import numpy as np
import pytest

import graphalignment as ga

LONG = {"sampling": {"effort": 50.0}}
BRIEF = {"sampling": {"effort": 0.02}}


@pytest.fixture
def control_c():
  """Ctrl-C raises, even where the tests run in the background and it is ignored."""
  former = signal.signal(signal.SIGINT, signal.default_int_handler)
  yield
  signal.signal(signal.SIGINT, former)


def test_control_c_interrupts_and_the_library_goes_on(pair, control_c):
  ga.align(*pair[:2], seed=1, **BRIEF)
  before = ga.align(*pair[:2], seed=1, **BRIEF).candidate_arrays
  timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
  started = time.monotonic()
  timer.start()
  with pytest.raises(KeyboardInterrupt):
    ga.align(*pair[:2], seed=1, **LONG)
  # Uninterrupted it would take minutes.
  assert time.monotonic() - started < 30
  after = ga.align(*pair[:2], seed=1, **BRIEF).candidate_arrays
  assert all(np.array_equal(a, b) for a, b in zip(before, after))


def test_other_threads_go_on(pair):
  graphs = ga.Graph(pair[0]), ga.Graph(pair[1])
  counts, is_done = [0], threading.Event()

  def count():
    while not is_done.is_set():
      counts[0] += 1
      time.sleep(0.001)

  def work():
    # Not the main thread: what runs here holds the lock of the interpreter, if the library does not give it up.
    ga.align(*graphs, seed=1, progress=None, sampling={"effort": 0.5})
    is_done.set()

  worker, counter = threading.Thread(target=work), threading.Thread(target=count)
  worker.start()
  counter.start()
  worker.join()
  counter.join()
  assert counts[0] > 20


def test_progress_is_told_in_order(pair):
  seen = []
  result = ga.align(*pair[:2], seed=1, progress=lambda stage, share: seen.append((stage, share)), **BRIEF)
  stages = list(dict.fromkeys(stage for stage, _ in seen))
  assert stages == ["isomorphism", "signatures", "matching", "refinement", "sampling"]
  for stage in stages:
    shares = [share for name, share in seen if name == stage]
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] == 1
  assert set(result.timings) == set(stages) and all(value >= 0 for value in result.timings.values())


def test_an_error_while_watching_ends_the_alignment(pair):
  def watch(stage, share):
    if stage == "refinement":
      raise ZeroDivisionError("enough")

  with pytest.raises(ZeroDivisionError, match="enough"):
    ga.align(*pair[:2], progress=watch, **LONG)


def test_tqdm_shows_progress(pair, capsys):
  pytest.importorskip("tqdm")
  ga.align(*pair[:2], progress=True, **BRIEF)
  assert "refinement" in capsys.readouterr().err


def test_threads_change_nothing(pair):
  one, many = (ga.align(*pair[:2], seed=1, threads=n, **BRIEF).candidate_arrays for n in (1, 4))
  assert all(np.array_equal(a, b) for a, b in zip(one, many))


def test_alignments_run_side_by_side(karate):
  expected = ga.align(*karate[:2], preset="regal", seed=4).candidate_arrays
  results = [None] * 8

  def work(place):
    results[place] = ga.align(*karate[:2], preset="regal", seed=4).candidate_arrays

  threads = [threading.Thread(target=work, args=(place,)) for place in range(8)]
  for thread in threads:
    thread.start()
  for thread in threads:
    thread.join()
  for result in results:
    assert all(np.array_equal(a, b) for a, b in zip(result, expected))


def test_processes_that_fork_align():
  script = textwrap.dedent("""
    import multiprocessing
    import numpy as np
    import graphalignment as ga

    graph = np.triu(np.random.default_rng(1).random((150, 150)) < 0.05, 1).astype(float)
    graph = graph + graph.T

    def work(seed):
      return int(ga.align(graph, graph[::-1, ::-1], seed=seed, preset="regal").matches.sum())

    expected = [work(1), work(2)]
    with multiprocessing.get_context("fork").Pool(2) as pool:
      assert pool.map_async(work, [1, 2]).get(timeout=60) == expected
    print("same")
    """)
  done = subprocess.run(
    [sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, timeout=120)
  assert done.stdout.strip() == "same", done.stderr


def test_memory_stays_flat(karate):
  if not os.path.exists("/proc/self/statm"):
    pytest.skip("there is no /proc to tell memory")

  def resident():
    with open("/proc/self/statm") as file:
      return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

  club, copy, places = karate
  copy = copy.copy()
  copy[3, :] = copy[:, 3] = 0
  names = {"x": ["a", "b"] * 17}

  def once(seed):
    result = ga.align(
      club, copy, seed=seed, sampling=None, anchors={0: int(places[0])}, source_attributes=names,
      target_attributes=names, prior=np.eye(34))
    result.candidate_arrays, result.trust, result.structure, result.scores(places), result.notes
    result.assigned("optimal").matches
    ga.embed([club, copy])
    with pytest.raises(ValueError):
      ga.align(club, copy, anchors={99: 0})

  for seed in range(60):
    once(seed)
  before = resident()
  for seed in range(150):
    once(seed)
  # A leaked graph or alignment would be kilobytes each time.
  assert resident() - before < 1_000_000
