// Hot loops in C: one function per file, plain pointers, no allocation, no global state.
//
// Every function but `ga_pause` works on a range of rows and is called from many threads at once. Sums have a fixed
// order, so that every processor gives the same bits.
#ifndef GA_CKERNELS_H
#define GA_CKERNELS_H

#include <stdint.h>

#include "belief_evidence.h"
#include "belief_proposals.h"
#include "belief_rows.h"
#include "block_scan.h"
#include "distances.h"
#include "kernel_rows.h"
#include "merge_row.h"
#include "pause.h"
#include "product_scan.h"
#include "refinement.h"
#include "ring_batches.h"
#include "ring_histograms.h"
#include "row_groups.h"
#include "swap_chain.h"
#include "unit_row.h"

#endif
