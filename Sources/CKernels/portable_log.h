#ifndef GA_PORTABLE_LOG_H
#define GA_PORTABLE_LOG_H

#include <stdint.h>
#include <string.h>

/// ln x of a positive normal number by the four operations alone, so that every system gives the same bits:
/// with x = m·2ᵉ, √½ ≤ m < √2, and s = (m − 1)/(m + 1), ln x = e·ln 2 + 2·(s + s³/3 + s⁵/5 + …).
static inline double portable_log(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  int64_t exponent = (int64_t)(bits >> 52) - 1023;
  bits = (bits & 0xfffffffffffffu) | 0x3ff0000000000000u;
  double m;
  memcpy(&m, &bits, sizeof m);
  if (m >= 1.4142135623730951) {
    m /= 2;
    exponent++;
  }
  const double s = (m - 1) / (m + 1), square = s * s;
  double series = 0;
  for (int k = 10; k >= 0; k--) series = series * square + 1.0 / (2 * k + 1);
  return (double)exponent * 0.6931471805599453 + 2 * s * series;
}

#endif
