#ifndef GA_FUSED_H
#define GA_FUSED_H

#include "lanes.h"

// a · b + c, rounded once, for vectors of sixteen.
//
// What is fused is said so, and nothing else is (files that use this turn FP_CONTRACT off): a fused product
// and sum is rounded once by definition, so every processor gives the same bits. Those without the
// instruction (x86 before 2013) call `fmaf` for every number, tens of times slower; so do builds for x86
// without glibc, which have no second version to pick.
#define FUSED(a, b, c) __builtin_elementwise_fma(a, b, (float16)(c))

#endif
