#ifndef GA_PRODUCT_BOUND_H
#define GA_PRODUCT_BOUND_H

#include <stdint.h>

/// A number that at least `rank` different points do not exceed, by halfNorm − product as in
/// ga_next_within.
///
/// It is the `rank`-th smallest among the least of 64 groups of points, point i going to group i mod 64,
/// and lies little above the `rank`-th smallest of all. Infinity where fewer groups have points.
///
/// - products, halfNorms: `count` numbers each, none NaN.
/// - rank: at least 1.
///
/// Nothing is added up; a difference is rounded once, so every processor gives the same bits.
///
/// Cost: O(count + rank). Twin: KernelTwins.productBound, to the bit.
float ga_product_bound(const float *products, const float *halfNorms, int64_t count, int64_t rank);

#endif
