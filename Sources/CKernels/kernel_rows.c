#include "kernel_rows.h"

#include "lanes.h"
#include "multiversion.h"

// What is fused is said so, and nothing else is: a fused product and sum is rounded once by definition, so
// every processor gives the same bits. Those without the instruction (x86 before 2013) call `fmaf` for every
// number, tens of times slower; so do builds for x86 without glibc, which have no second version to pick.
#pragma STDC FP_CONTRACT OFF

// a · b + c, rounded once.
#define FUSED(a, b, c) __builtin_elementwise_fma(a, b, (float16)(c))

// A tile of `height` rows and 16 · `vectors` landmarks. Each coordinate of a row is fetched once for all
// landmarks of the tile, and each vector of landmarks once for all rows.
GA_INLINE void distance_tile(
    const int height, const int vectors, const float *rows, int64_t width, const float *landmarks,
    int64_t stride, int32_t squared, float *distances) {
  float16 sums[4][2];
  for (int r = 0; r < height; r++)
    for (int v = 0; v < vectors; v++) sums[r][v] = (float16)0.0f;
  for (int64_t i = 0; i < width; i++) {
    float16 landmark[2];
    for (int v = 0; v < vectors; v++)
      landmark[v] = *(const float16 *)(landmarks + i * stride + v * ga_lanes);
    for (int r = 0; r < height; r++) {
      const float16 x = (float16)rows[r * width + i];
      for (int v = 0; v < vectors; v++) {
        const float16 difference = x - landmark[v];
        sums[r][v] = FUSED(difference, difference, sums[r][v]);
      }
    }
  }
  for (int r = 0; r < height; r++) {
    for (int v = 0; v < vectors; v++) {
      float16 *out = (float16 *)(distances + r * stride + v * ga_lanes);
      *out = squared ? sums[r][v] : __builtin_elementwise_sqrt(sums[r][v]);
    }
  }
}

GA_MULTIVERSION
void ga_landmark_distances(const float *rows, int64_t rowCount, int64_t width,
                           const float *landmarks, int64_t stride, int32_t squared,
                           float *distances) {
  int64_t row = 0;
  for (; row + 4 <= rowCount; row += 4) {
    const float *x = rows + row * width;
    float *out = distances + row * stride;
    int64_t j = 0;
    for (; j + 2 * ga_lanes <= stride; j += 2 * ga_lanes)
      distance_tile(4, 2, x, width, landmarks + j, stride, squared, out + j);
    if (j < stride) distance_tile(4, 1, x, width, landmarks + j, stride, squared, out + j);
  }
  for (; row < rowCount; row++) {
    for (int64_t j = 0; j < stride; j += ga_lanes)
      distance_tile(1, 1, rows + row * width, width, landmarks + j, stride, squared,
                    distances + row * stride + j);
  }
}

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
  if (count <= 0) return 0;
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
