#ifndef GA_ASCENDING_LIST_H
#define GA_ASCENDING_LIST_H

#include <stdint.h>

/// Whether a list, ascending and without repetition, holds `value`. Cost: O(log count).
static inline int holds(const int32_t *list, int64_t count, int32_t value) {
  while (count > 0) {
    const int64_t half = count / 2;
    if (list[half] < value) {
      list += half + 1;
      count -= half + 1;
    } else if (list[half] == value) {
      return 1;
    } else {
      count = half;
    }
  }
  return 0;
}

#endif
