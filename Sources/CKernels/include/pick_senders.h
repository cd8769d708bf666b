#ifndef GA_PICK_SENDERS_H
#define GA_PICK_SENDERS_H

#include <stdint.h>

#include "refinement.h"

/// Chooses the senders of the rows first … last − 1, and sets `hasChanged`.
///
/// Of a row's entries those above `senderShare` of its largest are taken, at most max(3, senderBudget /
/// degree), the largest first, equal ones by smaller id. They are new if their ids, or their values by more
/// than `tolerance`, differ from the senders that the row has; only then are they written.
///
/// - isFirst: whether all rows count as changed. It must be set in the first round, when `senders` holds
///   nothing.
///
/// Writes these rows of `senders`, `hasChanged` and the ids and values of `next`, which are spare room
/// here.
///
/// Nothing is added up. Cost: O(rows · α · senders). Twin: RefinementTwin.pickSenders, to the bit.
void ga_pick_senders(const ga_refinement *round, int64_t first, int64_t last, int32_t isFirst);

#endif
