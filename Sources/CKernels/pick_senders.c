#include "pick_senders.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "best_entries.h"

#pragma STDC FP_CONTRACT OFF

/// Orders entries by id, so that a row whose entries only changed places counts as unchanged.
static void sort_by_id(int32_t *ids, float *values, int32_t count) {
  for (int32_t i = 1; i < count; i++) {
    const int32_t id = ids[i];
    const float value = values[i];
    int32_t place = i;
    for (; place > 0 && ids[place - 1] > id; place--) {
      ids[place] = ids[place - 1];
      values[place] = values[place - 1];
    }
    ids[place] = id;
    values[place] = value;
  }
}

void ga_pick_senders(const ga_refinement *round, int64_t first, int64_t last, int32_t isFirst) {
  const int64_t width = round->width;
  assert(first >= 0 && first <= last && width >= 1 && round->senderBudget >= 0);
  for (int64_t row = first; row < last; row++) {
    const int32_t *own = round->matrix.ids + row * width;
    const float *weights = round->matrix.values + row * width;
    const int32_t count = round->matrix.counts[row];
    // The next matrix does not hold anything yet: its row is where the senders are chosen.
    int32_t *ids = round->next.ids + row * width;
    float *values = round->next.values + row * width;
    assert(count >= 0 && count <= width);
    const int64_t degree = round->sourceOffsets[row + 1] - round->sourceOffsets[row];
    int64_t limit = round->senderBudget / (degree > 0 ? degree : 1);
    limit = limit < 3 ? 3 : limit;
    limit = limit > width ? width : limit;
    float largest = 0;
    for (int32_t k = 0; k < count; k++) largest = weights[k] > largest ? weights[k] : largest;
    int32_t kept = 0;
    for (int32_t k = 0; k < count; k++) {
      if (weights[k] > round->senderShare * largest) {
        kept = insert(weights[k], own[k], kept, (int32_t)limit, ids, values);
      }
    }
    sort_by_id(ids, values, kept);
    int32_t *oldIDs = round->senders.ids + row * width;
    float *oldValues = round->senders.values + row * width;
    int isNew = isFirst || kept != round->senders.counts[row];
    for (int32_t k = 0; k < kept && !isNew; k++) {
      isNew = ids[k] != oldIDs[k] || fabsf(values[k] - oldValues[k]) > round->tolerance;
    }
    round->hasChanged[row] = (uint8_t)isNew;
    if (!isNew) continue;
    round->senders.counts[row] = kept;
    memcpy(oldIDs, ids, (size_t)kept * sizeof *ids);
    memcpy(oldValues, values, (size_t)kept * sizeof *values);
  }
}
