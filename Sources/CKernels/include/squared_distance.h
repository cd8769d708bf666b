#ifndef GA_SQUARED_DISTANCE_H
#define GA_SQUARED_DISTANCE_H

#include <stdint.h>

/// ‖a − b‖² in double.
///
/// - a, b: `count` ≥ 0 numbers each; they may be the same.
///
/// Order of sums: eight partial sums, coordinate i going to sum i mod 8 one after the other, and added up
/// as ((s₀ + s₄) + (s₂ + s₆)) + ((s₁ + s₅) + (s₃ + s₇)). Nothing is fused. The order is part of the
/// definition: neighbors are ranked, and ties found, by this number.
///
/// Cost: O(count). Twin: KernelTwins.squaredDistance, to the bit.
double ga_squared_distance(const float *a, const float *b, int64_t count);

/// The same, to the bit, from a row to some of sixteen consecutive rows.
///
/// - a: `stride` numbers, a multiple of eight; those beyond the row's coordinates are zero, which adds
///   nothing to a sum.
/// - rows: up to sixteen rows like `a`; only those named are read.
/// - named: a bit for each row wanted, of the lowest sixteen.
/// - distances: 16 places, of which only those named are written.
///
/// Cost: O(named rows · stride). Twin: ga_squared_distance.
void ga_squared_distances(const float *a, const float *rows, uint32_t named, int64_t stride,
                          double *distances);

#endif
