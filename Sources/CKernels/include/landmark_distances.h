#ifndef GA_LANDMARK_DISTANCES_H
#define GA_LANDMARK_DISTANCES_H

#include <stdint.h>

/// Distances from rows to all landmarks, in single precision.
///
/// - rows: rowCount × width numbers, row by row; width ≥ 1.
/// - landmarks: width × stride numbers: the first coordinates of all landmarks, then the second ones.
///   `stride` is a multiple of 16, and places beyond the last landmark hold zeros.
/// - squared: whether the result is ‖x − l‖² or ‖x − l‖.
/// - distances: rowCount × stride places, all of which are written; those beyond the last landmark get the
///   distance to the origin, which means nothing.
///
/// Order of sums: coordinate by coordinate in `float`, each product and sum fused, hence rounded once; the
/// root is rounded correctly. A distance does not depend on the rows and landmarks that come with it.
///
/// Cost: O(rowCount · width · stride). Twin: KernelTwins.landmarkDistance, to the bit.
void ga_landmark_distances(const float *rows, int64_t rowCount, int64_t width,
                           const float *landmarks, int64_t stride, int32_t squared,
                           float *distances);

#endif
