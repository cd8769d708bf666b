#include "row_hashes.h"

#include <assert.h>
#include <string.h>

// A multiplication spreads what differs upwards, the shift brings it down again.
static inline uint64_t mix(uint64_t hash, uint64_t bits) {
  const uint64_t product = (hash ^ bits) * 0xff51afd7ed558ccdULL;
  return product ^ product >> 32;
}

void ga_row_hashes(const float *rows, int64_t rowCount, int64_t width, uint64_t *hashes) {
  assert(rowCount >= 0 && width >= 0);
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
      memcpy(bits, rows + i, (size_t)size * sizeof(float));
      chains[c] = mix(chains[c], bits[0]);
      i += size;
    }
    // Each is mixed by itself before the next: otherwise two of them could be exchanged unnoticed.
    hashes[row] = mix(mix(mix(mix(chains[0], 0), chains[1]), chains[2]), chains[3]);
  }
}
