#include "scan_block.h"

#include <assert.h>

#include "lanes.h"
#include "multiversion.h"

#pragma STDC FP_CONTRACT ON

// A tile of `size` queries and one block. Every query has its own sum, so that additions do not wait
// for each other, and the block is loaded once for all.
GA_INLINE uint32_t scan_tile(const int size, const float *const *rows, const int *lanes,
                             const float *block, int64_t count, const float *bounds,
                             uint32_t *within, int64_t *work, float *all, int64_t stride) {
  float16 sums[8];
  for (int q = 0; q < size; q++) sums[q] = (float16){0};
  uint32_t found = 0;
  int64_t i = 0;
  do {
    const int64_t stop = i + 8 < count ? i + 8 : count;
    for (; i < stop; i++) {
      const float16 points = *(const float16 *)(block + i * ga_block_lanes);
      for (int q = 0; q < size; q++) {
        const float16 difference = points - rows[q][i];
        sums[q] = sums[q] + difference * difference;
      }
    }
    found = 0;
    for (int q = 0; q < size; q++) {
      const int16 isWithin = sums[q] <= bounds[lanes[q]];
      within[lanes[q]] = lane_bits(&isWithin);
      found |= within[lanes[q]] != 0 ? 1u << lanes[q] : 0;
    }
  } while (found != 0 && i < count);
  *work += i * size;
  if (all) {
    for (int q = 0; q < size; q++) *(float16 *)(all + lanes[q] * stride) = sums[q];
  }
  return found;
}

GA_MULTIVERSION
uint32_t ga_scan_block(const float *queries, uint32_t active, const float *block, int64_t count,
                       const float *bounds, uint32_t *within, int64_t *work, float *sums,
                       int64_t sumStride) {
  assert(active >> ga_block_lanes == 0 && count >= 0);
  assert(!sums || sumStride >= ga_block_lanes);
  const float *rows[ga_block_lanes];
  int lanes[ga_block_lanes], size = 0;
  for (; active != 0; active &= active - 1, size++) {
    lanes[size] = __builtin_ctz(active);
    rows[size] = queries + lanes[size] * count;
  }
  uint32_t found = 0;
  int q = 0;
  for (; size - q >= 8; q += 8)
    found |= scan_tile(8, rows + q, lanes + q, block, count, bounds, within, work, sums,
                       sumStride);
  for (; size - q >= 4; q += 4)
    found |= scan_tile(4, rows + q, lanes + q, block, count, bounds, within, work, sums,
                       sumStride);
  for (; q < size; q++)
    found |= scan_tile(1, rows + q, lanes + q, block, count, bounds, within, work, sums,
                       sumStride);
  return found;
}
