#ifndef GA_NEXT_WITHIN_H
#define GA_NEXT_WITHIN_H

#include <stdint.h>

/// Finds the next point with halfNorm − product ≤ threshold, where product is a dot product q·p and
/// halfNorm is ‖p‖² / 2, so that the difference is (‖q − p‖² − ‖q‖²) / 2.
///
/// - products, halfNorms: `count` numbers each.
/// - first: where to begin, 0 ≤ first ≤ count.
///
/// Returns the smallest such place of first … count − 1, or `count` if there is none.
///
/// Nothing is added up; a difference is rounded once, so every processor finds the same place. Callers
/// leave a margin for the rounding of the products all the same, and decide by ga_squared_distance.
///
/// Cost: O(result − first). Twin: KernelTwins.nextWithin.
int64_t ga_next_within(const float *products, const float *halfNorms, int64_t first, int64_t count,
                       float threshold);

#endif
