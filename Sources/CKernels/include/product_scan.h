#ifndef GA_PRODUCT_SCAN_H
#define GA_PRODUCT_SCAN_H

#include <stdint.h>

/// Finds the next point with halfNorm − product ≤ threshold, where product is a dot product q·p and
/// halfNorm is ‖p‖² / 2, so that the difference is (‖q − p‖² − ‖q‖²) / 2.
///
/// Looks at the places first … count − 1 and returns one of them, or `count` if there is none. Nothing
/// is decided by these numbers but what not to look at: callers leave a margin for their rounding.
int64_t ga_next_within(const float *products, const float *halfNorms, int64_t first, int64_t count,
                       float threshold);

/// A number that at least `rank` different points do not exceed, by halfNorm − product as above: the
/// `rank`-th smallest among the least of 64 groups of points. Infinity where there are fewer groups.
///
/// It lies little above the `rank`-th smallest of all and costs one pass.
float ga_product_bound(const float *products, const float *halfNorms, int64_t count, int64_t rank);

#endif
