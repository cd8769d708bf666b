#ifndef GA_BELIEF_PROPOSALS_H
#define GA_BELIEF_PROPOSALS_H

#include "belief_rows.h"

/// How far proposals go, and what they know beside edges.
typedef struct {
  /// Logarithms of `rowRoots`, `columnRoots`, R, and `ratios`, which may be null.
  const float *rowLogs;
  const float *columnLogs;
  const float *logRatios;
  float logRatio;
  /// For each entry of the columns' graph the label of the same edge seen from its other end; null without labels.
  const uint16_t *reverseLabels;
  /// Columns that no row may have any more.
  const uint8_t *isTaken;
  /// Rows that look for nothing any more.
  const uint8_t *isSettled;
  /// A category for each row and column, or −1; null for none.
  const int32_t *rowKeys;
  const int32_t *columnKeys;
  /// For each category what agreement adds.
  const float *agreements;
  /// A neighbor of degree d is heard with max(3, senderBudget / d) of its beliefs.
  int64_t senderBudget;
  /// A row visits about this many neighbors of its neighbors' matches: those of small degree first.
  int64_t visitBudget;
  /// The places of a row.
  int64_t limit;
} ga_proposal_options;

/// What one thread needs.
typedef struct {
  /// n₂ zeros, and so again afterwards.
  float *sums;
  /// Room for n₂ + 1 columns.
  int32_t *touched;
  /// Room for as many messages as the neighbors of one row have beliefs together.
  struct ga_belief_message *messages;
} ga_proposal_workspace;

/// A match v of a neighbor, on its way to the neighbors of v.
struct ga_belief_message {
  float weight;
  float base;
  int32_t column;
  int32_t label;
};

/// Proposes columns to the rows first … last − 1: those with the largest
///
///     Σ_{j ∈ N(i)} Σ_{v ∈ N(w)} M[j, v] · ln L(i, j, w, v) + [key i = key w] · agreement
///
/// of those that any neighbor's match leads to, largest first, equal ones by smaller id.
///
/// - ids: `limit` places for each row.
/// - counts: how many of them are used.
void ga_belief_proposals(const ga_edge_beliefs *edges, const ga_proposal_options *options, int64_t first,
                         int64_t last, const ga_proposal_workspace *workspace, int32_t *ids, int32_t *counts);

#endif
