#ifndef GA_VISIT_BUDGET_H
#define GA_VISIT_BUDGET_H

#include <stdint.h>
#include <string.h>

// Chooses the largest keys whose costs a budget pays for, without sorting: keys are thrown into buckets, an eighth of a
// power of two wide, and whole buckets are taken, so that no order of the input matters.

enum { ga_bucket_count = 2048 };

/// The bucket of a positive, finite key.
static inline int32_t bucket_of(float key) {
  uint32_t bits;
  memcpy(&bits, &key, sizeof bits);
  return (int32_t)(bits >> 20);
}

/// The lowest bucket that the budget pays for together with all above. The highest that costs anything is always
/// paid for.
static inline int32_t lowest_affordable(const int64_t costs[ga_bucket_count], int64_t budget) {
  int32_t bucket = ga_bucket_count;
  int64_t spent = 0;
  while (bucket > 0 && (spent == 0 || spent + costs[bucket - 1] <= budget)) spent += costs[--bucket];
  return bucket;
}

#endif
