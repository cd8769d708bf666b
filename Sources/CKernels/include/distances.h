#ifndef GA_DISTANCES_H
#define GA_DISTANCES_H

#include <stdint.h>

/// ‖a − b‖² in double: eight partial sums, coordinate i going to sum i mod 8, added pairwise.
///
/// The order is part of the definition: neighbors are ranked, and ties found, by this number.
double ga_squared_distance(const float *a, const float *b, int64_t count);

/// The squared distance from a point to a box, never more than that to any point inside it.
float ga_box_distance(const float *query, const float *low, const float *high, int64_t count);

enum { ga_block_lanes = 16 };

/// Squared distances from one point to a block of sixteen, over their first `count` coordinates.
///
/// `block` holds the first coordinate of all sixteen, then the second, and so on. Stops early once
/// every distance has passed `bound`. Returns a bit for each point whose distance is at most `bound`.
uint32_t ga_scan_block(const float *query, const float *block, int64_t count, float bound);

#endif
