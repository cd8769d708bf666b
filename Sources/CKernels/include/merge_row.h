#ifndef GA_MERGE_ROW_H
#define GA_MERGE_ROW_H

#include <stdint.h>

/// Sorts one row of a sparse matrix and drops repetitions, of which the largest weight stays.
///
/// - columns: `count` numbers that are not negative, in any order; may be overwritten.
/// - weights: the weight of each, all positive, or a null pointer; may be overwritten.
/// - spareColumns, spareWeights: room for `count` more; no part of the rest.
/// - merged, mergedWeights: room for `count`; no part of the rest.
///
/// Returns how many are left, which come first in `merged`. What follows them there is undefined.
int64_t ga_merge_row(int32_t *columns, double *weights, int64_t count, int32_t *spareColumns,
                     double *spareWeights, int32_t *merged, double *mergedWeights);

#endif
