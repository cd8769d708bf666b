#include "ring_histograms.h"

#include <assert.h>
#include <string.h>

// A node is new to the search from `node` when its mark is not the search's epoch. The inner loops have
// no branch that depends on that: the count and the end of the queue move by `fresh`, which is 0 or 1.
// The nodes of the last ring need no queue.
//
// What limits these loops is waiting for memory, so
// - marks are bytes: those of a million nodes fit a second-level cache. After 255 searches they are
//   cleared, n / 255 bytes a search;
// - the lists that are next in the queue are fetched ahead, where they begin and then their start: after
//   that the processor sees for itself how they go on;
// - the last ring, which has nearly all visits, is counted in four histograms in turn, so that counting
//   does not wait for the previous node of the same bucket.

enum { node_bits = 27, most_buckets = 32, offsets_ahead = 12, lists_ahead = 6 };
static const uint32_t node_mask = (1u << node_bits) - 1;

// The number of the next search.
static uint8_t next_epoch(uint8_t *marks, int64_t nodeCount, uint8_t *epoch) {
  if (*epoch == UINT8_MAX) {
    memset(marks, 0, (size_t)nodeCount);
    *epoch = 0;
  }
  return ++*epoch;
}

static inline void fetch_ahead(const int64_t *offsets, const uint32_t *packed,
                               const uint32_t *queue, int64_t q, int64_t end) {
  if (q + offsets_ahead < end) __builtin_prefetch(offsets + queue[q + offsets_ahead]);
  if (q + lists_ahead < end) {
    const uint32_t *list = packed + offsets[queue[q + lists_ahead]];
    __builtin_prefetch(list);
    __builtin_prefetch(list + 16);
  }
}

// Counts a ring whose nodes are to be searched from; returns the new end of the queue.
static int64_t inner_ring(int64_t begin, int64_t end, const int64_t *offsets,
                          const uint32_t *packed, uint8_t *marks, uint8_t epoch, uint32_t *queue,
                          uint32_t *ring) {
  int64_t next = end;
  for (int64_t q = begin; q < end; q++) {
    fetch_ahead(offsets, packed, queue, q, end);
    const int64_t stop = offsets[queue[q] + 1];
    for (int64_t e = offsets[queue[q]]; e < stop; e++) {
      const uint32_t entry = packed[e], w = entry & node_mask;
      const uint32_t fresh = marks[w] != epoch;
      marks[w] = epoch;
      ring[entry >> node_bits] += fresh;
      queue[next] = w;
      next += fresh;
    }
  }
  return next;
}

static inline void count_last(uint32_t entry, uint8_t *marks, uint8_t epoch, uint32_t *counts) {
  const uint32_t w = entry & node_mask;
  const uint32_t fresh = marks[w] != epoch;
  marks[w] = epoch;
  counts[entry >> node_bits] += fresh;
}

static void last_ring(int64_t begin, int64_t end, const int64_t *offsets, const uint32_t *packed,
                      int64_t stride, uint8_t *marks, uint8_t epoch, const uint32_t *queue,
                      uint32_t *ring) {
  uint32_t counts[4][most_buckets];
  memset(counts, 0, sizeof counts);
  for (int64_t q = begin; q < end; q++) {
    fetch_ahead(offsets, packed, queue, q, end);
    const int64_t stop = offsets[queue[q] + 1];
    int64_t e = offsets[queue[q]];
    for (; e + 4 <= stop; e += 4) {
      count_last(packed[e], marks, epoch, counts[0]);
      count_last(packed[e + 1], marks, epoch, counts[1]);
      count_last(packed[e + 2], marks, epoch, counts[2]);
      count_last(packed[e + 3], marks, epoch, counts[3]);
    }
    for (int64_t place = 0; e < stop; e++, place++) {
      count_last(packed[e], marks, epoch, counts[place]);
    }
  }
  for (int64_t bucket = 0; bucket < stride; bucket++) {
    ring[bucket] = counts[0][bucket] + counts[1][bucket] + counts[2][bucket] + counts[3][bucket];
  }
}

