#ifndef GA_REFINE_ROWS_H
#define GA_REFINE_ROWS_H

#include <stdint.h>

#include "refinement.h"

/// What one thread needs for ga_refine_rows. No other thread has it.
typedef struct {
  /// n₂ zeros; zeros again when the kernel returns.
  float *sums;
  /// n₂ zeros; zeros again when the kernel returns. First what is heard of a match, then the row that there is.
  float *present;
  /// Room for n₂ + 1 ids: one more than there are, since a place is written before it is known to be
  /// needed.
  int32_t *touched;
  /// The same room.
  int32_t *matches;
  /// Room for n₂ numbers: scores, and before them keys of matches.
  float *scores;
} ga_refinement_workspace;

/// Computes the rows first … last − 1 of the next matrix:
///
///     heard[v] = Σ_{u ∈ N(row)} senders[u, v]
///     acc[w] = Σ_{v ∈ N(w)} heard[v]
///     J[w]   = acc[w] / (deg row + deg w − min(acc[w], deg row, deg w))
///     score  = J^q · (M[row, w] + ε)
///
/// where a v of more than 2048 neighbors counts only for the w that the row of `matrix` has. If ε ≤ `closingEpsilon`,
/// w is only what the row has, as long as anything speaks for one of these.
///
/// A row whose matches have more than `visitBudget` neighbors together asks those of the largest
/// heard[v] / √deg v first, as far as the budget goes. The `width` nodes with the largest J by these alone are then w,
/// beside what the row has; acc is that of all matches.
///
/// The `width` best scores are kept, best first, equal ones by smaller id, and scaled to add up to 1. A row
/// is copied instead, with its `shares`, if nothing was proposed to it, or if it has decided and neither it
/// nor a neighbor has changed.
///
/// Writes these rows of `next` and `hasDecided`, and the workspace.
///
/// Returns how many rows were not copied.
///
/// Order of sums, in `float`: heard[v] neighbor by neighbor in the order of the list, and the senders of each by ascending
/// id; acc[w] by the v in the order in which they are heard of first, but where ε ≤ `closingEpsilon` or the budget is
/// spent, in the order of the neighbors of w if these are no more than 2048; the total of a row in double, best entry
/// first. A row depends on nothing but `round`, hence not on threads.
///
/// Cost of a row that is not copied: O(min(Σ_v min(deg v, 2048), visitBudget) + Σ_w min(deg w, 2048)) over the v that
/// are heard of and the at most 2 · `width` w. Twin: RefinementTwin.refineRow, to the bit.
int64_t ga_refine_rows(const ga_refinement *round, int64_t first, int64_t last,
                       const ga_refinement_workspace *workspace);

#endif
