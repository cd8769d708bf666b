#include "merge_row.h"

#include <assert.h>
#include <float.h>
#include <string.h>

#include "multiversion.h"

// A short row is sorted by comparing every entry with every other: an entry's place is the number of
// smaller ones. That is count² comparisons, but sixteen at a time and without a branch to mispredict.
// Equal columns get the same place and leave the places after it empty: repetitions drop out by
// themselves. A long row is sorted by counting, byte after byte.

enum { lanes = 16, longest_short_row = 128 };
typedef int32_t block __attribute__((vector_size(4 * lanes)));

GA_MULTIVERSION
static int64_t merge_short_row(const int32_t *columns, const double *weights, int64_t count,
                               int32_t *merged, double *mergedWeights) {
  int32_t padded[longest_short_row], places[longest_short_row], sorted[longest_short_row];
  double sortedWeights[longest_short_row];
  const int64_t blocks = (count + lanes - 1) / lanes;
  for (int64_t i = 0; i < count; i++) assert(columns[i] >= 0);
  memcpy(padded, columns, (size_t)count * sizeof *columns);
  // The places of what is beyond the row are never looked at.
  memset(padded + count, 0, (size_t)(blocks * lanes - count) * sizeof *padded);
  for (int64_t b = 0; b < blocks; b++) {
    block own, smaller = {0};
    memcpy(&own, padded + b * lanes, sizeof own);
    for (int64_t i = 0; i < count; i++) smaller -= own > columns[i];
    memcpy(places + b * lanes, &smaller, sizeof smaller);
  }
  memset(sorted, 0xff, (size_t)count * sizeof *sorted);
  for (int64_t i = 0; i < count; i++) sorted[places[i]] = columns[i];
  int64_t kept = 0;
  if (!weights) {
    for (int64_t i = 0; i < count; i++) {
      merged[kept] = sorted[i];
      kept += sorted[i] >= 0;
    }
    return kept;
  }
  // Weights have either sign: the largest must be found among those below 0, too.
  for (int64_t i = 0; i < count; i++) sortedWeights[i] = -DBL_MAX;
  for (int64_t i = 0; i < count; i++) {
    double *weight = sortedWeights + places[i];
    *weight = weights[i] > *weight ? weights[i] : *weight;
  }
  for (int64_t i = 0; i < count; i++) {
    merged[kept] = sorted[i];
    mergedWeights[kept] = sortedWeights[i];
    kept += sorted[i] >= 0;
  }
  return kept;
}

static int64_t merge_long_row(int32_t *columns, double *weights, int64_t count,
                              int32_t *spareColumns, double *spareWeights, int32_t *merged,
                              double *mergedWeights) {
  assert(!weights || spareWeights);
  int32_t largest = 0;
  for (int64_t i = 0; i < count; i++) largest |= columns[i];
  assert(largest >= 0);
  for (int shift = 0; shift < 32 && largest >> shift > 0; shift += 8) {
    int64_t next[257] = {0};
    for (int64_t i = 0; i < count; i++) next[((columns[i] >> shift) & 255) + 1]++;
    for (int digit = 1; digit < 256; digit++) next[digit] += next[digit - 1];
    for (int64_t i = 0; i < count; i++) {
      const int64_t place = next[(columns[i] >> shift) & 255]++;
      spareColumns[place] = columns[i];
      if (weights) spareWeights[place] = weights[i];
    }
    int32_t *const otherColumns = columns;
    columns = spareColumns;
    spareColumns = otherColumns;
    double *const otherWeights = weights;
    if (weights) weights = spareWeights;
    spareWeights = otherWeights;
  }
  int64_t kept = 0;
  for (int64_t i = 0; i < count; i++) {
    if (kept > 0 && merged[kept - 1] == columns[i]) {
      if (weights && weights[i] > mergedWeights[kept - 1]) mergedWeights[kept - 1] = weights[i];
      continue;
    }
    merged[kept] = columns[i];
    if (weights) mergedWeights[kept] = weights[i];
    kept++;
  }
  return kept;
}

int64_t ga_merge_row(int32_t *columns, double *weights, int64_t count, int32_t *spareColumns,
                     double *spareWeights, int32_t *merged, double *mergedWeights) {
  assert(count >= 0 && (!weights || mergedWeights));
  return count <= longest_short_row
             ? merge_short_row(columns, weights, count, merged, mergedWeights)
             : merge_long_row(columns, weights, count, spareColumns, spareWeights, merged,
                              mergedWeights);
}
