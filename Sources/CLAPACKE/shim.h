// LAPACKE is a library of its own in Debian: libopenblas does not contain it.
#include <lapacke.h>
