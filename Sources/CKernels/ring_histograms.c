#include "ring_histograms.h"

#include <string.h>

// A node is new to the search from `node` when its mark is not the search's epoch. The loops have no
// branch that depends on that: the count and the end of the queue move by `fresh`, which is 0 or 1.
// The nodes of the last ring need no queue.

enum { node_bits = 27 };
static const uint32_t node_mask = (1u << node_bits) - 1;

void ga_ring_histograms(int64_t first, int64_t last, const int64_t *offsets,
                        const uint32_t *packed, int32_t hops, int32_t buckets, uint32_t *marks,
                        uint32_t epoch, uint32_t *queue, uint32_t *counts) {
  const int64_t stride = buckets + 1;
  memset(counts, 0, (size_t)((last - first) * hops * stride) * sizeof *counts);
  for (int64_t node = first; node < last; node++, epoch++) {
    uint32_t *ring = counts + (node - first) * hops * stride;
    marks[node] = epoch;
    queue[0] = (uint32_t)node;
    int64_t begin = 0, end = 1;
    for (int32_t hop = 1; hop <= hops && begin < end; hop++, ring += stride) {
      int64_t next = end;
      for (int64_t q = begin; q < end; q++) {
        const int64_t stop = offsets[queue[q] + 1];
        if (hop < hops) {
          for (int64_t e = offsets[queue[q]]; e < stop; e++) {
            const uint32_t entry = packed[e], w = entry & node_mask;
            const uint32_t fresh = marks[w] != epoch;
            marks[w] = epoch;
            ring[entry >> node_bits] += fresh;
            queue[next] = w;
            next += fresh;
          }
        } else {
          for (int64_t e = offsets[queue[q]]; e < stop; e++) {
            const uint32_t entry = packed[e], w = entry & node_mask;
            const uint32_t fresh = marks[w] != epoch;
            marks[w] = epoch;
            ring[entry >> node_bits] += fresh;
          }
        }
      }
      begin = end;
      end = next;
    }
  }
}

void ga_ring_histograms_unpacked(int64_t first, int64_t last, const int64_t *offsets,
                                 const int32_t *neighbors, const int32_t *bucket, int32_t hops,
                                 int32_t buckets, uint32_t *marks, uint32_t epoch,
                                 uint32_t *queue, uint32_t *counts) {
  const int64_t stride = buckets + 1;
  memset(counts, 0, (size_t)((last - first) * hops * stride) * sizeof *counts);
  for (int64_t node = first; node < last; node++, epoch++) {
    uint32_t *ring = counts + (node - first) * hops * stride;
    marks[node] = epoch;
    queue[0] = (uint32_t)node;
    int64_t begin = 0, end = 1;
    for (int32_t hop = 1; hop <= hops && begin < end; hop++, ring += stride) {
      int64_t next = end;
      for (int64_t q = begin; q < end; q++) {
        const int64_t stop = offsets[queue[q] + 1];
        for (int64_t e = offsets[queue[q]]; e < stop; e++) {
          const int32_t w = neighbors[e];
          if (marks[w] == epoch) continue;
          marks[w] = epoch;
          ring[bucket[w]] += 1;
          queue[next++] = (uint32_t)w;
        }
      }
      begin = end;
      end = next;
    }
  }
}
