#include "native.h"

// An addition waits four cycles for the one before it and two can start in each, so eight chains keep a
// processor busy; ten leave some room, and with two operands they fit into sixteen registers.
enum { chains = 10 };

#define LOOP(bytes)                                                                  \
  typedef float vector __attribute__((vector_size(bytes)));                          \
  const vector scale = (vector){} + 0.999999f, shift = (vector){} + 1e-6f;           \
  vector sums[chains];                                                               \
  for (int i = 0; i < chains; i++) sums[i] = (vector){} + (float)i;                  \
  for (int64_t round = 0; round < rounds; round++)                                   \
    _Pragma("clang loop unroll(full)")                                               \
    for (int i = 0; i < chains; i++) sums[i] = sums[i] * scale + shift;              \
  float total = 0;                                                                   \
  for (int i = 0; i < chains; i++)                                                   \
    for (unsigned lane = 0; lane < sizeof(vector) / sizeof(float); lane++) total += sums[i][lane]; \
  *sink = total;                                                                     \
  return 2.0 * chains * (double)(sizeof(vector) / sizeof(float)) * (double)rounds;

#if defined(__x86_64__)
__attribute__((target("avx512f"))) static double wide(int64_t rounds, float *sink) { LOOP(64) }
__attribute__((target("avx2,fma"))) static double middle(int64_t rounds, float *sink) { LOOP(32) }
#endif

static double narrow(int64_t rounds, float *sink) { LOOP(16) }

double bench_multiply_add(int64_t rounds, float *sink) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return wide(rounds, sink);
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return middle(rounds, sink);
#endif
  return narrow(rounds, sink);
}
