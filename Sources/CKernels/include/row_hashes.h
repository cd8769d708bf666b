#ifndef GA_ROW_HASHES_H
#define GA_ROW_HASHES_H

#include <stdint.h>

/// A hash of the bits of each of some rows of `width` floats. Rows with equal bits have equal hashes.
void ga_row_hashes(const float *rows, int64_t rowCount, int64_t width, uint64_t *hashes);

#endif
