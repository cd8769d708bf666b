#include "swap_chain.h"

#include <assert.h>

#include "ascending_list.h"
#include "may_hold.h"
#include "random_bits.h"
#include "visits.h"

typedef struct {
  const int32_t *ids;
  int64_t count;
  /// May be null.
  const uint8_t *filter;
} list;

static inline list source_list(const ga_swap_chain *chain, int64_t node) {
  const int64_t start = chain->sourceOffsets[node];
  return (list){chain->sourceNeighbors + start, chain->sourceOffsets[node + 1] - start,
                chain->sourceFilter ? chain->sourceFilter + start : 0};
}

static inline list target_list(const ga_swap_chain *chain, int64_t node) {
  const int64_t start = chain->targetOffsets[node];
  return (list){chain->targetNeighbors + start, chain->targetOffsets[node + 1] - start,
                chain->targetFilter ? chain->targetFilter + start : 0};
}

static inline int has(const list *searched, int32_t id) {
  if (searched->filter && !may_hold(searched->filter, searched->count, id)) return 0;
  return holds(searched->ids, searched->count, id);
}

/// A list is marked where it has no more than so many times as many nodes as are looked for in it: what a mark answers
/// costs less than a search, whose branches cannot be foretold.
enum { marked_ratio = 4 };

static inline void mark(const ga_swap_chain *chain, const list *marked, uint8_t value) {
  for (int64_t k = 0; k < marked->count; k++) chain->marks[marked->ids[k]] = value;
}

/// How many of the partners of `walked` are in `searched`, by marks; −1 as soon as more than `spare` are not.
static int64_t marked_overlap(ga_swap_chain *chain, const list *walked, const list *searched, const int32_t *partners,
                              int64_t spare) {
  mark(chain, searched, 1);
  int64_t found = 0, k = 0;
  for (; k < walked->count && spare >= 0; k++) {
    const int32_t partner = partners[walked->ids[k]];
    const int isThere = partner >= 0 && chain->marks[partner];
    found += isThere;
    spare -= !isThere;
  }
  mark(chain, searched, 0);
  chain->work += k;
  return spare < 0 ? -1 : found;
}

/// How many edges of source node i the matching would keep if i had target x. Gives up with −1 as soon as
/// there cannot be `least`.
static int64_t overlap(ga_swap_chain *chain, int64_t i, int64_t x, int64_t least) {
  const list a = source_list(chain, i), b = target_list(chain, x);
  // From the side with fewer neighbors: each costs a search in the other.
  const int fromSource = a.count <= b.count;
  const list walked = fromSource ? a : b, searched = fromSource ? b : a;
  const int32_t *partners = fromSource ? chain->targets : chain->sources;
  int64_t spare = walked.count - least, found = 0;
  if (spare < 0) return -1;
  // Where it may be given up soon, searches are few.
  if (searched.count <= marked_ratio * (spare + 1)) return marked_overlap(chain, &walked, &searched, partners, spare);
  for (int64_t k = 0; k < walked.count; k++) {
    const int32_t partner = partners[walked.ids[k]];
    if (partner >= 0 && has(&searched, partner)) {
      found++;
    } else if (--spare < 0) {
      chain->work += k + 1;
      return -1;
    }
  }
  chain->work += walked.count;
  return found;
}

void ga_count_kept(ga_swap_chain *chain) {
  for (int64_t i = 0; i < chain->sourceCount; i++) {
    const int32_t target = chain->targets[i];
    chain->kept[i] = target < 0 ? 0 : (int32_t)overlap(chain, i, target, 0);
  }
}

/// Adds `sign` to the kept edges of each neighbor that shares a kept edge with i; returns how many do.
static int32_t tell_neighbors(ga_swap_chain *chain, int64_t i, int32_t sign) {
  if (i < 0 || chain->targets[i] < 0) return 0;
  const list a = source_list(chain, i), b = target_list(chain, chain->targets[i]);
  chain->work += a.count;
  const int isMarked = b.count <= marked_ratio * a.count;
  if (isMarked) mark(chain, &b, 1);
  int32_t found = 0;
  for (int64_t k = 0; k < a.count; k++) {
    const int32_t partner = chain->targets[a.ids[k]];
    if (partner < 0 || !(isMarked ? chain->marks[partner] : has(&b, partner))) continue;
    chain->kept[a.ids[k]] += sign;
    found++;
  }
  if (isMarked) mark(chain, &b, 0);
  return found;
}

