#include "product_bound.h"

#include <assert.h>

#include "lanes.h"
#include "multiversion.h"

GA_MULTIVERSION
float ga_product_bound(const float *products, const float *halfNorms, int64_t count,
                       int64_t rank) {
  assert(count >= 0 && rank >= 1);
  enum { vectors = 4 };
  const float16 infinite = (float16)__builtin_inff();
  float16 least[vectors] = {infinite, infinite, infinite, infinite};
  int64_t i = 0;
  for (; i + vectors * ga_lanes <= count; i += vectors * ga_lanes) {
    for (int v = 0; v < vectors; v++) {
      const int64_t place = i + v * ga_lanes;
      const float16 values =
          *(const float16 *)(halfNorms + place) - *(const float16 *)(products + place);
      least[v] = values < least[v] ? values : least[v];
    }
  }
  for (int v = 0; i < count; i++, v++) {
    const float value = halfNorms[i] - products[i];
    float16 *vector = &least[v / ga_lanes];
    if (value < (*vector)[v % ga_lanes]) (*vector)[v % ga_lanes] = value;
  }
  float bound = __builtin_inff();
  for (int64_t found = 0; found < rank;) {
    const float16 a = least[0] < least[1] ? least[0] : least[1];
    const float16 b = least[2] < least[3] ? least[2] : least[3];
    const float16 c = a < b ? a : b;
    bound = least_lane(&c);
    if (bound == __builtin_inff()) return bound;
    for (int v = 0; v < vectors; v++) {
      const int16 isTaken = least[v] <= bound;
      found += __builtin_popcount(lane_bits(&isTaken));
      least[v] = isTaken ? infinite : least[v];
    }
  }
  return bound;
}
