#ifndef GA_BLOCK_SCAN_H
#define GA_BLOCK_SCAN_H

#include <stdint.h>

// Sixteen queries go through a tree together, and points come in blocks of sixteen. What is computed
// here only discards: callers leave a margin for the rounding of `float` and decide by
// ga_squared_distance, so these sums may be fused and ordered as the processor likes best.

enum { ga_block_lanes = 16 };

/// Compares sixteen queries with a box around some points.
///
/// - queries: the first coordinate of all sixteen, then the second, and so on.
/// - bounds: what each query's squared distance must not exceed.
/// - least: receives the smallest squared distance of a query within its bound, or infinity.
///
/// Returns a bit for each query within its bound.
uint32_t ga_box_within(const float *queries, const float *low, const float *high, int64_t count,
                       const float *bounds, float *least);

/// Compares up to sixteen queries with a block of sixteen points, eight coordinates at a time.
///
/// - queries: rows of `count` coordinates.
/// - active: a bit for each query to compare; others are ignored.
/// - block: the first coordinate of all sixteen points, then the second, and so on.
/// - bounds: what each query's squared distance must not exceed.
/// - within: receives, for each active query, a bit for each point within its bound.
/// - sums: unless null, receives sixteen squared distances for each active query, `sumStride` apart;
///   those of a query with an infinite bound are complete, of others they may be too small.
///
/// Returns a bit for each query that has any such point. Adds the number of coordinates compared,
/// times queries, to `work`.
uint32_t ga_scan_block(const float *queries, uint32_t active, const float *block, int64_t count,
                       const float *bounds, uint32_t *within, int64_t *work, float *sums,
                       int64_t sumStride);

#endif
