#include "unit_row.h"

#include <assert.h>
#include <math.h>

#include "eight.h"
#include "multiversion.h"

#pragma STDC FP_CONTRACT OFF

GA_MULTIVERSION
double ga_unit_row(const float *row, int64_t count, float *out) {
  assert(count >= 0 && (out == row || out + count <= row || row + count <= out));
  double8 sums[2] = {{0}, {0}};
  int64_t i = 0;
  for (; i + 16 <= count; i += 16) {
    for (int v = 0; v < 2; v++) {
      const double8 x = __builtin_convertvector(*(const float8 *)(row + i + 8 * v), double8);
      sums[v] += x * x;
    }
  }
  const double8 sum = sums[0] + sums[1];
  double total = ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
  for (; i < count; i++) total += (double)row[i] * (double)row[i];
  const double scale = 1 / sqrt(total);
  for (i = 0; i + 8 <= count; i += 8) {
    const double8 x = __builtin_convertvector(*(const float8 *)(row + i), double8);
    *(float8 *)(out + i) = __builtin_convertvector(x * scale, float8);
  }
  for (; i < count; i++) out[i] = (float)((double)row[i] * scale);
  return total;
}
