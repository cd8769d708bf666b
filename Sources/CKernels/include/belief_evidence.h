#ifndef GA_BELIEF_EVIDENCE_H
#define GA_BELIEF_EVIDENCE_H

#include "belief_rows.h"

/// What one thread needs. Nothing needs to be set but `starts`.
typedef struct {
  /// For each column −1, and so again afterwards.
  int32_t *starts;
  int32_t *counts;
  /// Room for as many entries as the neighbors of one row have beliefs together, three times.
  int32_t *columns;
  int32_t *neighbors;
  float *weights;
  /// Room for the largest degree of a row, three times; `hits` and `found` hold zeros, and so again afterwards.
  float *hits;
  float *found;
  int32_t *touched;
} ga_evidence_workspace;

/// What common edges say for the pairs of the rows first … last − 1, one logarithm for each pair:
///
///     q_j = Σ_{v ∈ N(w)} M[j, v],   x_j = Σ_{v ∈ N(w)} M[j, v] · L(i, j, w, v)
///     evidence[i, w] = Σ_{j ∈ N(i), q_j > 0} ln (x_j + max(c_j − q_j, 0)·(1 − r) + 1 − c_j) / (c_j·(1 − r) + 1 − c_j)
///
/// The numerator is the likelihood of the edge (i, j), whatever j may be; the denominator is what stands there for a
/// neighbor none of whose matches is a neighbor of w.
///
/// A pair costs O(min(d_w, b·log d_w)) and its hits, b being the beliefs of all neighbors of i: hubs are searched, not
/// walked.
///
/// - pairOffsets, pairColumns: the columns to compare each row with.
void ga_belief_evidence(const ga_edge_beliefs *edges, int64_t first, int64_t last, const int64_t *pairOffsets,
                        const int32_t *pairColumns, const ga_evidence_workspace *workspace, float *evidence);

#endif
