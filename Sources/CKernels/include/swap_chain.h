#ifndef GA_SWAP_CHAIN_H
#define GA_SWAP_CHAIN_H

#include <stdint.h>

/// A one-to-one matching of two graphs, and what a walk through such matchings needs.
typedef struct {
  const int64_t *sourceOffsets;
  const int32_t *sourceNeighbors;
  const int64_t *targetOffsets;
  const int32_t *targetNeighbors;
  int64_t sourceCount;
  /// For each source node whether it must keep its target; may be null.
  const uint8_t *isFixed;
  /// For each source node its target, or −1.
  int32_t *targets;
  /// For each target node its source, or −1.
  int32_t *sources;
  /// For each source node how many of its edges the matching keeps.
  int32_t *kept;
  /// `width` places for each source node: targets it has had, and for how many proposals.
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
} ga_swap_chain;

/// Fills `kept`.
void ga_count_kept(ga_swap_chain *chain);

/// Proposes swaps first … last − 1 of a walk.
///
/// A source node i, one of its neighbors u and, with equal chance, a neighbor x of u's target or the target x
/// of a neighbor of u are drawn; i shall get x, and whoever had x what i had. The swap is accepted if the matching
/// then keeps no fewer edges than before, or fewer by no more than a number that is drawn beforehand.
///
/// - recordFrom: the proposal from which on it is recorded how long each source node had each target. Of more
///   than `width` targets of a node, the one it had for the shortest time is forgotten.
/// - Returns how many more edges the matching keeps.
int64_t ga_swap(ga_swap_chain *chain, int64_t first, int64_t last, int64_t recordFrom);

/// Records how long each source node has had its target until proposal `end`.
void ga_finish_swaps(ga_swap_chain *chain, int64_t end);

#endif
