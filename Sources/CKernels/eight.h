#ifndef GA_EIGHT_H
#define GA_EIGHT_H

// Eight numbers at a time, anywhere in memory: floats that are computed with as doubles.
typedef double double8 __attribute__((vector_size(64), aligned(8)));
typedef float float8 __attribute__((vector_size(32), aligned(4)));

#endif
