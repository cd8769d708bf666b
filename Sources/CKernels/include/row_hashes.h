#ifndef GA_ROW_HASHES_H
#define GA_ROW_HASHES_H

#include <stdint.h>

/// A hash of the bits of each of some rows. Rows with equal bits have equal hashes; −0 and 0 differ.
///
/// - rows: rowCount × width numbers, row by row.
/// - hashes: rowCount places, all of which are written.
///
/// Only whole numbers are computed with, in the byte order of the machine: hashes are for tables in memory,
/// not for files. A row's hash depends on no other row. Cost: O(rowCount · width). Twin: equality of the
/// rows' bits.
void ga_row_hashes(const float *rows, int64_t rowCount, int64_t width, uint64_t *hashes);

#endif
