#ifndef GA_RANDOM_BITS_H
#define GA_RANDOM_BITS_H

#include <stdint.h>

/// 32 random bits from a state that is not 0: xorshift64* (Vigna, ACM TOMS 2016, doi:10.1145/2845077).
static inline uint32_t random_bits(uint64_t *random) {
  uint64_t s = *random;
  s ^= s << 13;
  s ^= s >> 7;
  s ^= s << 17;
  *random = s;
  // The upper half of the product is the better half.
  return (uint32_t)((s * UINT64_C(0x2545F4914F6CDD1D)) >> 32);
}

/// A random number below `bound`, with a bias below bound / 2³².
static inline int64_t random_below(uint64_t *random, int64_t bound) {
  return (int64_t)(((uint64_t)random_bits(random) * (uint64_t)bound) >> 32);
}

#endif
