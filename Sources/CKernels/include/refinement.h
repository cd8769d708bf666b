#ifndef GA_REFINEMENT_H
#define GA_REFINEMENT_H

#include <stdint.h>

// What ga_pick_senders and ga_refine_rows share: a round of refinement is one of each, for all rows.
//
//   matrix, shares ──ga_pick_senders──▶ senders, hasChanged ──ga_refine_rows──▶ next, hasDecided
//
// All rows of the first must be done before the second begins: a row reads the senders of its neighbors.

/// Sparse rows with `width` places each, ids and values side by side: entry k of a row i is at i · width +
/// k.
///
/// 0 ≤ counts[i] ≤ width, and the ids of a row are different.
typedef struct {
  int32_t *ids;
  float *values;
  int32_t *counts;
} ga_sparse_rows;

/// What all rows of one round of refinement share.
///
/// The matrices have a row for each of the n₁ source nodes and ids of the n₂ target nodes. Graphs are
/// symmetric, and no list of neighbors has a node twice. No array overlaps another.
typedef struct {
  const int64_t *sourceOffsets;
  const int32_t *sourceNeighbors;
  const int64_t *targetOffsets;
  const int32_t *targetNeighbors;
  /// α ≥ 1, the places of a row.
  int64_t width;
  /// The present matrix M, only read. Values are positive and finite.
  ga_sparse_rows matrix;
  /// The larger entries of M, the only ones that are propagated, by ascending id. ga_pick_senders writes
  /// them.
  ga_sparse_rows senders;
  /// The matrix of the next round, its rows adding up to 1. ga_refine_rows writes it; until then it is
  /// spare room for ga_pick_senders.
  ga_sparse_rows next;
  /// For each row of M its shares: what `next` held in the round before. Only read.
  const float *shares;
  /// For each row, whether its senders are new: 0 or 1. ga_pick_senders writes all of it.
  uint8_t *hasChanged;
  /// For each row, whether one candidate has nearly everything: 0 or 1, and 0 before the first round.
  /// ga_refine_rows keeps it from round to round.
  uint8_t *hasDecided;
  /// For each target node the only source node that may have it, or −1; may be null.
  const int32_t *owners;
  /// ε ≥ 0, which lets in candidates that M does not have.
  float epsilon;
  /// From this ε on rows let in nothing new, as long as anything speaks for what they have.
  float closingEpsilon;
  /// q ≥ 0, the power of the Jaccard index; 0 for the raw sum.
  int32_t power;
  /// Scores below this share of the row's best are dropped.
  float floor;
  /// Entries that are not above this share of the row's largest are not propagated.
  float senderShare;
  /// A row of degree d propagates at most max(3, senderBudget / d) entries.
  int32_t senderBudget;
  /// A row that lets in new target nodes visits about so many neighbors of its neighbors' matches.
  int64_t visitBudget;
  /// Senders that move by no more than this have not changed.
  float tolerance;
} ga_refinement;

#endif
