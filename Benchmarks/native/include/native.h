#ifndef BENCH_NATIVE_H
#define BENCH_NATIVE_H

#include <stdint.h>

/// Multiplies and adds in registers alone, as many numbers at once as the processor can, with fused
/// instructions where it has them: the most that any kernel can reach.
///
/// Returns how many floating-point operations that was, an addition and a multiplication counting two.
/// `sink` receives a number that depends on all of them.
double bench_multiply_add(int64_t rounds, float *sink);

/// Gives back to the system what was freed, where the C library can.
void bench_release_memory(void);

#endif
