// Hot loops in C: one function, or one family, for each file of its name; plain pointers, no allocation, no
// global state.
//
// What holds of every function here, so that its own header need not say it:
//
// - Many threads may call it at once. It writes only to what its header says, and only to its own range of
//   rows where it is given one; what it only reads other threads may read at the same time.
// - Arrays that are written do not overlap any other array, unless the header says so. All arrays are
//   aligned as their elements are and no better. An array of no elements may be a null pointer.
// - Ids are in range and offsets rise: offsets[0] = 0 ≤ offsets[1] ≤ …; the list of node i is
//   neighbors[offsets[i]] … neighbors[offsets[i + 1] − 1].
// - Sums of floating-point numbers have the fixed order that the header gives, and FP_CONTRACT is off, so
//   that every processor gives the same bits. The exceptions say so: what they give only discards.
// - What is cheap to check is asserted in debug builds. Releases define NDEBUG and trust the caller.
// - "Twin" names the plain Swift that a test compares with.
#ifndef GA_CKERNELS_H
#define GA_CKERNELS_H

#include <stdint.h>

#include "belief_evidence.h"
#include "belief_proposals.h"
#include "belief_rows.h"
#include "box_within.h"
#include "evidence_chain.h"
#include "filter_neighbors.h"
#include "landmark_distances.h"
#include "merge_row.h"
#include "nearest_names.h"
#include "next_within.h"
#include "pause.h"
#include "pick_senders.h"
#include "product_bound.h"
#include "refine_rows.h"
#include "ring_histogram_batch.h"
#include "ring_histograms.h"
#include "row_groups.h"
#include "row_hashes.h"
#include "scan_block.h"
#include "shifted_exp.h"
#include "squared_distance.h"
#include "swap_chain.h"
#include "unit_row.h"

#endif
