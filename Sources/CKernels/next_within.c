#include "next_within.h"

#include <assert.h>

#include "lanes.h"
#include "multiversion.h"

GA_MULTIVERSION
int64_t ga_next_within(const float *products, const float *halfNorms, int64_t first, int64_t count,
                       float threshold) {
  assert(first >= 0 && first <= count);
  int64_t i = first;
  for (; i + ga_lanes <= count; i += ga_lanes) {
    const float16 values = *(const float16 *)(halfNorms + i) - *(const float16 *)(products + i);
    const int16 isWithin = values <= threshold;
    const uint32_t found = lane_bits(&isWithin);
    if (found != 0) return i + __builtin_ctz(found);
  }
  for (; i < count; i++) {
    if (halfNorms[i] - products[i] <= threshold) return i;
  }
  return count;
}