// The same from the other side, for a ring that comes after most nodes: each node not yet met looks for
// a neighbor that has been. It need not look long, and a neighbor met earlier than in the ring before
// would have met the node.
static void last_ring_from_outside(int64_t nodeCount, const int64_t *offsets,
                                   const uint32_t *packed, const int32_t *bucket,
                                   const uint8_t *marks, uint8_t epoch, uint32_t *ring) {
  for (int64_t node = 0; node < nodeCount; node++) {
    if (marks[node] == epoch) continue;
    for (int64_t e = offsets[node]; e < offsets[node + 1]; e++) {
      if (marks[packed[e] & node_mask] == epoch) {
        ring[bucket[node]] += 1;
        break;
      }
    }
  }
}

// Whether looking from outside is quicker: when the ring before has more entries than there are nodes,
// twice, since some nodes look more than once.
static int is_seen_from_outside(int64_t begin, int64_t end, int64_t nodeCount,
                                const int64_t *offsets, const uint32_t *queue) {
  if (end - begin < nodeCount / 16) return 0;
  int64_t entries = 0;
  for (int64_t q = begin; q < end; q++) entries += offsets[queue[q] + 1] - offsets[queue[q]];
  return entries > 2 * nodeCount;
}

void ga_ring_histograms(int64_t first, int64_t last, int64_t nodeCount, const int64_t *offsets,
                        const uint32_t *packed, const int32_t *bucket, int32_t isSymmetric,
                        int32_t hops, int32_t buckets, uint8_t *marks, uint8_t *epoch,
                        uint32_t *queue, uint32_t *counts) {
  assert(first >= 0 && first <= last && last <= nodeCount);
  assert(hops >= 1 && buckets >= 0 && buckets < most_buckets);
  assert(nodeCount <= (int64_t)1 << node_bits);
  const int64_t stride = buckets + 1;
  memset(counts, 0, (size_t)((last - first) * hops * stride) * sizeof *counts);
  for (int64_t node = first; node < last; node++) {
    const uint8_t mark = next_epoch(marks, nodeCount, epoch);
    uint32_t *ring = counts + (node - first) * hops * stride;
    marks[node] = mark;
    queue[0] = (uint32_t)node;
    int64_t begin = 0, end = 1, met = 1;
    // Once every node has been met the rings that follow are empty.
    for (int32_t hop = 1; hop <= hops && begin < end && met < nodeCount; hop++, ring += stride) {
      if (hop == hops && isSymmetric &&
          is_seen_from_outside(begin, end, nodeCount, offsets, queue)) {
        last_ring_from_outside(nodeCount, offsets, packed, bucket, marks, mark, ring);
      } else if (hop == hops) {
        last_ring(begin, end, offsets, packed, stride, marks, mark, queue, ring);
      } else {
        met = inner_ring(begin, end, offsets, packed, marks, mark, queue, ring);
        begin = end;
        end = met;
      }
    }
  }
}

void ga_ring_histograms_unpacked(int64_t first, int64_t last, int64_t nodeCount,
                                 const int64_t *offsets, const int32_t *neighbors,
                                 const int32_t *bucket, int32_t hops, int32_t buckets,
                                 uint8_t *marks, uint8_t *epoch, uint32_t *queue,
                                 uint32_t *counts) {
  assert(first >= 0 && first <= last && last <= nodeCount);
  assert(hops >= 1 && buckets >= 0);
  const int64_t stride = buckets + 1;
  memset(counts, 0, (size_t)((last - first) * hops * stride) * sizeof *counts);
  for (int64_t node = first; node < last; node++) {
    const uint8_t mark = next_epoch(marks, nodeCount, epoch);
    uint32_t *ring = counts + (node - first) * hops * stride;
    marks[node] = mark;
    queue[0] = (uint32_t)node;
    int64_t begin = 0, end = 1;
    for (int32_t hop = 1; hop <= hops && begin < end && end < nodeCount; hop++, ring += stride) {
      int64_t next = end;
      for (int64_t q = begin; q < end; q++) {
        const int64_t stop = offsets[queue[q] + 1];
        for (int64_t e = offsets[queue[q]]; e < stop; e++) {
          const int32_t w = neighbors[e];
          if (marks[w] == mark) continue;
          marks[w] = mark;
          ring[bucket[w]] += 1;
          queue[next++] = (uint32_t)w;
        }
      }
      begin = end;
      end = next;
    }
  }
}
