#ifndef GA_SHIFTED_EXP_H
#define GA_SHIFTED_EXP_H

#include <stdint.h>

/// x ← exp(least − x) for `count` numbers, where `least` is the smallest of them, which is returned.
///
/// The factor exp(least) that this leaves out is one for the whole row: a row that is scaled to unit length
/// afterwards does not change, and does not underflow.
///
/// - x: `count` numbers with room for whole vectors of sixteen. Read and written in place; places from
///   `count` on become zero. Numbers may be infinite: an infinite one, and each where all are, gives zero.
///   They are not NaN.
///
/// Relative error below 3e-7; results below 1e-37 are zero. Returns 0 for no numbers.
///
/// Order of sums: a number's result depends on it and `least` alone, by one polynomial whose products and
/// sums are fused.
///
/// Cost: O(count), 21 operations a number. Twin: exp in double, within the error above.
float ga_shifted_exp(float *x, int64_t count);

#endif
