#ifndef GA_ROW_GROUPS_H
#define GA_ROW_GROUPS_H

#include <stdint.h>

/// Groups rows with equal bits, and numbers the groups by their first row.
///
/// - rows: rowCount × width numbers, row by row; there are less than 2³¹ − 1 rows.
/// - hashes: rowCount numbers, equal for rows with equal bits, such as those of ga_row_hashes. Others cost
///   time, not correctness.
/// - table: `tableSize` numbers, all zero; a power of two above rowCount. What it holds afterwards means
///   nothing.
/// - groupOfRow: rowCount places. Receives the group of each row.
///
/// Returns the number of groups.
///
/// One thread, row by row; nothing is added up. Cost: O(rowCount · width) expected. Twin:
/// KernelTwins.rowGroups.
int64_t ga_row_groups(const float *rows, int64_t rowCount, int64_t width, const uint64_t *hashes,
                      uint64_t *table, int64_t tableSize, int32_t *groupOfRow);

#endif
