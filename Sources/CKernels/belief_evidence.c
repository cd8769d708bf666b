#include "belief_evidence.h"

#include <assert.h>

#include "portable_log.h"

#pragma STDC FP_CONTRACT OFF

static inline float ratio_of(const ga_edge_beliefs *edges, int64_t rowEntry, int64_t columnEntry) {
  if (!edges->ratios) return 1;
  const int64_t row = edges->rows.labels ? edges->rows.labels[rowEntry] : 0;
  const int64_t column = edges->columns.labels ? edges->columns.labels[columnEntry] : 0;
  return edges->ratios[row * edges->columnLabelCount + column];
}

/// Groups the beliefs of all neighbors of a row by column; returns how many columns there are, which stand in
/// `columns` in the order of their first appearance.
static int32_t gather(const ga_edge_beliefs *edges, int64_t row, const ga_evidence_workspace *memory) {
  const int64_t begin = edges->rows.offsets[row], end = edges->rows.offsets[row + 1];
  int32_t columnCount = 0;
  for (int64_t e = begin; e < end; e++) {
    const int64_t j = edges->rows.neighbors[e];
    for (int64_t b = edges->beliefOffsets[j]; b < edges->beliefOffsets[j + 1]; b++) {
      const int32_t v = edges->beliefIDs[b];
      if (memory->starts[v] < 0) {
        memory->starts[v] = 0;
        memory->counts[v] = 0;
        memory->columns[columnCount++] = v;
      }
      memory->starts[v]++;
    }
  }
  int32_t place = 0;
  for (int32_t k = 0; k < columnCount; k++) {
    const int32_t v = memory->columns[k], count = memory->starts[v];
    memory->starts[v] = place;
    place += count;
  }
  for (int64_t e = begin; e < end; e++) {
    const int64_t j = edges->rows.neighbors[e];
    for (int64_t b = edges->beliefOffsets[j]; b < edges->beliefOffsets[j + 1]; b++) {
      const int32_t v = edges->beliefIDs[b];
      const int32_t at = memory->starts[v] + memory->counts[v]++;
      memory->neighbors[at] = (int32_t)(e - begin);
      memory->weights[at] = edges->beliefs[b];
    }
  }
  return columnCount;
}

/// Adds what the match v of neighbors says, a neighbor of w by the entry `f`; returns how many are touched by now.
static inline int32_t hear(const ga_edge_beliefs *edges, int64_t row, int64_t f, float base, int32_t touched,
                           const ga_evidence_workspace *memory) {
  const int32_t v = edges->columns.neighbors[f];
  const int64_t begin = edges->rows.offsets[row];
  const float own = base * edges->columnRoots[v];
  const int32_t start = memory->starts[v];
  for (int32_t k = start; k < start + memory->counts[v]; k++) {
    const int32_t place = memory->neighbors[k];
    const float weight = memory->weights[k];
    float ratio = own * edges->rowRoots[edges->rows.neighbors[begin + place]];
    if (edges->ratios) ratio *= ratio_of(edges, begin + place, f);
    memory->touched[touched] = place;
    touched += memory->found[place] == 0;
    memory->found[place] += weight;
    memory->hits[place] += weight * (ratio > 1 ? ratio : 1);
  }
  return touched;
}

/// Hears all neighbors of w that a match of neighbors may be; returns how many are touched.
static inline int32_t hear_all(const ga_edge_beliefs *edges, int64_t row, int64_t w, float base,
                               const ga_evidence_workspace *memory) {
  enum { chunk = 64 };
  const int64_t end = edges->columns.offsets[w + 1];
  int32_t touched = 0;
  for (int64_t first = edges->columns.offsets[w]; first < end; first += chunk) {
    // Chosen first and heard then: whether a neighbor is heard cannot be foretold, and costs no branch so.
    int32_t heard[chunk];
    const int64_t length = end - first < chunk ? end - first : chunk;
    int32_t count = 0;
    for (int32_t k = 0; k < length; k++) {
      heard[count] = k;
      count += memory->starts[edges->columns.neighbors[first + k]] >= 0;
    }
    for (int32_t h = 0; h < count; h++) touched = hear(edges, row, first + heard[h], base, touched, memory);
  }
  return touched;
}

/// The entry of w's that leads to v, or −1.
static int64_t find(const ga_labeled_graph *graph, int64_t w, int32_t v) {
  int64_t low = graph->offsets[w], high = graph->offsets[w + 1];
  const int64_t end = high;
  while (low < high) {
    const int64_t middle = low + (high - low) / 2;
    if (graph->neighbors[middle] < v) low = middle + 1;
    else high = middle;
  }
  return low < end && graph->neighbors[low] == v ? low : -1;
}

/// The logarithm of the product over touched neighbors, which are cleared.
static float settle(const ga_edge_beliefs *edges, int64_t row, int32_t touched,
                    const ga_evidence_workspace *memory) {
  const int64_t begin = edges->rows.offsets[row];
  double product = 1, sum = 0;
  for (int32_t t = 0; t < touched; t++) {
    const int32_t place = memory->touched[t];
    const double c = edges->sums[edges->rows.neighbors[begin + place]], q = memory->found[place];
    const double missing = edges->missings ? edges->missings[edges->rows.labels[begin + place]] : edges->missing;
    const double rest = c > q ? c - q : 0;
    product *= (memory->hits[place] + rest * missing + 1 - c) / (c * missing + 1 - c);
    if (product > 1e100 || product < 1e-100) {
      sum += portable_log(product);
      product = 1;
    }
    memory->hits[place] = 0;
    memory->found[place] = 0;
  }
  return (float)(sum + portable_log(product));
}

void ga_belief_evidence(const ga_edge_beliefs *edges, int64_t first, int64_t last, const int64_t *pairOffsets,
                        const int32_t *pairColumns, const ga_evidence_workspace *workspace, float *evidence) {
  assert(edges->missing > 0 && edges->missing < 1);
  const ga_evidence_workspace memory = *workspace;
  const ga_labeled_graph *columns = &edges->columns;
  for (int64_t row = first; row < last; row++) {
    if (pairOffsets[row] == pairOffsets[row + 1]) continue;
    const int32_t count = gather(edges, row, &memory);
    for (int64_t p = pairOffsets[row]; p < pairOffsets[row + 1]; p++) {
      const int64_t w = pairColumns[p];
      const int64_t begin = columns->offsets[w], end = columns->offsets[w + 1];
      const float base = edges->ratio * edges->rowRoots[row] * edges->columnRoots[w];
      int32_t touched = 0;
      if (end - begin <= 16 * (int64_t)count) {
        touched = hear_all(edges, row, w, base, &memory);
      } else {
        for (int32_t k = 0; k < count; k++) {
          const int64_t f = find(columns, w, memory.columns[k]);
          if (f >= 0) touched = hear(edges, row, f, base, touched, &memory);
        }
      }
      evidence[p] = settle(edges, row, touched, &memory);
    }
    for (int32_t k = 0; k < count; k++) memory.starts[memory.columns[k]] = -1;
  }
}
