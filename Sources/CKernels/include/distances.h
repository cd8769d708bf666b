#ifndef GA_DISTANCES_H
#define GA_DISTANCES_H

#include <stdint.h>

/// ‖a − b‖² in double: eight partial sums, coordinate i going to sum i mod 8, added pairwise.
///
/// The order is part of the definition: neighbors are ranked, and ties found, by this number.
double ga_squared_distance(const float *a, const float *b, int64_t count);

/// The same from a row to some of sixteen consecutive rows, named by a bit each.
///
/// Rows have `stride` floats, a multiple of eight; those beyond their coordinates are zero, which adds
/// nothing to a sum. Only the named places of `distances` are written.
void ga_squared_distances(const float *a, const float *rows, uint32_t named, int64_t stride,
                          double *distances);

#endif
