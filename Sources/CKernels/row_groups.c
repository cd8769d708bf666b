#include "row_groups.h"

#include <string.h>

// A multiplication spreads what differs upwards, the shift brings it down again.
static inline uint64_t mix(uint64_t hash, uint64_t bits) {
  const uint64_t product = (hash ^ bits) * 0xff51afd7ed558ccdULL;
  return product ^ product >> 32;
}

void ga_row_hashes(const float *rows, int64_t rowCount, int64_t width, uint64_t *hashes) {
  for (int64_t row = 0; row < rowCount; row++, rows += width) {
    // Four chains of multiplications, since one would wait for itself.
    uint64_t chains[4] = {0x9e3779b97f4a7c15ULL, 0x9e3779b97f4a7c15ULL, 0x9e3779b97f4a7c15ULL,
                          0x9e3779b97f4a7c15ULL};
    uint64_t bits[4];
    int64_t i = 0;
    for (; i + 8 <= width; i += 8) {
      memcpy(bits, rows + i, sizeof bits);
      for (int c = 0; c < 4; c++) chains[c] = mix(chains[c], bits[c]);
    }
    for (int c = 0; i < width; c++) {
      const int64_t size = width - i < 2 ? 1 : 2;
      bits[0] = 0;
      memcpy(bits, rows + i, size * sizeof(float));
      chains[c] = mix(chains[c], bits[0]);
      i += size;
    }
    hashes[row] = mix(mix(mix(chains[0], chains[1]), chains[2]), chains[3]);
  }
}

// An entry of the table is the upper half of a hash and a group's first row, which counts from one.
int64_t ga_row_groups(const float *rows, int64_t rowCount, int64_t width, const uint64_t *hashes,
                      uint64_t *table, int64_t tableSize, int32_t *groupOfRow) {
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
