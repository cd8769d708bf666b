#ifndef GA_BELIEF_ROWS_H
#define GA_BELIEF_ROWS_H

#include <stdint.h>

/// The neighbors of every node, ascending, and what kind of edge leads to each.
typedef struct {
  const int64_t *offsets;
  const int32_t *neighbors;
  /// A small number for each entry of `neighbors`; null if all edges are alike.
  const uint16_t *labels;
} ga_labeled_graph;

/// What is believed about edges while the rows of one graph are compared with the nodes of another, its columns.
///
/// With degrees d and roots 1/√d, an edge (i, j) of the rows and an edge (w, v) of the columns are the same with the
/// likelihood ratio
///
///     L(i, j, w, v) = max(1, R · root i · root j · root w · root v · ratio[label (i, j), label (w, v)])
typedef struct {
  ga_labeled_graph rows;
  ga_labeled_graph columns;
  /// M: row j has the entries beliefOffsets[j] … beliefOffsets[j + 1], largest first.
  const int64_t *beliefOffsets;
  const int32_t *beliefIDs;
  const float *beliefs;
  /// c: for each row, its beliefs added up, at most 1.
  const float *sums;
  const float *rowRoots;
  const float *columnRoots;
  /// One for each pair of labels, those of `rows` first; null for 1 everywhere.
  const float *ratios;
  /// How many labels `columns` has.
  int64_t columnLabelCount;
  /// R.
  float ratio;
  /// The chance that an edge of the rows is missing between the right columns: 1 − r.
  float missing;
  /// The same for each label of the rows; null for `missing` everywhere.
  const float *missings;
} ga_edge_beliefs;

#endif
