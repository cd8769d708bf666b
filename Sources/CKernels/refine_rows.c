#include "refine_rows.h"

#include <assert.h>
#include <string.h>

#include "best_entries.h"
#include "refinement_sums.h"

#pragma STDC FP_CONTRACT OFF

/// Turns the sums of touched nodes into scores, and clears them; returns the best score.
static float score(const ga_refinement *round, int64_t row, int64_t count, float *sums,
                   const float *present, const int32_t *touched, float *scores) {
  float best = 0;
  for (int64_t t = 0; t < count; t++) {
    const int32_t w = touched[t];
    const float sum = sums[w];
    sums[w] = 0;
    const float jaccard = jaccard_of(round, row, w, sum);
    float power = round->power > 0 ? jaccard : sum;
    for (int32_t q = 1; q < round->power; q++) power *= jaccard;
    scores[t] = is_taken(round, row, w) ? 0 : power * (present[w] + round->epsilon);
    best = scores[t] > best ? scores[t] : best;
  }
  return best;
}

/// Computes one row of the next matrix; returns how many entries it has.
static int32_t refine(const ga_refinement *round, int64_t row,
                      const ga_refinement_workspace *workspace, int32_t *ids, float *shares) {
  const int64_t start = row * round->width;
  const int32_t own = round->matrix.counts[row];
  const int isClosed = round->epsilon <= round->closingEpsilon;
  const int64_t count = add_up(round, row, isClosed, workspace, ids, shares);
  for (int32_t k = 0; k < own; k++) {
    workspace->present[round->matrix.ids[start + k]] = round->matrix.values[start + k];
  }
  const float best = score(round, row, count, workspace->sums, workspace->present,
                           workspace->touched, workspace->scores);
  for (int32_t k = 0; k < own; k++) workspace->present[round->matrix.ids[start + k]] = 0;
  const float floor = best * round->floor;
  int32_t kept = 0;
  for (int64_t t = 0; t < count; t++) {
    const float value = workspace->scores[t];
    if (value > 0 && value >= floor) {
      kept = insert(value, workspace->touched[t], kept, (int32_t)round->width, ids, shares);
    }
  }
  double total = 0;
  for (int32_t k = 0; k < kept; k++) total += shares[k];
  for (int32_t k = 0; k < kept; k++) shares[k] = (float)(shares[k] / total);
  return kept;
}

/// Whether a row may stay as it is.
static int is_settled(const ga_refinement *round, int64_t row) {
  if (!round->hasDecided[row] || round->hasChanged[row]) return 0;
  for (int64_t e = round->sourceOffsets[row]; e < round->sourceOffsets[row + 1]; e++) {
    if (round->hasChanged[round->sourceNeighbors[e]]) return 0;
  }
  return 1;
}

int64_t ga_refine_rows(const ga_refinement *round, int64_t first, int64_t last,
                       const ga_refinement_workspace *workspace) {
  static const float decision = 0.9f;
  assert(first >= 0 && first <= last && round->width >= 1);
  assert(round->power >= 0 && round->epsilon >= 0);
  int64_t active = 0;
  for (int64_t row = first; row < last; row++) {
    const int64_t start = row * round->width;
    int32_t *ids = round->next.ids + start;
    float *shares = round->next.values + start;
    int32_t kept = 0;
    assert(round->matrix.counts[row] >= 0 && round->matrix.counts[row] <= round->width);
    if (!is_settled(round, row)) kept = refine(round, row, workspace, ids, shares);
    if (kept > 0) {
      round->next.counts[row] = kept;
      round->hasDecided[row] = shares[0] >= decision;
      active++;
    } else {
      const int32_t own = round->matrix.counts[row];
      memcpy(ids, round->matrix.ids + start, (size_t)own * sizeof *ids);
      memcpy(shares, round->shares + start, (size_t)own * sizeof *shares);
      round->next.counts[row] = own;
    }
  }
  return active;
}
