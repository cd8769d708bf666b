#include "nearest_names.h"

#include <assert.h>
#include <string.h>

#include "best_entries.h"
#include "multiversion.h"

#pragma STDC FP_CONTRACT OFF

/// So many sums are compared at once.
enum { block = 64 };

GA_MULTIVERSION
static int exceeds(const float *sums, float least) {
  int32_t any = 0;
  for (int32_t k = 0; k < block; k++) any |= sums[k] > least;
  return any;
}

int32_t ga_nearest_names(const ga_name_postings *postings, const int32_t *grams, const float *weights,
                         int64_t entryCount, int32_t limit, float *sums, int32_t *ids, float *values) {
  assert(entryCount >= 0 && limit >= 1);
  for (int64_t k = 0; k < entryCount; k++) {
    const float weight = weights[k];
    for (int64_t p = postings->offsets[grams[k]]; p < postings->offsets[grams[k] + 1]; p++) {
      sums[postings->names[p]] += weight * postings->weights[p];
    }
  }
  int32_t count = 0;
  float least = 0;
  for (int64_t first = 0; first < postings->nameCount; first += block) {
    const int64_t rest = postings->nameCount - first, length = rest < block ? rest : block;
    if (length == block && !exceeds(sums + first, least)) continue;
    for (int64_t name = first; name < first + length; name++) {
      if (!(sums[name] > least)) continue;
      count = insert(sums[name], (int32_t)name, count, limit, ids, values);
      // Of equal sums the smaller id is there already.
      if (count == limit) least = values[limit - 1];
    }
  }
  memset(sums, 0, (size_t)postings->nameCount * sizeof *sums);
  return count;
}
