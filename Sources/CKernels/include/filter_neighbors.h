#ifndef GA_FILTER_NEIGHBORS_H
#define GA_FILTER_NEIGHBORS_H

#include <stdint.h>

/// Makes the filters of the lists of nodes first … last − 1: a byte for each entry, so that the filter of a node stands
/// where its list does.
///
/// A list of d ids has 8·d bits, of which each id sets one. Where the bit of an id is 0, the list does not hold it;
/// of ids that it does not hold, about one in nine finds its bit set (Bloom, "Space/time trade-offs in hash coding with
/// allowable errors", 1970, doi:10.1145/362686.362692). That saves most searches that would find nothing.
///
/// Writes filter[offsets[first]] … filter[offsets[last] − 1]. Cost: O(entries). Twin: the same bits, set one by one, in
/// NeighborFilterTests.
void ga_filter_neighbors(const int64_t *offsets, const int32_t *neighbors, int64_t first, int64_t last,
                         uint8_t *filter);

#endif
