#ifndef GA_DISTANCES_H
#define GA_DISTANCES_H

#include <stdint.h>

/// ‖a − b‖² in double: eight partial sums, coordinate i going to sum i mod 8, added pairwise.
///
/// The order is part of the definition: neighbors are ranked, and ties found, by this number.
double ga_squared_distance(const float *a, const float *b, int64_t count);

#endif
