#include "row_groups.h"

#include <assert.h>
#include <string.h>

// An entry of the table is the upper half of a hash and a group's first row, which counts from one.
int64_t ga_row_groups(const float *rows, int64_t rowCount, int64_t width, const uint64_t *hashes,
                      uint64_t *table, int64_t tableSize, int32_t *groupOfRow) {
  // Some place of the table stays free, or the search for one would not end.
  assert(rowCount >= 0 && rowCount < INT32_MAX && width >= 0);
  assert(tableSize > rowCount && (tableSize & (tableSize - 1)) == 0);
  enum { ahead = 16 };
  const uint64_t mask = (uint64_t)tableSize - 1, upper = ~(uint64_t)0 << 32;
  const size_t size = (size_t)width * sizeof(float);
  int32_t groupCount = 0;
  for (int64_t row = 0; row < rowCount; row++) {
    // Places in the table are far apart: memory has to be asked for them in advance.
    if (row + ahead < rowCount) __builtin_prefetch(&table[hashes[row + ahead] & mask], 1);
    const uint64_t hash = hashes[row];
    uint64_t slot = hash & mask;
    while (1) {
      const uint64_t entry = table[slot];
      if (entry == 0) {
        table[slot] = (hash & upper) | (uint64_t)(row + 1);
        groupOfRow[row] = groupCount++;
        break;
      }
      const int64_t first = (int64_t)(entry & ~upper) - 1;
      if (((entry ^ hash) & upper) == 0 &&
          memcmp(rows + first * width, rows + row * width, size) == 0) {
        groupOfRow[row] = groupOfRow[first];
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return groupCount;
}
