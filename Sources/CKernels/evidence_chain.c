#include "evidence_chain.h"

#include <assert.h>
#include <string.h>

#include "may_hold.h"
#include "portable_log.h"
#include "random_bits.h"
#include "visits.h"

#pragma STDC FP_CONTRACT OFF

/// The place of `value` in list[begin … end), ascending, or −1.
static inline int64_t find(const int32_t *list, int64_t begin, int64_t end, int32_t value) {
  const int64_t last = end;
  while (begin < end) {
    const int64_t middle = begin + (end - begin) / 2;
    if (list[middle] < value) begin = middle + 1;
    else end = middle;
  }
  return begin < last && list[begin] == value ? begin : -1;
}

static inline int64_t entry(const ga_labeled_graph *graph, const uint8_t *filter, int64_t node, int32_t neighbor) {
  const int64_t begin = graph->offsets[node], end = graph->offsets[node + 1];
  if (filter && !may_hold(filter + begin, end - begin, neighbor)) return -1;
  return find(graph->neighbors, begin, end, neighbor);
}

static inline int64_t degree(const ga_labeled_graph *graph, int64_t node) {
  return graph->offsets[node + 1] - graph->offsets[node];
}

static inline int64_t candidate(const ga_evidence_chain *chain, int64_t i, int32_t x) {
  return find(chain->candidates, chain->candidateOffsets[i], chain->candidateOffsets[i + 1], x);
}

/// The kind of an entry.
static inline int64_t label(const ga_labeled_graph *graph, int64_t place) {
  return graph->labels ? graph->labels[place] : 0;
}

/// What it says that the edge of kind a from i to j and that of kind b from w to v are the same.
static inline int64_t kept(const ga_evidence_chain *chain, int64_t i, int64_t w, int64_t j, int64_t v, int64_t a,
                           int64_t b) {
  int64_t sum = (int64_t)chain->logRatio + chain->sourceLogs[i] + chain->targetLogs[w] + chain->sourceLogs[j] +
                chain->targetLogs[v];
  if (chain->labelLogs) sum += chain->labelLogs[a * chain->targetLabelCount + b];
  return sum > 0 ? sum : 0;
}

/// What an edge from i at place e that is kept by one from x at place f says beyond what is said if it is missing.
static inline int64_t gain(const ga_evidence_chain *chain, int64_t i, int64_t x, int64_t e, int64_t f) {
  const int64_t a = label(&chain->source, e), b = label(&chain->target, f);
  return kept(chain, i, x, chain->source.neighbors[e], chain->target.neighbors[f], a, b) -
         chain->sourceMissings[a] - chain->targetMissings[b];
}

/// Puts a stamp on the neighbors of target x that no other node bears, unless they have it already.
static void stamp_neighbors(ga_evidence_chain *chain, int32_t x) {
  if (chain->stamped == x) return;
  if (chain->stamp == INT32_MAX) {
    memset(chain->stamps, 0, (size_t)(chain->targetCount + 1) * sizeof *chain->stamps);
    chain->stamp = 0;
  }
  chain->stamped = x;
  const int32_t stamp = ++chain->stamp;
  const int64_t begin = chain->target.offsets[x], end = chain->target.offsets[x + 1];
  for (int64_t f = begin; f < end; f++) {
    // One further on: no target, −1, has a place where there never is a stamp.
    chain->stamps[chain->target.neighbors[f] + 1] = stamp;
    chain->places[chain->target.neighbors[f]] = (int32_t)(f - begin);
  }
}

/// One edge that i and x have in common; see common_edges.
static inline int64_t common_edge(ga_evidence_chain *chain, int64_t i, int32_t x, int64_t e, int64_t f, int sign) {
  const int64_t says = gain(chain, i, x, e, f);
  int64_t *common = chain->common + chain->source.neighbors[e];
  if (sign != 0 && *common != INT64_MIN) *common += sign * says;
  return says;
}

