#ifndef GA_RING_HISTOGRAMS_H
#define GA_RING_HISTOGRAMS_H

#include <stdint.h>

/// Counts the nodes of every ring around the nodes first … last − 1, by bucket.
///
/// Ring k holds the nodes exactly k steps away, k = 1 … hops.
///
/// - nodeCount: at most 2²⁷.
/// - packed: for each adjacency entry, the neighbor in the low 27 bits and its bucket above.
/// - bucket: the bucket of each node, in 0 … buckets; `buckets` is at most 31.
/// - isSymmetric: whether every entry has its reverse; a last ring that covers most nodes is then found in
///   O(nodes) instead of O(entries).
/// - hops: at least 1.
/// - marks: a byte for each of the `nodeCount` nodes, all zero before the first call; belongs to one
///   thread, and so do `epoch` and `queue`.
/// - epoch: one byte, zero before the first call; `marks` holds nothing larger.
/// - queue: room for nodeCount + 1 nodes: one more than there are, since a place is written before it is
///   known to be needed.
/// - counts: (last − first) × hops × (buckets + 1) places, node by node and ring after ring; all are
///   written. The last bucket of a ring is where nodes without a bucket go.
///
/// Only whole numbers are added up. Cost: O(entries of the nodes within hops − 1 steps) a node. Twin:
/// NaiveRings.
void ga_ring_histograms(int64_t first, int64_t last, int64_t nodeCount, const int64_t *offsets,
                        const uint32_t *packed, const int32_t *bucket, int32_t isSymmetric,
                        int32_t hops, int32_t buckets, uint8_t *marks, uint8_t *epoch,
                        uint32_t *queue, uint32_t *counts);

/// The same for any number of buckets, and up to 2³¹ nodes: the bucket of node w is `bucket[w]`.
///
/// - neighbors: the adjacency entries as they are.
///
/// The rest is as for ga_ring_histograms, whose counts these are where it can give them.
void ga_ring_histograms_unpacked(int64_t first, int64_t last, int64_t nodeCount,
                                 const int64_t *offsets, const int32_t *neighbors,
                                 const int32_t *bucket, int32_t hops, int32_t buckets,
                                 uint8_t *marks, uint8_t *epoch, uint32_t *queue,
                                 uint32_t *counts);

#endif
