#include "box_within.h"

#include <assert.h>

#include "lanes.h"
#include "multiversion.h"

// What this computes only discards, and callers leave a margin: fused or not does not matter.
#pragma STDC FP_CONTRACT ON

GA_MULTIVERSION
uint32_t ga_box_within(const float *queries, const float *low, const float *high, int64_t count,
                       const float *bounds, float *least) {
  assert(count >= 0);
  float16 sum = {0};
  for (int64_t i = 0; i < count; i++) {
    const float16 query = *(const float16 *)(queries + i * ga_block_lanes);
    const float16 below = low[i] - query, above = query - high[i];
    // At most one of the two is positive; a negative one is no distance.
    float16 outside = below > above ? below : above;
    outside = outside > 0 ? outside : 0;
    sum += outside * outside;
  }
  const int16 isWithin = sum <= *(const float16 *)bounds;
  const float16 near = isWithin ? sum : (float16)__builtin_inff();
  *least = least_lane(&near);
  return lane_bits(&isWithin);
}
