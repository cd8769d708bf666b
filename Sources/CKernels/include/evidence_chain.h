#ifndef GA_EVIDENCE_CHAIN_H
#define GA_EVIDENCE_CHAIN_H

#include "belief_rows.h"

/// A partial one-to-one matching of two graphs, and what a chain of such matchings needs that are drawn by
/// what edges and nodes say together.
///
/// All evidence is in units of 2⁻¹⁶ nats, so that sums are exact in any order. A matching weighs
///
///     Σ_{i ↦ w} evidence[i, w]
///     + Σ over edges (i, j) of the source, i ↦ w, j ↦ v:
///         (w, v) an edge  →  max(0, logRatio + log i + log j + log w + log v + labelLogs[a, b])
///         else            →  sourceMissings[a]
///     + Σ over edges (w, v) of the target, i ↦ w, j ↦ v, (i, j) no edge: targetMissings[b]
///
/// where a and b are the labels of the edges. Labels are those of entries seen from their row; an entry and its
/// reverse have equal missings and, with the reverse of the other, equal labelLogs.
///
/// A chain belongs to one thread at a time; other chains may share what is const. Lists of neighbors ascend, have
/// no node twice and not the node itself, and every entry has its reverse.
typedef struct {
  ga_labeled_graph source;
  ga_labeled_graph target;
  /// Those of ga_filter_neighbors; null for searches alone.
  const uint8_t *sourceFilter;
  const uint8_t *targetFilter;
  int64_t sourceCount;
  int64_t targetCount;
  /// One for each node.
  const int32_t *sourceLogs;
  const int32_t *targetLogs;
  int32_t logRatio;
  /// One for each pair of labels, the source's first; null for 0 everywhere.
  const int32_t *labelLogs;
  int64_t targetLabelCount;
  /// At most 0; one for each label, or one without labels.
  const int32_t *sourceMissings;
  const int32_t *targetMissings;
  /// The targets that source node i may have are those from candidateOffsets[i] to candidateOffsets[i + 1],
  /// ascending.
  const int64_t *candidateOffsets;
  const int32_t *candidates;
  const int32_t *evidence;
  /// For each source node whether it must keep its target.
  const uint8_t *isFixed;
  /// For each source node its target, one of its candidates unless it is fixed, or −1. No target twice.
  int32_t *targets;
  /// For each target node its source, or −1: the reverse of `targets`.
  int32_t *sources;
  /// For each node the sum of the missings of its entries to nodes that have a partner.
  int64_t *sourceMatched;
  int64_t *targetMatched;
  /// targetCount + 1 zeros to begin with: target v's at v + 1, and room for a number for each target node.
  int32_t *stamps;
  int32_t *places;
  /// The last stamp given, and the target whose neighbors bear it: 0 and −1 to begin with.
  int32_t stamp;
  int32_t stamped;
  /// For each source node what the edges say that its target has in common with it, beyond what is said if they are
  /// missing, or INT64_MIN where that is to be computed yet.
  int64_t *common;
  /// `width` ≥ 1 places for each source node: targets it has had, and for how many proposals; 0 for a place
  /// that is free.
  int64_t width;
  int32_t *visitedTargets;
  int64_t *visitedTimes;
  /// For each source node since which proposal it has its target.
  int64_t *since;
  /// 2¹⁶/β: what a nat of a random number is worth.
  double temperature;
  /// The state of the random numbers; anything but 0.
  uint64_t random;
  /// How many entries of lists have been looked at so far: what the chain has cost, the same on every machine.
  int64_t work;
} ga_evidence_chain;

/// Fills `sourceMatched`, `targetMatched` and `common` from `targets` and `sources`.
///
/// Cost: O(entries of both graphs).
void ga_count_matched(ga_evidence_chain *chain);

/// Makes proposals first … last − 1 of a chain.
///
/// A source node i is drawn, and with equal chances one of its candidates, none or (if it has none) one of its
/// candidates, or twice as often a neighbor of the target of a neighbor. If that target x has another owner, that
/// one gets what i had; the proposal is dropped if either is no candidate. It is accepted with probability
/// min(1, exp(β · change)) (Hastings, doi:10.1093/biomet/57.1.97). So matchings are visited in proportion to
/// exp(β · weight) · Π 2/c over the matched source nodes, c being their candidates: it is harder to find one of
/// many than to lose it, which keeps those without edges in common apart. Where there are edges, neighbors of
/// neighbors' targets are a little easier to propose than others.
///
/// - first, last: the numbers of the proposals, which count on from call to call; sourceCount ≥ 1.
/// - recordFrom: the proposal from which on it is recorded how long each source node had each target.
///
/// `sourceMatched`, `targetMatched` and `common` must be those of the matching, and stay so. Writes what is not const.
/// Floating point has a part only in drawing how much may be lost, by operations that all systems do alike.
///
/// Returns the number of accepted proposals. Cost: O(deg · log deg) a proposal. Twin: the plain chain of
/// EvidenceChainTests.
int64_t ga_sample_evidence(ga_evidence_chain *chain, int64_t first, int64_t last, int64_t recordFrom);

/// Records how long each source node has had its target until proposal `end`, and sets `since` to it.
///
/// Writes `visitedTargets`, `visitedTimes` and `since`. Cost: O(sourceCount · width).
void ga_finish_evidence(ga_evidence_chain *chain, int64_t end);

#endif
