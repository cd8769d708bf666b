#include "shifted_exp.h"

#include <assert.h>

#include "fused.h"
#include "lanes.h"
#include "multiversion.h"

#pragma STDC FP_CONTRACT OFF

// exp(x) = 2^n · exp(r) with n = round(x / ln 2), and exp(r) by its Taylor polynomial of degree 6, which
// is off by at most 1.2e-7 · exp(r) for |r| ≤ ln(2) / 2. ln 2 is split in two so that r keeps its bits.
// The comparisons are such that NaN, which infinity − infinity gives, becomes zero.
// That is 21 floating-point operations a number: 1 comparison, 10 multiplications, 10 additions.
GA_INLINE void exp_of_nonpositive(float16 *numbers) {
  const float16 x = *numbers;
  const float16 clamped = x >= -85.0f ? x : (float16)-85.0f;
  const float16 rounded = FUSED(clamped, (float16)1.44269504f, 12582912.0f) - 12582912.0f;
  const float16 r = FUSED(rounded, (float16)2.12194440e-4f,
                          FUSED(rounded, (float16)-0.693359375f, clamped));
  float16 sum = (float16)(1.0f / 720);
  sum = FUSED(sum, r, 1.0f / 120);
  sum = FUSED(sum, r, 1.0f / 24);
  sum = FUSED(sum, r, 1.0f / 6);
  sum = FUSED(sum, r, 0.5f);
  sum = FUSED(sum, r, 1.0f);
  sum = FUSED(sum, r, 1.0f);
  const int16 exponent = (__builtin_convertvector(rounded, int16) + 127) << 23;
  float16 power;
  __builtin_memcpy(&power, &exponent, sizeof power);
  *numbers = x >= -85.0f ? sum * power : (float16)0.0f;
}

GA_MULTIVERSION
float ga_shifted_exp(float *x, int64_t count) {
  assert(count >= 0);
  if (count == 0) return 0;
  const int16 lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  float16 smallest = (float16)__builtin_inff();
  for (int64_t i = 0; i < count; i += ga_lanes) {
    const int16 isNumber = lane < (int32_t)(count - i);
    const float16 numbers = isNumber ? *(const float16 *)(x + i) : (float16)__builtin_inff();
    smallest = numbers < smallest ? numbers : smallest;
  }
  const float least = least_lane(&smallest);
  for (int64_t i = 0; i < count; i += ga_lanes) {
    const int16 isNumber = lane < (int32_t)(count - i);
    float16 numbers = least - *(const float16 *)(x + i);
    exp_of_nonpositive(&numbers);
    *(float16 *)(x + i) = isNumber ? numbers : (float16)0.0f;
  }
  return least;
}
