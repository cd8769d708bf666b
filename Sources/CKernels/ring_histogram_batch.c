#include "ring_histogram_batch.h"

#include <assert.h>
#include <string.h>

#include "lanes.h"
#include "multiversion.h"

// Then et al., "The more the merrier: efficient multi-source graph traversal", PVLDB 2014,
// doi:10.14778/2735496.2735507. Bit s of a node's words belongs to the search from node first + s:
//
//   seen      met by now,
//   frontier  met in the ring before,
//   next      met in this ring = (∪ frontier of the neighbors) without seen.

typedef uint64_t words8 __attribute__((ext_vector_type(8), aligned(8)));
typedef uint8_t bytes64 __attribute__((ext_vector_type(64), aligned(1)));
typedef _Bool bits64 __attribute__((ext_vector_type(64)));

enum { node_bits = 27, most_buckets = 32 };
static const uint32_t node_mask = (1u << node_bits) - 1;

// Counters of one bucket: a byte for each search, emptied before they overflow.
struct bucket_counters {
  uint8_t bytes[ga_batch_size];
  int32_t added;
};

static void empty_counters(struct bucket_counters *counters, int64_t searches, int64_t stride,
                           uint32_t *counts) {
  for (int64_t s = 0; s < searches; s++) counts[s * stride] += counters->bytes[s];
  memset(counters, 0, sizeof *counters);
}

// Adds 1 to the counters whose bits are set.
GA_INLINE void count_bits(struct bucket_counters *counters, const uint64_t *words) {
  for (int word = 0; word < ga_batch_words; word++) {
    bits64 bits;
    __builtin_memcpy(&bits, words + word, sizeof bits);
    bytes64 *bytes = (bytes64 *)(counters->bytes + 64 * word);
    *bytes += __builtin_convertvector(bits, bytes64);
  }
  counters->added += 1;
}

GA_INLINE int is_zero(const words8 *words) { return __builtin_reduce_or(*words) == 0; }

// next ← ∪ frontier of the neighbors; where all searches have met the node it does not matter.
GA_INLINE void unite_neighbors(int64_t nodeCount, const int64_t *offsets, const uint32_t *packed,
                               const uint64_t *seen, const uint64_t *frontier, uint64_t *next) {
  for (int64_t node = 0; node < nodeCount; node++) {
    const words8 unseen = ~*(const words8 *)(seen + node * ga_batch_words);
    words8 sum = (words8)0;
    if (!is_zero(&unseen)) {
      for (int64_t e = offsets[node]; e < offsets[node + 1]; e++)
        sum |= *(const words8 *)(frontier + (packed[e] & node_mask) * ga_batch_words);
    }
    *(words8 *)(next + node * ga_batch_words) = sum;
  }
}

GA_MULTIVERSION
void ga_ring_histogram_batch(int64_t first, int64_t last, int64_t nodeCount,
                             const int64_t *offsets, const uint32_t *packed,
                             const int32_t *bucket, int32_t hops, int32_t buckets, uint64_t *seen,
                             uint64_t *frontier, uint64_t *next, uint32_t *counts) {
  const int64_t stride = (int64_t)hops * (buckets + 1), searches = last - first;
  const size_t size = (size_t)nodeCount * ga_batch_words * sizeof *seen;
  assert(searches >= 0 && searches <= ga_batch_size && first >= 0 && last <= nodeCount);
  assert(nodeCount <= (int64_t)1 << node_bits && hops >= 1);
  assert(buckets >= 0 && buckets < most_buckets);
  struct bucket_counters counters[most_buckets];
  memset(counters, 0, sizeof counters);
  memset(counts, 0, (size_t)(searches * stride) * sizeof *counts);
  memset(seen, 0, size);
  memset(next, 0, size);
  for (int64_t s = 0; s < searches; s++) {
    const int64_t node = first + s;
    const uint64_t bit = (uint64_t)1 << (s % 64);
    seen[node * ga_batch_words + s / 64] |= bit;
    // The first ring is short: it is found from the searches' side.
    for (int64_t e = offsets[node]; e < offsets[node + 1]; e++)
      next[(packed[e] & node_mask) * ga_batch_words + s / 64] |= bit;
  }
  for (int32_t hop = 0; hop < hops; hop++) {
    if (hop > 0) {
      uint64_t *const last_ring = next;
      next = frontier;
      frontier = last_ring;
      unite_neighbors(nodeCount, offsets, packed, seen, frontier, next);
    }
    uint32_t *ring = counts + hop * (buckets + 1);
    for (int64_t node = 0; node < nodeCount; node++) {
      words8 *const all = (words8 *)(seen + node * ga_batch_words);
      words8 *const fresh = (words8 *)(next + node * ga_batch_words);
      *fresh &= ~*all;
      if (is_zero(fresh)) continue;
      *all |= *fresh;
      assert(bucket[node] >= 0 && bucket[node] <= buckets);
      struct bucket_counters *own = counters + bucket[node];
      count_bits(own, next + node * ga_batch_words);
      if (own->added == UINT8_MAX) empty_counters(own, searches, stride, ring + bucket[node]);
    }
    for (int32_t b = 0; b <= buckets; b++)
      empty_counters(counters + b, searches, stride, ring + b);
  }
}
