#include "distances.h"

#include "multiversion.h"

#pragma STDC FP_CONTRACT OFF

typedef double double8 __attribute__((vector_size(64), aligned(8)));
typedef float float8 __attribute__((vector_size(32), aligned(4)));
typedef float float16 __attribute__((vector_size(64), aligned(4)));
typedef int32_t int16 __attribute__((vector_size(64), aligned(4)));

GA_MULTIVERSION
double ga_squared_distance(const float *a, const float *b, int64_t count) {
  double8 sum = {0};
  int64_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const double8 difference = __builtin_convertvector(*(const float8 *)(a + i), double8) -
                               __builtin_convertvector(*(const float8 *)(b + i), double8);
    sum += difference * difference;
  }
  for (int64_t lane = 0; i < count; i++, lane++) {
    const double difference = (double)a[i] - (double)b[i];
    sum[lane] += difference * difference;
  }
  return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
}

GA_MULTIVERSION
float ga_box_distance(const float *query, const float *low, const float *high, int64_t count) {
  float sum = 0;
  for (int64_t i = 0; i < count; i++) {
    const float below = low[i] - query[i], above = query[i] - high[i];
    float outside = below > above ? below : above;
    outside = outside > 0 ? outside : 0;
    sum += outside * outside;
  }
  return sum;
}

GA_MULTIVERSION
uint32_t ga_scan_block(const float *query, const float *block, int64_t count, float bound) {
  float16 sum = {0};
  int64_t i = 0;
  while (i < count) {
    const int64_t stop = i + 8 < count ? i + 8 : count;
    for (; i < stop; i++) {
      const float16 difference = *(const float16 *)(block + i * ga_block_lanes) - query[i];
      sum += difference * difference;
    }
    uint32_t within = 0;
    for (int lane = 0; lane < ga_block_lanes; lane++) within |= (uint32_t)(sum[lane] <= bound) << lane;
    if (within == 0) return 0;
    if (i == count) return within;
  }
  return (1u << ga_block_lanes) - 1;
}
