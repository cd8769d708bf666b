#include "native.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
void bench_release_memory(void) { malloc_trim(0); }
#else
void bench_release_memory(void) {}
#endif
