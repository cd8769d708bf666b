#ifndef GA_UNIT_ROW_H
#define GA_UNIT_ROW_H

#include <stdint.h>

/// out ← row / ‖row‖, with the norm and the division in double.
///
/// - row: `count` ≥ 0 numbers.
/// - out: `count` places, all of which are written; it may be `row` itself, but not overlap it otherwise.
///
/// Returns ‖row‖²: if that is zero or not finite there is no such row, and `out` means nothing.
///
/// Order of sums: sixteen partial sums, coordinate i going to sum i mod 16 one after the other; sum j is
/// added to sum j + 8, giving t₀ … t₇, and those as ((t₀ + t₄) + (t₂ + t₆)) + ((t₁ + t₅) + (t₃ + t₇)).
/// Coordinates that do not fill sixteen are added to that one after the other. Nothing is fused.
///
/// Cost: O(count). Twin: a serial sum in double, within its rounding.
double ga_unit_row(const float *row, int64_t count, float *out);

#endif
