#ifndef GA_SWAP_CHAIN_H
#define GA_SWAP_CHAIN_H

#include <stdint.h>

/// A one-to-one matching of two graphs, and what a chain of such matchings needs.
///
/// A chain belongs to one thread at a time; other chains may share the graphs, `isFixed` and `lossChances`,
/// which are only read. Lists of neighbors ascend, have no node twice and not the node itself, and every
/// entry has its reverse.
typedef struct {
  const int64_t *sourceOffsets;
  const int32_t *sourceNeighbors;
  const int64_t *targetOffsets;
  const int32_t *targetNeighbors;
  /// Those of ga_filter_neighbors; null for searches alone.
  const uint8_t *sourceFilter;
  const uint8_t *targetFilter;
  /// At most 2³¹ − 1.
  int64_t sourceCount;
  /// For each source node whether it must keep its target; may be null.
  const uint8_t *isFixed;
  /// For each source node its target, or −1. No target twice.
  int32_t *targets;
  /// For each target node its source, or −1: the reverse of `targets`.
  int32_t *sources;
  /// max(n₁, n₂) zeros, and so again afterwards.
  uint8_t *marks;
  /// For each source node how many of its edges the matching keeps.
  int32_t *kept;
  /// `width` ≥ 1 places for each source node: targets it has had, and for how many proposals; 0 for a place
  /// that is free.
  int64_t width;
  int32_t *visitedTargets;
  int64_t *visitedTimes;
  /// For each source node since which proposal it has its target.
  int64_t *since;
  /// For ℓ = 1, 2, …: 2³² times the probability that ℓ edges may be lost, falling, and how many there are.
  const uint32_t *lossChances;
  int64_t lossCount;
  /// The state of the random numbers; anything but 0.
  uint64_t random;
  /// How many entries of lists have been looked at so far: what the chain has cost, the same on every machine.
  int64_t work;
} ga_swap_chain;

/// Fills `kept` from `targets` and `sources`.
///
/// Cost: O(Σ deg · log deg) over the source nodes. Twin: KernelTwins.keptEdges.
void ga_count_kept(ga_swap_chain *chain);

/// Proposes swaps first … last − 1 of a chain.
///
/// A source node i, one of its neighbors u and, with equal chance, a neighbor x of u's target or the target
/// x of a neighbor of u are drawn; i shall get x, and the node that had x what i had. The swap is accepted
/// if the matching then keeps no fewer edges than before, or fewer by no more than a number that is drawn
/// beforehand.
///
/// - first, last: the numbers of the proposals, which count on from call to call; sourceCount ≥ 1 if there
///   are any.
/// - recordFrom: the proposal from which on it is recorded how long each source node had each target. Of
///   more than `width` targets of a node, the one it had for the shortest time is forgotten.
///
/// `kept` must be that of the matching, and stays so. Writes `targets`, `sources`, `kept`,
/// `visitedTargets`, `visitedTimes`, `since`, `random` and `work`. Only whole numbers are computed with: the chain
/// depends on `random` and the graphs alone.
///
/// Returns how many more edges the matching keeps.
///
/// Cost: O(deg · log deg) a proposal, less where it is hopeless. Twin: the plain chain of
/// MatchingSamplerTests.
int64_t ga_swap(ga_swap_chain *chain, int64_t first, int64_t last, int64_t recordFrom);

/// Records how long each source node has had its target until proposal `end`, and sets `since` to it.
///
/// Writes `visitedTargets`, `visitedTimes` and `since`. Cost: O(sourceCount · width).
void ga_finish_swaps(ga_swap_chain *chain, int64_t end);

#endif
