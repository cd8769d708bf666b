#include "kernel_rows.h"

#include <math.h>

#include "multiversion.h"

#pragma STDC FP_CONTRACT OFF

typedef float float16 __attribute__((vector_size(64), aligned(4)));
typedef int32_t int16 __attribute__((vector_size(64), aligned(4)));

enum { lanes = 16 };

GA_MULTIVERSION
void ga_landmark_distances(const float *rows, int64_t rowCount, int64_t width,
                           const float *landmarks, int64_t stride, int32_t squared,
                           float *distances) {
  for (int64_t row = 0; row < rowCount; row++) {
    const float *x = rows + row * width;
    float *out = distances + row * stride;
    for (int64_t j = 0; j < stride; j += lanes) {
      float16 sum = {0};
      for (int64_t i = 0; i < width; i++) {
        const float16 difference = x[i] - *(const float16 *)(landmarks + i * stride + j);
        sum += difference * difference;
      }
      *(float16 *)(out + j) = sum;
    }
    if (!squared) {
      for (int64_t j = 0; j < stride; j++) out[j] = sqrtf(out[j]);
    }
  }
}

// exp(x) = 2^n · exp(r) with n = round(x / ln 2), and exp(r) by its Taylor polynomial of degree 6, which
// is off by at most 1.2e-7 · exp(r) for |r| ≤ ln(2) / 2. ln 2 is split in two so that r keeps its bits.
// The comparisons are such that NaN, which infinity − infinity gives, becomes zero.
static inline float exp_of_nonpositive(float x) {
  const float clamped = x >= -85.0f ? x : -85.0f;
  const float rounded = (clamped * 1.44269504f + 12582912.0f) - 12582912.0f;
  const float r = (clamped - rounded * 0.693359375f) - rounded * -2.12194440e-4f;
  float sum = 1.0f / 720;
  sum = sum * r + 1.0f / 120;
  sum = sum * r + 1.0f / 24;
  sum = sum * r + 1.0f / 6;
  sum = sum * r + 0.5f;
  sum = sum * r + 1.0f;
  sum = sum * r + 1.0f;
  union {
    int32_t bits;
    float value;
  } power = {((int32_t)rounded + 127) << 23};
  return x >= -85.0f ? sum * power.value : 0.0f;
}

GA_MULTIVERSION
float ga_shifted_exp(float *x, int64_t count) {
  if (count <= 0) return 0;
  float least = x[0];
  for (int64_t i = 1; i < count; i++) least = x[i] < least ? x[i] : least;
  for (int64_t i = 0; i < count; i++) x[i] = exp_of_nonpositive(least - x[i]);
  return least;
}
