#include "squared_distance.h"

#include <assert.h>

#include "eight.h"
#include "multiversion.h"

#pragma STDC FP_CONTRACT OFF

GA_MULTIVERSION
double ga_squared_distance(const float *a, const float *b, int64_t count) {
  assert(count >= 0);
  double8 sum = {0};
  int64_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const double8 difference = __builtin_convertvector(*(const float8 *)(a + i), double8) -
                               __builtin_convertvector(*(const float8 *)(b + i), double8);
    sum += difference * difference;
  }
  // Places by constants, so that the rest stays in registers; zeros add nothing.
  const int64_t rest = count - i;
  a += i;
  b += i;
  double8 last = {0};
  if (rest > 0) last[0] = (double)a[0] - (double)b[0];
  if (rest > 1) last[1] = (double)a[1] - (double)b[1];
  if (rest > 2) last[2] = (double)a[2] - (double)b[2];
  if (rest > 3) last[3] = (double)a[3] - (double)b[3];
  if (rest > 4) last[4] = (double)a[4] - (double)b[4];
  if (rest > 5) last[5] = (double)a[5] - (double)b[5];
  if (rest > 6) last[6] = (double)a[6] - (double)b[6];
  sum += last * last;
  return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
}

GA_MULTIVERSION
void ga_squared_distances(const float *a, const float *rows, uint32_t named, int64_t stride,
                          double *distances) {
  assert(named >> 16 == 0 && stride >= 0 && stride % 8 == 0);
  for (; named != 0; named &= named - 1) {
    const int place = __builtin_ctz(named);
    const float *b = rows + place * stride;
    double8 sum = {0};
    for (int64_t i = 0; i < stride; i += 8) {
      const double8 difference = __builtin_convertvector(*(const float8 *)(a + i), double8) -
                                 __builtin_convertvector(*(const float8 *)(b + i), double8);
      sum += difference * difference;
    }
    distances[place] =
        ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
  }
}
