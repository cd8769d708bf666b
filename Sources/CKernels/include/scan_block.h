#ifndef GA_SCAN_BLOCK_H
#define GA_SCAN_BLOCK_H

#include <stdint.h>

#include "block_lanes.h"

/// Compares up to sixteen queries with a block of sixteen points, eight coordinates at a time, until no
/// point is within the bound of any query of a tile.
///
/// - queries: rows of `count` coordinates, one for each query up to the highest that is active.
/// - active: a bit for each query to compare, of the lowest sixteen; others are ignored.
/// - block: count × 16 numbers: the first coordinate of all sixteen points, then the second, and so on.
/// - bounds: 16 numbers: what each query's squared distance must not exceed.
/// - within: 16 places. Receives, for each active query, a bit for each point within its bound; the places
///   of others stay as they are.
/// - work: one number, to which the number of coordinates compared, times queries, is added. It is the same
///   for any number of threads, but may differ between processors as the bounds below do.
/// - sums: a null pointer, or 16 rows that are `sumStride` ≥ 16 apart. Receives sixteen squared distances
///   for each active query; those of a query with an infinite bound are complete, of others they may be too
///   small.
///
/// Returns a bit for each query that has any such point.
///
/// Order of sums: coordinate by coordinate in `float`, fused or not as the processor likes best. Bits may
/// differ between processors; callers leave a margin and decide by ga_squared_distance.
///
/// Cost: O(queries · count), for sixteen points at once. Twin: KernelTwins.squaredDistance.
uint32_t ga_scan_block(const float *queries, uint32_t active, const float *block, int64_t count,
                       const float *bounds, uint32_t *within, int64_t *work, float *sums,
                       int64_t sumStride);

#endif