/// The same as common_edges, for x whose neighbors bear the stamp.
static int64_t stamped_edges(ga_evidence_chain *chain, int64_t i, int32_t x, int32_t p, int sign) {
  enum { chunk = 64 };
  const ga_labeled_graph *source = &chain->source;
  const int64_t end = source->offsets[i + 1], begin = chain->target.offsets[x];
  int64_t sum = 0;
  for (int64_t first = source->offsets[i]; first < end; first += chunk) {
    // Chosen first and weighed then: whether an edge is kept cannot be foretold, and costs no branch so.
    int32_t chosen[chunk];
    const int64_t length = end - first < chunk ? end - first : chunk;
    int32_t count = 0;
    for (int32_t k = 0; k < length; k++) {
      chosen[count] = k;
      count += chain->stamps[chain->targets[source->neighbors[first + k]] + 1] == chain->stamp;
    }
    for (int32_t c = 0; c < count; c++) {
      const int64_t e = first + chosen[c];
      const int32_t j = source->neighbors[e];
      if (j != p) sum += common_edge(chain, i, x, e, begin + chain->places[chain->targets[j]], sign);
    }
  }
  return sum;
}

/// Of two lists of neighbors of which one is no more than so many times as long as the other, one is stamped: what a
/// stamp answers costs less than a search, whose branches cannot be foretold.
enum { stamped_ratio = 8 };

/// What the edges of i that lead to edges of x say, but for that to source node p, which has not got x.
///
/// What each says is added to `common` of the neighbor of i as often as `sign` says.
static int64_t common_edges(ga_evidence_chain *chain, int64_t i, int32_t x, int32_t p, int sign) {
  const ga_labeled_graph *source = &chain->source, *target = &chain->target;
  const int64_t count = degree(source, i), other = degree(target, x);
  chain->work += count < other ? count : other;
  if (count <= stamped_ratio * other && other <= stamped_ratio * count) {
    stamp_neighbors(chain, x);
    return stamped_edges(chain, i, x, p, sign);
  }
  // From the side with fewer neighbors: each costs a search in the other.
  int64_t sum = 0;
  if (count <= other) {
    for (int64_t e = source->offsets[i]; e < source->offsets[i + 1]; e++) {
      const int32_t j = source->neighbors[e], v = chain->targets[j];
      if (v < 0 || j == p) continue;
      const int64_t f = entry(target, chain->targetFilter, x, v);
      if (f >= 0) sum += common_edge(chain, i, x, e, f, sign);
    }
  } else {
    for (int64_t f = target->offsets[x]; f < target->offsets[x + 1]; f++) {
      const int32_t j = chain->sources[target->neighbors[f]];
      if (j < 0 || j == p) continue;
      const int64_t e = entry(source, chain->sourceFilter, i, j);
      if (e >= 0) sum += common_edge(chain, i, x, e, f, sign);
    }
  }
  return sum;
}

/// What speaks for i ↦ x but edges: its evidence, and that all its edges to and from matched nodes may be missing,
/// those to source node p and to target node t left out.
static int64_t own_weight(const ga_evidence_chain *chain, int64_t i, int32_t x, int32_t p, int32_t t) {
  const ga_labeled_graph *source = &chain->source, *target = &chain->target;
  const int64_t place = candidate(chain, i, x);
  assert(place >= 0);
  int64_t sum = chain->evidence[place] + chain->sourceMatched[i] + chain->targetMatched[x];
  if (p >= 0 && chain->targets[p] >= 0) {
    const int64_t e = entry(source, chain->sourceFilter, i, p);
    if (e >= 0) sum -= chain->sourceMissings[label(source, e)];
  }
  if (t >= 0 && chain->sources[t] >= 0) {
    const int64_t f = entry(target, chain->targetFilter, x, t);
    if (f >= 0) sum -= chain->targetMissings[label(target, f)];
  }
  return sum;
}

