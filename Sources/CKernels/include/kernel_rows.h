#ifndef GA_KERNEL_ROWS_H
#define GA_KERNEL_ROWS_H

#include <stdint.h>

/// Distances from rows to all landmarks, in single precision.
///
/// - rows: rowCount × width.
/// - landmarks: width × stride: the first coordinates of all landmarks, then the second ones; stride is
///   a multiple of 16 and places beyond the last landmark hold zeros.
/// - squared: whether the result is ‖x − l‖² or ‖x − l‖.
/// - distances: rowCount × stride.
void ga_landmark_distances(const float *rows, int64_t rowCount, int64_t width,
                           const float *landmarks, int64_t stride, int32_t squared,
                           float *distances);

/// x ← exp(least − x) for `count` numbers, where `least` is the smallest of them, which is returned.
///
/// The factor exp(least) that this leaves out is one for the whole row: a row that is scaled to unit
/// length afterwards does not change, and does not underflow. Relative error below 3e-7; results
/// below 1e-37 are zero. `x` has room for whole vectors of sixteen; places from `count` on become zero.
float ga_shifted_exp(float *x, int64_t count);

#endif
