#ifndef GA_REFINEMENT_H
#define GA_REFINEMENT_H

#include <stdint.h>

/// Sparse rows with `width` places each, ids and values side by side.
typedef struct {
  int32_t *ids;
  float *values;
  int32_t *counts;
} ga_sparse_rows;

/// What all rows of one round of refinement share.
typedef struct {
  const int64_t *sourceOffsets;
  const int32_t *sourceNeighbors;
  const int64_t *targetOffsets;
  const int32_t *targetNeighbors;
  /// α, the places of a row.
  int64_t width;
  /// The present matrix M.
  ga_sparse_rows matrix;
  /// The larger entries of M, the only ones that are propagated.
  ga_sparse_rows senders;
  /// The matrix of the next round, its rows adding up to 1.
  ga_sparse_rows next;
  /// For each row of M its shares: what `next` held in the round before.
  const float *shares;
  /// For each row, whether its senders are new.
  uint8_t *hasChanged;
  /// For each row, whether one candidate has nearly everything.
  uint8_t *hasDecided;
  /// For each target node the only source node that may have it, or −1; may be null.
  const int32_t *owners;
  /// ε, which lets in candidates that M does not have.
  float epsilon;
  /// q, the power of the Jaccard index; 0 for the raw sum.
  int32_t power;
  /// Scores below this share of the row's best are dropped.
  float floor;
  /// Entries below this share of the row's largest are not propagated.
  float senderShare;
  /// A row of degree d propagates at most max(3, senderBudget / d) entries.
  int32_t senderBudget;
  /// Senders that move by no more than this have not changed.
  float tolerance;
} ga_refinement;

/// Chooses the senders of the rows first … last − 1, and sets `hasChanged`.
///
/// - isFirst: whether all rows count as changed.
void ga_pick_senders(const ga_refinement *round, int64_t first, int64_t last, int32_t isFirst);

/// What one thread needs: n₂ zeros twice, and room for n₂ + 1 numbers twice.
typedef struct {
  float *sums;
  float *present;
  int32_t *touched;
  float *scores;
} ga_refinement_workspace;

/// Computes the rows first … last − 1 of the next matrix:
///
///     acc[w] = Σ_{u ∈ N(row)} Σ_v senders[u, v] · [w ∈ N(v)]
///     J[w]   = acc[w] / (deg row + deg w − min(acc[w], deg row, deg w))
///     score  = J^q · (M[row, w] + ε)
///
/// The `width` best scores are kept, best first, equal ones by smaller id, and scaled to add up to 1. A row
/// is copied instead if nothing was proposed to it, or if it has decided and neither it nor a neighbor has
/// changed.
///
/// - Returns how many rows were not copied.
int64_t ga_refine_rows(const ga_refinement *round, int64_t first, int64_t last,
                       const ga_refinement_workspace *workspace);

#endif
