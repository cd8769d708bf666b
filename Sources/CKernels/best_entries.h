#ifndef GA_BEST_ENTRIES_H
#define GA_BEST_ENTRIES_H

#include <stdint.h>

// Whether (a, idA) comes before (b, idB): the larger first, of equal ones the smaller id.
static inline int precedes(float a, int32_t idA, float b, int32_t idB) {
  return a != b ? a > b : idA < idB;
}

// Inserts into a list of the best `limit`, best first; returns the new length.
static inline int32_t insert(float value, int32_t id, int32_t count, int32_t limit, int32_t *ids,
                             float *values) {
  if (count == limit) {
    if (!precedes(value, id, values[count - 1], ids[count - 1])) return count;
    count--;
  }
  int32_t place = count;
  while (place > 0 && precedes(value, id, values[place - 1], ids[place - 1])) {
    values[place] = values[place - 1];
    ids[place] = ids[place - 1];
    place--;
  }
  values[place] = value;
  ids[place] = id;
  return count + 1;
}

#endif
