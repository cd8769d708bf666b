#include "landmark_distances.h"

#include <assert.h>

#include "fused.h"
#include "lanes.h"
#include "multiversion.h"

#pragma STDC FP_CONTRACT OFF

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
  assert(rowCount >= 0 && width >= 1 && stride % ga_lanes == 0);
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
