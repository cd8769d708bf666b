#ifndef GA_LANES_H
#define GA_LANES_H

// Sixteen numbers at a time, in Clang's own vectors: they may be chosen between lane by lane, and their
// comparisons become bits. What a processor lacks the compiler makes up from narrower vectors.
//
// Vectors are passed by address because their way into functions depends on the instruction set.
#include <stdint.h>

enum { ga_lanes = 16 };

typedef float float16 __attribute__((ext_vector_type(16), aligned(4)));
typedef int32_t int16 __attribute__((ext_vector_type(16), aligned(4)));
typedef _Bool bits16 __attribute__((ext_vector_type(16)));

#define GA_INLINE static inline __attribute__((always_inline))

// A bit for each lane that is set.
GA_INLINE uint32_t lane_bits(const int16 *lanes) {
  const bits16 bits = __builtin_convertvector(*lanes, bits16);
  uint16_t result;
  __builtin_memcpy(&result, &bits, sizeof result);
  return result;
}

// The smallest lane, by halves. (`__builtin_reduce_min` minds NaN and goes lane by lane.)
GA_INLINE float least_lane(const float16 *lanes) {
  typedef float float8 __attribute__((ext_vector_type(8)));
  typedef float float4 __attribute__((ext_vector_type(4)));
  const float8 a = lanes->lo < lanes->hi ? lanes->lo : lanes->hi;
  const float4 b = a.lo < a.hi ? a.lo : a.hi;
  const float c = b.x < b.z ? b.x : b.z, d = b.y < b.w ? b.y : b.w;
  return c < d ? c : d;
}

#endif
