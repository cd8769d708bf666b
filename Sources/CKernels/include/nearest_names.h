#ifndef GA_NEAREST_NAMES_H
#define GA_NEAREST_NAMES_H

#include <stdint.h>

/// Names as sparse vectors, by n-gram: those that have n-gram g are from offsets[g] to offsets[g + 1], ascending and
/// each once, with their weights.
typedef struct {
  const int64_t *offsets;
  const int32_t *names;
  /// Positive and finite.
  const float *weights;
  /// More than any of `names`.
  int64_t nameCount;
} ga_name_postings;

/// Finds the names with the largest inner product with a query, of those with one above 0.
///
/// - grams, weights: the query's, `entryCount` of each; n-grams are different, weights positive.
/// - limit: how many names to find, at least 1.
/// - sums: `nameCount` zeros; zeros again when the function returns. No other thread has them.
/// - ids, values: room for `limit` entries, best first, of equal ones the smaller id first.
///
/// Order of sums: in `float`, n-gram by n-gram in the order of the query; no multiplication is fused with an addition.
///
/// Returns how many names were found. Cost: O(names that share an n-gram, each as often as it does, + nameCount).
/// Twin: the plain search of NameKernelTests, to the bit.
int32_t ga_nearest_names(const ga_name_postings *postings, const int32_t *grams, const float *weights,
                         int64_t entryCount, int32_t limit, float *sums, int32_t *ids, float *values);

#endif
