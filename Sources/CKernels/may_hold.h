#ifndef GA_MAY_HOLD_H
#define GA_MAY_HOLD_H

#include <stdint.h>

/// Which bit of a list's filter stands for `id`. The list's length is below 2²⁹.
static inline uint64_t filter_bit(int64_t count, int32_t id) {
  const uint32_t hash = (uint32_t)id * 2654435769u;
  return ((uint64_t)hash * (uint64_t)(8 * count)) >> 32;
}

/// Whether a list of `count` ids may hold `id`; if not, it does not. `filter` is that of the list.
static inline int may_hold(const uint8_t *filter, int64_t count, int32_t id) {
  if (count == 0) return 0;
  const uint64_t bit = filter_bit(count, id);
  return filter[bit >> 3] >> (bit & 7) & 1;
}

#endif