static void record(ga_swap_chain *chain, int64_t i, int64_t now) {
  note_visit(chain->visitedTargets + i * chain->width, chain->visitedTimes + i * chain->width, chain->width,
             chain->targets[i], now - chain->since[i]);
  chain->since[i] = now;
}

int64_t ga_swap(ga_swap_chain *chain, int64_t first, int64_t last, int64_t recordFrom) {
  assert(chain->random != 0 && chain->width >= 1 && chain->lossCount >= 0);
  assert(first >= last || chain->sourceCount >= 1);
  int64_t gain = 0;
  uint64_t random = chain->random;
  int32_t *targets = chain->targets, *sources = chain->sources, *kept = chain->kept;
  for (int64_t now = first; now < last; now++) {
    const int64_t i = random_below(&random, chain->sourceCount);
    const list around = source_list(chain, i);
    if (around.count == 0) continue;
    const int64_t u = around.ids[random_below(&random, around.count)];
    int32_t x;
    if (random_below(&random, 2) == 0) {
      if (targets[u] < 0) continue;
      const list beyond = target_list(chain, targets[u]);
      if (beyond.count == 0) continue;
      x = beyond.ids[random_below(&random, beyond.count)];
    } else {
      const list beyond = source_list(chain, u);
      x = targets[beyond.ids[random_below(&random, beyond.count)]];
      if (x < 0) continue;
    }
    const int32_t w = targets[i], owner = sources[x];
    assert(owner < 0 || targets[owner] == x);
    assert(w < 0 || sources[w] == i);
    if (x == w) continue;
    if (chain->isFixed && (chain->isFixed[i] || (owner >= 0 && chain->isFixed[owner]))) continue;

    // An edge between i and the owner of x may be kept both before and after; neither overlap counts it.
    int64_t shared = 0;
    if (owner >= 0 && w >= 0) {
      const list b = target_list(chain, w);
      if (has(&b, x) && has(&around, owner)) shared = 1;
    }
    // Drawn first, so that hopeless swaps are given up early.
    const uint32_t chance = random_bits(&random);
    int64_t loss = 0;
    while (loss < chain->lossCount && chance < chain->lossChances[loss]) loss++;
    const int64_t before = kept[i] + (owner >= 0 ? kept[owner] : 0) - 2 * shared;
    const int64_t least = before - loss;
    int64_t most = 0;
    if (owner >= 0 && w >= 0) {
      const int64_t a = source_list(chain, owner).count, b = target_list(chain, w).count;
      most = a < b ? a : b;
    }
    const int64_t own = overlap(chain, i, x, least - most);
    if (own < 0) continue;
    int64_t after = own;
    if (most > 0) {
      const int64_t other = overlap(chain, owner, w, least - own);
      if (other < 0) continue;
      after += other;
    }
    if (after < least) continue;

    gain += after - before;
    if (now >= recordFrom) {
      record(chain, i, now);
      if (owner >= 0) record(chain, owner, now);
    }
    tell_neighbors(chain, i, -1);
    tell_neighbors(chain, owner, -1);
    targets[i] = x;
    sources[x] = (int32_t)i;
    if (w >= 0) sources[w] = owner;
    if (owner >= 0) targets[owner] = w;
    const int32_t keptByI = tell_neighbors(chain, i, 1);
    const int32_t keptByOwner = tell_neighbors(chain, owner, 1);
    kept[i] = keptByI;
    if (owner >= 0) kept[owner] = keptByOwner;
  }
  chain->random = random;
  return gain;
}

void ga_finish_swaps(ga_swap_chain *chain, int64_t end) {
  for (int64_t i = 0; i < chain->sourceCount; i++) record(chain, i, end);
}
