#ifndef GA_ROW_GROUPS_H
#define GA_ROW_GROUPS_H

#include <stdint.h>

/// A hash of the bits of each of some rows of `width` floats. Rows with equal bits have equal hashes.
void ga_row_hashes(const float *rows, int64_t rowCount, int64_t width, uint64_t *hashes);

/// Groups rows with equal bits, and numbers the groups by their first row.
///
/// - rows: rowCount × width; there are less than 2³¹ rows.
/// - hashes: those of ga_row_hashes.
/// - table: room for `tableSize` numbers, all zero; a power of two above rowCount.
/// - groupOfRow: receives the group of each row.
///
/// Returns the number of groups.
int64_t ga_row_groups(const float *rows, int64_t rowCount, int64_t width, const uint64_t *hashes,
                      uint64_t *table, int64_t tableSize, int32_t *groupOfRow);

#endif
