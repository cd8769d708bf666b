#ifndef GA_MULTIVERSION_H
#define GA_MULTIVERSION_H

// GA_MULTIVERSION compiles a function once per instruction set and picks one when the program starts.
// glibc's loader does the picking, so a libc header has to come before the test for it. Elsewhere, and
// on other processors, there is one plain version.
#include <stdint.h>

#if defined(__x86_64__) && defined(__GLIBC__)
#define GA_MULTIVERSION \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define GA_MULTIVERSION
#endif

#endif
