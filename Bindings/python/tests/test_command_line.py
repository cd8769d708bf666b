"""The same numbers as the command line, to the last bit."""

import subprocess

import numpy as np
import pytest
from conftest import DATA, adjacency, edges

import graphalignment as ga

FILES = [str(DATA / "pair-source.edges"), str(DATA / "pair-target.edges")]


def command(tool, folder, *arguments):
  """The candidates that the tool writes, as arrays, and what it says of the truth."""
  output = folder / "matches.tsv"
  done = subprocess.run(
    [tool, "align", *FILES, "--top", "10", "--output", output, "--truth", DATA / "pair-truth.tsv", *arguments],
    capture_output=True, text=True, check=False)
  assert done.returncode == 0, done.stderr
  lines = [line.split("\t") for line in output.read_text().splitlines()]
  return (
    np.array([int(line[0]) for line in lines]), np.array([int(line[1]) for line in lines]),
    np.array([np.float32(line[2]) for line in lines], np.float32), done)


def same(result, expected):
  indptr, targets, similarities = result.candidate_arrays
  sources, other, numbers, done = expected
  assert np.array_equal(np.repeat(np.arange(len(indptr) - 1), np.diff(indptr)), sources)
  assert np.array_equal(targets, other)
  assert np.array_equal(similarities.view(np.int32), numbers.view(np.int32))
  if result.trust is not None:
    assert result.trust.sentence in done.stderr


@pytest.mark.parametrize("arguments, options", [
  (["--sampling", "0.05", "--seed", "3"], {"sampling": {"effort": 0.05}, "seed": 3}),
  (["--no-refine"], {"refinement": None}),
  (["--preset", "regal", "--seed", "7"], {"preset": "regal", "seed": 7}),
  (["--preset", "paper", "--landmarks", "100"], {"preset": "paper", "landmarks": 100}),
  (["--preset", "authors", "--landmark-selection", "degree"],
   {"preset": "authors", "landmark_selection": "degree"}),
])
def test_presets(tool, tmp_path, pair, arguments, options):
  result = ga.align(*pair[:2], **options)
  expected = command(tool, tmp_path, *arguments)
  same(result, expected)
  said = dict(line.split(maxsplit=1) for line in expected[3].stdout.splitlines())
  scores = result.scores(pair[2])
  own = {"Hits@1": scores.accuracy, "Hits@10": scores.hits[10], "MRR": scores.mrr, "F1": scores.f1}
  assert {name: said[name] for name in own} == {name: f"{value:.4f}" for name, value in own.items()}
  calibration = scores.expected_calibration_error
  assert calibration is None or said["ECE"] == f"{calibration:.4f}"


def test_evidence(tool, tmp_path, pair):
  """Anchors with confidences, attributes of both kinds and similarities from elsewhere, together."""
  source, target, truth = pair
  rng = np.random.default_rng(6)
  known = [(i, int(truth[i]), 1.0) for i in range(0, 200, 4)]
  known += [(i, int(truth[i]), 0.75) for i in range(2, 200, 4)]
  roles, ages = rng.integers(0, 5, 1000), rng.integers(20, 60, 1000) / 4
  back = np.argsort(truth)
  prior = [(i, int(j), float(rng.integers(1, 100)) / 8) for i in range(500) for j in (truth[i], (i * 7) % 1000)]
  anchors, similar = tmp_path / "anchors.tsv", tmp_path / "prior.tsv"
  anchors.write_text("".join(f"{a}\t{b}\t{c}\n" for a, b, c in known))
  similar.write_text("".join(f"{a}\t{b}\t{c}\n" for a, b, c in prior))
  for name, order in (("a.tsv", np.arange(1000)), ("b.tsv", back)):
    rows = [f"{i}\t{roles[order[i]]}\t{ages[order[i]]}\n" for i in range(1000)]
    (tmp_path / name).write_text("id\trole\tage:number\n" + "".join(rows))
  expected = command(
    tool, tmp_path, "--anchors", anchors, "--prior", similar, "--source-attributes", tmp_path / "a.tsv",
    "--target-attributes", tmp_path / "b.tsv", "--sampling", "0.05")
  matrix = np.zeros((1000, 1000))
  for a, b, c in prior:
    matrix[a, b] = max(matrix[a, b], c)
  result = ga.align(
    source, target, anchors=known, prior=matrix, sampling={"effort": 0.05},
    source_attributes={"role": roles, "age": ages}, target_attributes={"role": roles[back], "age": ages[back]})
  same(result, expected)


def test_weights_and_directions(tool, tmp_path, pair):
  """A directed, weighted matrix that SciPy has saved."""
  sparse = pytest.importorskip("scipy.sparse")
  rng = np.random.default_rng(8)
  count = 300
  first = sparse.csr_matrix((rng.random((count, count)) < 0.02) * rng.integers(1, 9, (count, count)) / 4)
  second = first.copy()
  second.data[::20] = 0
  second.eliminate_zeros()
  paths = [tmp_path / "a.npz", tmp_path / "b.npz"]
  for path, matrix in zip(paths, (first, second)):
    sparse.save_npz(path, matrix)
  output = tmp_path / "out.tsv"
  subprocess.run(
    [tool, "align", *paths, "--top", "10", "--output", output, "--sampling", "0.02"], check=True,
    capture_output=True)
  lines = [line.split("\t") for line in output.read_text().splitlines()]
  result = ga.align(first, second, sampling={"effort": 0.02})
  assert result.source.is_directed
  assert result.candidate_arrays.targets.tolist() == [int(line[1]) for line in lines]
  numbers = np.array([np.float32(line[2]) for line in lines], np.float32)
  assert np.array_equal(result.candidate_arrays.similarities.view(np.int32), numbers.view(np.int32))


def test_the_files_are_those_of_the_fixture(pair):
  assert np.array_equal(adjacency(edges(FILES[0]), 1000), pair[0])
