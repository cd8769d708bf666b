#ifndef GA_BLOCK_LANES_H
#define GA_BLOCK_LANES_H

// Sixteen queries go through a tree together, and points come in blocks of sixteen.
enum { ga_block_lanes = 16 };

#endif
