#ifndef GA_UNIT_ROW_H
#define GA_UNIT_ROW_H

#include <stdint.h>

/// out ← row / ‖row‖, with the norm and the division in double.
///
/// Returns ‖row‖²: if that is zero or not finite there is no such row, and `out` means nothing.
/// `row` and `out` may be the same.
double ga_unit_row(const float *row, int64_t count, float *out);

#endif
