#ifndef GA_BOX_WITHIN_H
#define GA_BOX_WITHIN_H

#include <stdint.h>

#include "block_lanes.h"

/// Compares sixteen queries with a box around some points.
///
/// The squared distance of a query to the box is Σᵢ max(lowᵢ − qᵢ, qᵢ − highᵢ, 0)².
///
/// - queries: count × 16 numbers: the first coordinate of all sixteen queries, then the second, and so on.
/// - low, high: the corners of the box, `count` numbers each, low ≤ high.
/// - bounds: 16 numbers: what each query's squared distance must not exceed. Infinity lets everything in, a
///   negative number nothing.
/// - least: one number. Receives the smallest squared distance of a query within its bound, or infinity.
///
/// Returns a bit for each query within its bound, the lowest for the first.
///
/// Order of sums: coordinate by coordinate in `float`, fused or not as the processor likes best. Bits may
/// differ between processors; callers leave a margin and decide by ga_squared_distance.
///
/// Cost: O(count), for all sixteen at once. Twin: KernelTwins.boxDistance.
uint32_t ga_box_within(const float *queries, const float *low, const float *high, int64_t count,
                       const float *bounds, float *least);

#endif
