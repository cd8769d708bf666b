#include "filter_neighbors.h"

#include <assert.h>
#include <string.h>

#include "may_hold.h"

void ga_filter_neighbors(const int64_t *offsets, const int32_t *neighbors, int64_t first, int64_t last,
                         uint8_t *filter) {
  assert(first >= 0 && first <= last);
  for (int64_t node = first; node < last; node++) {
    const int64_t begin = offsets[node], count = offsets[node + 1] - begin;
    uint8_t *bits = filter + begin;
    if (count > 0) memset(bits, 0, (size_t)count);
    for (int64_t k = 0; k < count; k++) {
      const uint64_t bit = filter_bit(count, neighbors[begin + k]);
      bits[bit >> 3] |= (uint8_t)(1 << (bit & 7));
    }
  }
}
