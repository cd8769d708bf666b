#ifndef GA_RING_HISTOGRAMS_H
#define GA_RING_HISTOGRAMS_H

#include <stdint.h>

/// Counts the nodes of every ring around the nodes first … last − 1, by bucket.
///
/// Ring k holds the nodes exactly k steps away, k = 1 … hops. `counts` has one row for each of these
/// nodes: hops × (buckets + 1) numbers, ring after ring; the last bucket of a ring is where nodes
/// without a bucket go.
///
/// - packed: for each adjacency entry, the neighbor in the low 27 bits and its bucket above; buckets is
///   at most 31.
/// - bucket: the bucket of each node.
/// - isSymmetric: whether every entry has its reverse; a last ring that covers most nodes is then found
///   in O(nodes) instead of O(entries).
/// - marks: a byte for each of the `nodeCount` nodes, all zero before the first call.
/// - epoch: belongs to `marks`; zero before the first call.
/// - queue: room for nodeCount + 1 nodes.
void ga_ring_histograms(int64_t first, int64_t last, int64_t nodeCount, const int64_t *offsets,
                        const uint32_t *packed, const int32_t *bucket, int32_t isSymmetric,
                        int32_t hops, int32_t buckets, uint8_t *marks, uint8_t *epoch,
                        uint32_t *queue, uint32_t *counts);

/// The same for any number of buckets or nodes: the bucket of node w is `bucket[w]`.
void ga_ring_histograms_unpacked(int64_t first, int64_t last, int64_t nodeCount,
                                 const int64_t *offsets, const int32_t *neighbors,
                                 const int32_t *bucket, int32_t hops, int32_t buckets,
                                 uint8_t *marks, uint8_t *epoch, uint32_t *queue,
                                 uint32_t *counts);

#endif
