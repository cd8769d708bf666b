#include "product_scan.h"

#include "multiversion.h"

typedef float float16 __attribute__((ext_vector_type(16), aligned(4)));
typedef int32_t int16 __attribute__((ext_vector_type(16), aligned(4)));
typedef _Bool bits16 __attribute__((ext_vector_type(16)));

GA_MULTIVERSION
int64_t ga_next_within(const float *products, const float *halfNorms, int64_t first, int64_t count,
                       float threshold) {
  int64_t i = first;
  for (; i + 16 <= count; i += 16) {
    const float16 values = *(const float16 *)(halfNorms + i) - *(const float16 *)(products + i);
    const int16 isWithin = values <= threshold;
    const bits16 bits = __builtin_convertvector(isWithin, bits16);
    uint16_t found;
    __builtin_memcpy(&found, &bits, sizeof found);
    if (found != 0) return i + __builtin_ctz(found);
  }
  for (; i < count; i++) {
    if (halfNorms[i] - products[i] <= threshold) return i;
  }
  return count;
}
