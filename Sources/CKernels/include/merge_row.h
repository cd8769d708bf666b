#ifndef GA_MERGE_ROW_H
#define GA_MERGE_ROW_H

#include <stdint.h>

/// Sorts one row of a sparse matrix and drops repetitions, of which the largest weight stays.
///
/// - columns: `count` numbers that are not negative, in any order; may be overwritten.
/// - weights: the weight of each, all positive, or a null pointer; may be overwritten.
/// - spareColumns, spareWeights: room for `count` more, which may be overwritten; the second may be null
///   where `weights` is.
/// - merged, mergedWeights: room for `count`; the second may be null where `weights` is. Receive what is
///   left, by ascending column. What follows it up to place `count` − 1 is undefined; nothing beyond is
///   written.
///
/// Returns how many are left.
///
/// Nothing is added up. Cost: O(count), and O(count² / 16) comparisons up to 128 entries. Twin:
/// KernelTwins.mergedRow.
int64_t ga_merge_row(int32_t *columns, double *weights, int64_t count, int32_t *spareColumns,
                     double *spareWeights, int32_t *merged, double *mergedWeights);

#endif
