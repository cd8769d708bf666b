#ifndef GA_VISITS_H
#define GA_VISITS_H

#include <stdint.h>

/// Adds `time` to what a node has spent with a target. Of more than `width` targets, the one it had for the
/// shortest time is forgotten.
static inline void note_visit(int32_t *targets, int64_t *times, int64_t width, int32_t target, int64_t time) {
  if (time <= 0 || target < 0) return;
  int64_t shortest = 0;
  for (int64_t k = 0; k < width; k++) {
    if (times[k] > 0 && targets[k] == target) {
      times[k] += time;
      return;
    }
    if (times[k] < times[shortest]) shortest = k;
  }
  if (times[shortest] >= time) return;
  targets[shortest] = target;
  times[shortest] = time;
}

#endif
