#ifndef GA_REFINEMENT_SUMS_H
#define GA_REFINEMENT_SUMS_H

#include <math.h>

#include "ascending_list.h"
#include "best_entries.h"
#include "refine_rows.h"
#include "visit_budget.h"

#pragma STDC FP_CONTRACT OFF

// acc of ga_refine_rows: what the matches of a row's neighbors say together, for the target nodes that matter to the row.

/// Matches with more neighbors than this propose only what the row has already: to tell all of a hub's
/// neighbors of each other would take time quadratic in their number, and a neighbor that thousands share
/// says little.
enum { hub_degree = 2048 };

static inline float least(float a, float b) { return a < b ? a : b; }

static inline int64_t target_degree(const ga_refinement *round, int32_t node) {
  return round->targetOffsets[node + 1] - round->targetOffsets[node];
}

/// Whether an anchor gives w to another row.
static inline int is_taken(const ga_refinement *round, int64_t row, int32_t w) {
  return round->owners && round->owners[w] >= 0 && round->owners[w] != row;
}

/// The Jaccard index of the neighborhoods of `row` and w that have `sum` in common.
static inline float jaccard_of(const ga_refinement *round, int64_t row, int32_t w, float sum) {
  const float degree = (float)(round->sourceOffsets[row + 1] - round->sourceOffsets[row]);
  const float other = (float)target_degree(round, w);
  return sum / (degree + other - least(sum, least(degree, other)));
}

/// Adds up, for each match of a neighbor, how much neighbors believe in it; returns how many matches there are.
static inline int64_t listen(const ga_refinement *round, int64_t row, float *heard, int32_t *matches) {
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

/// Adds up what is heard for the given target nodes and no others; returns how many are touched by now.
static inline int64_t support(const ga_refinement *round, const ga_refinement_workspace *workspace, int64_t matchCount,
                              const int32_t *ids, int32_t idCount, int64_t touched) {
  const float *heard = workspace->present;
  for (int32_t c = 0; c < idCount; c++) {
    const int32_t w = ids[c];
    if (workspace->sums[w] != 0) continue;
    const int32_t *list = round->targetNeighbors + round->targetOffsets[w];
    const int64_t degree = target_degree(round, w);
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
    workspace->touched[touched++] = w;
  }
  return touched;
}

/// Adds what a match says to the sums of its neighbors; returns how many are touched by now.
static inline int64_t tell(const ga_refinement *round, const ga_refinement_workspace *workspace, int32_t match,
                           int64_t touched) {
  const int32_t *list = round->targetNeighbors + round->targetOffsets[match];
  const int64_t degree = target_degree(round, match);
  const float value = workspace->present[match];
  for (int64_t f = 0; f < degree; f++) {
    const int32_t w = list[f];
    workspace->touched[touched] = w;
    touched += workspace->sums[w] == 0;
    workspace->sums[w] += value;
  }
  return touched;
}

/// Adds up what all matches say to all of their neighbors; returns how many are touched.
static inline int64_t propose(const ga_refinement *round, int64_t row, const ga_refinement_workspace *workspace,
                              int64_t matchCount) {
  const int32_t *own = round->matrix.ids + row * round->width;
  const int32_t ownCount = round->matrix.counts[row];
  int64_t count = 0;
  for (int64_t m = 0; m < matchCount; m++) {
    const int32_t match = workspace->matches[m];
    const int64_t degree = target_degree(round, match);
    if (degree <= hub_degree) {
      count = tell(round, workspace, match, count);
      continue;
    }
    const int32_t *list = round->targetNeighbors + round->targetOffsets[match];
    for (int32_t c = 0; c < ownCount; c++) {
      if (!holds(list, degree, own[c])) continue;
      workspace->touched[count] = own[c];
      count += workspace->sums[own[c]] == 0;
      workspace->sums[own[c]] += workspace->present[match];
    }
  }
  return count;
}

/// The same for the target nodes that the row has and those that the weightiest matches speak for most; `ids` and
/// `values` have room for a row.
static inline int64_t propose_within(const ga_refinement *round, int64_t row, const ga_refinement_workspace *workspace,
                                     int64_t matchCount, int32_t *ids, float *values) {
  int64_t costs[ga_bucket_count] = {0};
  float *keys = workspace->scores;
  for (int64_t m = 0; m < matchCount; m++) {
    const int32_t match = workspace->matches[m];
    const int64_t degree = target_degree(round, match);
    keys[m] = degree > 0 && degree <= hub_degree ? workspace->present[match] / sqrtf((float)degree) : 0;
    if (keys[m] > 0) costs[bucket_of(keys[m])] += degree;
  }
  const int32_t lowest = lowest_affordable(costs, round->visitBudget);
  int64_t count = 0;
  for (int64_t m = 0; m < matchCount; m++) {
    if (keys[m] > 0 && bucket_of(keys[m]) >= lowest) count = tell(round, workspace, workspace->matches[m], count);
  }
  int32_t kept = 0;
  for (int64_t t = 0; t < count; t++) {
    const int32_t w = workspace->touched[t];
    const float jaccard = jaccard_of(round, row, w, workspace->sums[w]);
    workspace->sums[w] = 0;
    if (!is_taken(round, row, w)) kept = insert(jaccard, w, kept, (int32_t)round->width, ids, values);
  }
  // What the others say counts, too.
  count = support(round, workspace, matchCount, round->matrix.ids + row * round->width, round->matrix.counts[row], 0);
  return support(round, workspace, matchCount, ids, kept, count);
}

/// Adds up what the matches of neighbors say, in `sums`; returns how many target nodes are touched. `present` is zero
/// again afterwards.
static inline int64_t add_up(const ga_refinement *round, int64_t row, int isClosed,
                             const ga_refinement_workspace *workspace, int32_t *ids, float *values) {
  float *heard = workspace->present;
  const int64_t matchCount = listen(round, row, heard, workspace->matches);
  int64_t count = 0;
  if (isClosed) {
    const int32_t *own = round->matrix.ids + row * round->width;
    count = support(round, workspace, matchCount, own, round->matrix.counts[row], 0);
  }
  if (count == 0) {
    int64_t visits = 0;
    for (int64_t m = 0; m < matchCount; m++) {
      const int64_t degree = target_degree(round, workspace->matches[m]);
      visits += degree <= hub_degree ? degree : 0;
    }
    count = visits <= round->visitBudget
                ? propose(round, row, workspace, matchCount)
                : propose_within(round, row, workspace, matchCount, ids, values);
  }
  for (int64_t m = 0; m < matchCount; m++) heard[workspace->matches[m]] = 0;
  return count;
}

#endif
