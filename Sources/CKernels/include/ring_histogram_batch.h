#ifndef GA_RING_HISTOGRAM_BATCH_H
#define GA_RING_HISTOGRAM_BATCH_H

#include <stdint.h>

enum { ga_batch_size = 512, ga_batch_words = 8 };

/// ga_ring_histograms for up to 512 nodes at once: a bit for each search, so that an entry is looked at
/// once a ring for all of them. Worth it where rings cover much of the graph.
///
/// - first, last: at most 512 nodes.
/// - packed, bucket, hops, buckets, counts: as for ga_ring_histograms. Every entry must have its reverse.
/// - seen, frontier, next: nodeCount × ga_batch_words numbers each, of any value: all that matters is
///   written first. They belong to one thread.
///
/// Only whole numbers are added up. Cost: O(hops · (nodeCount + entries)). Twin: ga_ring_histograms.
void ga_ring_histogram_batch(int64_t first, int64_t last, int64_t nodeCount,
                             const int64_t *offsets, const uint32_t *packed,
                             const int32_t *bucket, int32_t hops, int32_t buckets, uint64_t *seen,
                             uint64_t *frontier, uint64_t *next, uint32_t *counts);

#endif
