#include "belief_proposals.h"

#include <assert.h>
#include <stdlib.h>

#pragma STDC FP_CONTRACT OFF

typedef struct ga_belief_message message;

/// The messages to one row; returns how many, and what they will visit.
static int64_t listen(const ga_edge_beliefs *edges, const ga_proposal_options *options, int64_t row,
                      message *messages, int64_t *visits) {
  int64_t count = 0;
  *visits = 0;
  const float own = options->logRatio + options->rowLogs[row];
  for (int64_t e = edges->rows.offsets[row]; e < edges->rows.offsets[row + 1]; e++) {
    const int64_t j = edges->rows.neighbors[e];
    const int64_t degree = edges->rows.offsets[j + 1] - edges->rows.offsets[j];
    int64_t limit = options->senderBudget / degree;
    limit = limit < 3 ? 3 : limit;
    const int64_t begin = edges->beliefOffsets[j];
    int64_t end = edges->beliefOffsets[j + 1];
    end = end < begin + limit ? end : begin + limit;
    for (int64_t b = begin; b < end; b++) {
      const int32_t v = edges->beliefIDs[b];
      messages[count].weight = edges->beliefs[b];
      messages[count].base = own + options->rowLogs[j] + options->columnLogs[v];
      messages[count].column = v;
      messages[count].label = edges->rows.labels ? edges->rows.labels[e] : 0;
      count++;
      *visits += edges->columns.offsets[v + 1] - edges->columns.offsets[v];
    }
  }
  return count;
}

/// The likelier before the less likely, then by column: what a row hears must not depend on its budget alone.
static int precedes(const void *a, const void *b) {
  const message *x = a, *y = b;
  if (x->base != y->base) return x->base > y->base ? -1 : 1;
  if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
  return x->column < y->column ? -1 : x->column > y->column;
}

/// Adds what a message says to the sums of its column's neighbors; returns how many are touched by now.
static inline int64_t tell(const ga_edge_beliefs *edges, const ga_proposal_options *options, const message *message,
                           int isLabeled, float *sums, int32_t *touched, int64_t touchedCount) {
  const int64_t v = message->column;
  for (int64_t f = edges->columns.offsets[v]; f < edges->columns.offsets[v + 1]; f++) {
    const int32_t w = edges->columns.neighbors[f];
    float gain = message->base + options->columnLogs[w];
    if (isLabeled) {
      const int64_t other = options->reverseLabels ? options->reverseLabels[f] : 0;
      gain += options->logRatios[message->label * edges->columnLabelCount + other];
    }
    // A sum that stays zero would be touched twice.
    const float value = message->weight * (gain > 0 ? gain : 0) + 1e-20f;
    touched[touchedCount] = w;
    touchedCount += sums[w] == 0;
    sums[w] += value;
  }
  return touchedCount;
}

/// Adds up what messages say to the neighbors of their columns; returns how many are touched.
static int64_t spread(const ga_edge_beliefs *edges, const ga_proposal_options *options, const message *messages,
                      int64_t count, int64_t visits, float *sums, int32_t *touched) {
  int64_t touchedCount = 0, spent = 0;
  const int isBounded = visits > options->visitBudget;
  for (int64_t k = 0; k < count; k++) {
    const int64_t v = messages[k].column;
    const int64_t begin = edges->columns.offsets[v], end = edges->columns.offsets[v + 1];
    // All of a neighborhood or nothing: no part of it is preferred.
    if (isBounded && spent > 0 && spent + end - begin > options->visitBudget) continue;
    if (isBounded && end - begin > options->visitBudget) continue;
    spent += end - begin;
    // Two loops, each without the question.
    touchedCount = options->logRatios ? tell(edges, options, messages + k, 1, sums, touched, touchedCount)
                                      : tell(edges, options, messages + k, 0, sums, touched, touchedCount);
  }
  return touchedCount;
}

void ga_belief_proposals(const ga_edge_beliefs *edges, const ga_proposal_options *options, int64_t first,
                         int64_t last, const ga_proposal_workspace *workspace, int32_t *ids, int32_t *counts) {
  assert(options->limit > 0);
  float *sums = workspace->sums;
  int32_t *touched = workspace->touched;
  const int64_t limit = options->limit;
  for (int64_t row = first; row < last; row++) {
    int32_t *own = ids + row * limit, kept = 0;
    counts[row] = 0;
    if (options->isSettled[row]) continue;
    int64_t visits;
    const int64_t messages = listen(edges, options, row, workspace->messages, &visits);
    if (visits > options->visitBudget) {
      qsort(workspace->messages, (size_t)messages, sizeof *workspace->messages, precedes);
    }
    const int64_t count = spread(edges, options, workspace->messages, messages, visits, sums, touched);
    const int32_t key = options->rowKeys ? options->rowKeys[row] : -1;
    // The last of a full list.
    float worst = -1;
    int32_t worstID = -1;
    for (int64_t t = 0; t < count; t++) {
      const int32_t w = touched[t];
      if (key >= 0 && options->columnKeys[w] == key) sums[w] += options->agreements[key];
      const float value = sums[w];
      if (worst > value || (worst == value && worstID < w) || options->isTaken[w]) continue;
      if (kept == limit) kept--;
      int32_t place = kept++;
      while (place > 0 && (sums[own[place - 1]] < value || (sums[own[place - 1]] == value && own[place - 1] > w))) {
        own[place] = own[place - 1];
        place--;
      }
      own[place] = w;
      if (kept < limit) continue;
      worstID = own[kept - 1];
      worst = sums[worstID];
    }
    for (int64_t t = 0; t < count; t++) sums[touched[t]] = 0;
    counts[row] = kept;
  }
}