/// What the edge between i ↦ w and o ↦ x says, if there is one in either graph.
static int64_t between(const ga_evidence_chain *chain, int64_t i, int32_t w, int32_t o, int32_t x) {
  const int64_t e = entry(&chain->source, chain->sourceFilter, i, o);
  const int64_t f = entry(&chain->target, chain->targetFilter, w, x);
  const int64_t a = e >= 0 ? label(&chain->source, e) : 0, b = f >= 0 ? label(&chain->target, f) : 0;
  if (e >= 0 && f >= 0) return kept(chain, i, w, o, x, a, b);
  if (e >= 0) return chain->sourceMissings[a];
  return f >= 0 ? chain->targetMissings[b] : 0;
}

/// Tells the neighbors of a node that it has a partner now, or has none any more.
static void tell(const ga_labeled_graph *graph, const int32_t *missings, int64_t node, int sign, int64_t *matched) {
  for (int64_t e = graph->offsets[node]; e < graph->offsets[node + 1]; e++) {
    matched[graph->neighbors[e]] += sign * missings[label(graph, e)];
  }
}

void ga_count_matched(ga_evidence_chain *chain) {
  for (int64_t i = 0; i < chain->sourceCount; i++) {
    chain->sourceMatched[i] = 0;
    chain->common[i] = INT64_MIN;
  }
  for (int64_t w = 0; w < chain->targetCount; w++) chain->targetMatched[w] = 0;
  for (int64_t i = 0; i < chain->sourceCount; i++) {
    if (chain->targets[i] < 0) continue;
    tell(&chain->source, chain->sourceMissings, i, 1, chain->sourceMatched);
    tell(&chain->target, chain->targetMissings, chain->targets[i], 1, chain->targetMatched);
  }
}

static void record(ga_evidence_chain *chain, int64_t i, int64_t now, int64_t recordFrom) {
  if (now < recordFrom) return;
  note_visit(chain->visitedTargets + i * chain->width, chain->visitedTimes + i * chain->width, chain->width,
             chain->targets[i], now - chain->since[i]);
  chain->since[i] = now;
}

/// What speaks for the target of i.
static int64_t support(ga_evidence_chain *chain, int64_t i) {
  const int32_t w = chain->targets[i];
  if (chain->common[i] == INT64_MIN) chain->common[i] = common_edges(chain, i, w, -1, 0);
  return own_weight(chain, i, w, -1, -1) + chain->common[i];
}

/// Takes what edges say that a changed target is part of from its neighbors, and gives them what is new.
///
/// i had w and gets x, and o, if it is any, had x and gets w. What edges say to all others has changed, and to i and o
/// themselves it is new.
static void retell(ga_evidence_chain *chain, int64_t i, int32_t w, int32_t o, int32_t x) {
  int64_t mine = INT64_MIN, theirs = INT64_MIN;
  // What the proposal has stamped is taken first.
  const int32_t order[2] = {chain->stamped == w ? w : x, chain->stamped == w ? x : w};
  for (int turn = 0; turn < 2; turn++) {
    const int32_t node = order[turn];
    if (node < 0) continue;
    if (node == w) {
      common_edges(chain, i, w, o, -1);
      if (o >= 0) theirs = common_edges(chain, o, w, (int32_t)i, 1);
    } else {
      mine = common_edges(chain, i, x, o, 1);
      if (o >= 0) common_edges(chain, o, x, (int32_t)i, -1);
    }
  }
  if (o >= 0 && w >= 0) {
    const int64_t e = entry(&chain->source, chain->sourceFilter, i, o);
    const int64_t f = e < 0 ? -1 : entry(&chain->target, chain->targetFilter, x, w);
    const int64_t both = e >= 0 && f >= 0 ? gain(chain, i, x, e, f) : 0;
    mine += both;
    theirs += both;
  }
  chain->common[i] = mine;
  if (o >= 0) chain->common[o] = theirs;
}

