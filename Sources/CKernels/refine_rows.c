#include "refine_rows.h"

#include <assert.h>
#include <string.h>

#include "ascending_list.h"
#include "best_entries.h"

#pragma STDC FP_CONTRACT OFF

static inline float least(float a, float b) { return a < b ? a : b; }

/// Matches with more neighbors than this propose only what the row has already: to tell all of a hub's
/// neighbors of each other would take time quadratic in their number, and a neighbor that thousands share
/// says little.
enum { hub_degree = 2048 };

/// Adds up, for each match of a neighbor, how much neighbors believe in it; returns how many matches there are.
static int64_t listen(const ga_refinement *round, int64_t row, float *heard, int32_t *matches) {
  int64_t count = 0;
  for (int64_t e = round->sourceOffsets[row]; e < round->sourceOffsets[row + 1]; e++) {
    const int64_t neighbor = round->sourceNeighbors[e], start = neighbor * round->width;
    for (int32_t k = 0; k < round->senders.counts[neighbor]; k++) {
      const float value = round->senders.values[start + k];
      // A sum that stays zero would be touched twice.
      if (!(value > 1e-30f)) continue;
      const int32_t match = round->senders.ids[start + k];
      matches[count] = match;
      count += heard[match] == 0;
      heard[match] += value;
    }
  }
  return count;
}

/// Adds up what the neighbors' matches propose to the candidates that the row has, and to no other; returns how many
/// of them were touched.
static int64_t support(const ga_refinement *round, int64_t row, const ga_refinement_workspace *workspace) {
  float *heard = workspace->present;
  const int64_t matchCount = listen(round, row, heard, workspace->matches);
  int64_t count = 0;
  for (int32_t c = 0; c < round->matrix.counts[row]; c++) {
    const int32_t w = round->matrix.ids[row * round->width + c];
    const int32_t *list = round->targetNeighbors + round->targetOffsets[w];
    const int64_t degree = round->targetOffsets[w + 1] - round->targetOffsets[w];
    float sum = 0;
    if (degree <= hub_degree) {
      for (int64_t f = 0; f < degree; f++) sum += heard[list[f]];
    } else {
      for (int64_t m = 0; m < matchCount; m++) {
        const int32_t match = workspace->matches[m];
        if (holds(list, degree, match)) sum += heard[match];
      }
    }
    if (sum == 0) continue;
    workspace->sums[w] = sum;
    workspace->touched[count++] = w;
  }
  for (int64_t m = 0; m < matchCount; m++) heard[workspace->matches[m]] = 0;
  return count;
}

/// Adds up what the neighbors' matches propose; returns how many target nodes were touched.
static int64_t propose(const ga_refinement *round, int64_t row, const ga_refinement_workspace *workspace) {
  // Where several neighbors have the same match, its neighbors are told once.
  float *heard = workspace->present, *sums = workspace->sums;
  int32_t *touched = workspace->touched;
  const int64_t matchCount = listen(round, row, heard, workspace->matches);
  int64_t count = 0;
  const int32_t *own = round->matrix.ids + row * round->width;
  const int32_t ownCount = round->matrix.counts[row];
  for (int64_t m = 0; m < matchCount; m++) {
    const int32_t match = workspace->matches[m];
    const float value = heard[match];
    heard[match] = 0;
    const int32_t *list = round->targetNeighbors + round->targetOffsets[match];
    const int64_t degree = round->targetOffsets[match + 1] - round->targetOffsets[match];
    if (degree > hub_degree) {
      for (int32_t c = 0; c < ownCount; c++) {
        if (!holds(list, degree, own[c])) continue;
        touched[count] = own[c];
        count += sums[own[c]] == 0;
        sums[own[c]] += value;
      }
      continue;
    }
    for (int64_t f = 0; f < degree; f++) {
      const int32_t w = list[f];
      touched[count] = w;
      count += sums[w] == 0;
      sums[w] += value;
    }
  }
  return count;
}

/// Turns the sums of touched nodes into scores, and clears them; returns the best score.
static float score(const ga_refinement *round, int64_t row, int64_t count, float *sums,
                   const float *present, const int32_t *touched, float *scores) {
  const float degree = (float)(round->sourceOffsets[row + 1] - round->sourceOffsets[row]);
  float best = 0;
  for (int64_t t = 0; t < count; t++) {
    const int32_t w = touched[t];
    const float sum = sums[w];
    sums[w] = 0;
    const float other = (float)(round->targetOffsets[w + 1] - round->targetOffsets[w]);
    const float jaccard = sum / (degree + other - least(sum, least(degree, other)));
    float power = round->power > 0 ? jaccard : sum;
    for (int32_t q = 1; q < round->power; q++) power *= jaccard;
    const int isTaken = round->owners && round->owners[w] >= 0 && round->owners[w] != row;
    scores[t] = isTaken ? 0 : power * (present[w] + round->epsilon);
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
  int64_t count = isClosed ? support(round, row, workspace) : 0;
  if (count == 0) count = propose(round, row, workspace);
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