/// The target that i shall have, −1 for none, or −2 for no proposal.
static int32_t propose(const ga_evidence_chain *chain, int64_t i, uint64_t *random) {
  const int64_t kind = random_below(random, 4), begin = chain->candidateOffsets[i];
  if (kind == 1 && chain->targets[i] >= 0) return -1;
  if (kind <= 1) return chain->candidates[begin + random_below(random, chain->candidateOffsets[i + 1] - begin)];
  const ga_labeled_graph *source = &chain->source, *target = &chain->target;
  if (degree(source, i) == 0) return -2;
  const int32_t u = source->neighbors[source->offsets[i] + random_below(random, degree(source, i))];
  const int32_t v = chain->targets[u];
  if (v < 0 || degree(target, v) == 0) return -2;
  const int32_t x = target->neighbors[target->offsets[v] + random_below(random, degree(target, v))];
  return candidate(chain, i, x) < 0 ? -2 : x;
}

/// Gives i the target x, and its owner o what i had, w; any of the three may be −1.
static void move(ga_evidence_chain *chain, int64_t i, int32_t w, int32_t o, int32_t x) {
  if (x >= 0) chain->sources[x] = (int32_t)i;
  if (w >= 0) chain->sources[w] = o;
  chain->targets[i] = x;
  if (o >= 0) chain->targets[o] = w;
  // Whether a node has a partner changes for at most two of the four.
  if (w < 0) tell(&chain->source, chain->sourceMissings, i, 1, chain->sourceMatched);
  if (x < 0) tell(&chain->source, chain->sourceMissings, i, -1, chain->sourceMatched);
  if (o >= 0 && w < 0) tell(&chain->source, chain->sourceMissings, o, -1, chain->sourceMatched);
  if (w >= 0 && o < 0) tell(&chain->target, chain->targetMissings, w, -1, chain->targetMatched);
  if (x >= 0 && o < 0) tell(&chain->target, chain->targetMissings, x, 1, chain->targetMatched);
}

int64_t ga_sample_evidence(ga_evidence_chain *chain, int64_t first, int64_t last, int64_t recordFrom) {
  assert(chain->random != 0 && chain->width >= 1 && chain->sourceCount >= 1 && chain->temperature > 0);
  int64_t accepted = 0;
  uint64_t random = chain->random;
  for (int64_t now = first; now < last; now++) {
    const int64_t i = random_below(&random, chain->sourceCount);
    if (chain->isFixed[i] || chain->candidateOffsets[i] == chain->candidateOffsets[i + 1]) continue;
    const int32_t x = propose(chain, i, &random), w = chain->targets[i];
    if (x == -2 || x == w) continue;
    const int32_t o = x >= 0 ? chain->sources[x] : -1;
    assert(o < 0 || chain->targets[o] == x);
    if (o >= 0 && (chain->isFixed[o] || (w >= 0 && candidate(chain, o, w) < 0))) continue;

    int64_t change = 0;
    if (w >= 0) change -= support(chain, i);
    if (o >= 0) change -= support(chain, o);
    if (x >= 0) change += own_weight(chain, i, x, o, w) + common_edges(chain, i, x, o, 0);
    if (o >= 0 && w >= 0) {
      change += own_weight(chain, o, w, (int32_t)i, x) + common_edges(chain, o, w, (int32_t)i, 0);
      // What both supports count is there once.
      change += between(chain, i, x, o, w) + between(chain, i, w, o, x);
    }
    const double chance = ((double)random_bits(&random) + 1) * 0x1p-32;
    if (change < 0 && (double)change < chain->temperature * portable_log(chance)) continue;

    accepted++;
    record(chain, i, now, recordFrom);
    if (o >= 0) record(chain, o, now, recordFrom);
    retell(chain, i, w, o, x);
    move(chain, i, w, o, x);
  }
  chain->random = random;
  return accepted;
}

void ga_finish_evidence(ga_evidence_chain *chain, int64_t end) {
  for (int64_t i = 0; i < chain->sourceCount; i++) record(chain, i, end, end);
}
