#ifndef GA_MULTIVERSION_H
#define GA_MULTIVERSION_H

// GA_MULTIVERSION compiles a function once per instruction set and picks one when the program starts.
// glibc's loader does the picking, so a libc header has to come before the test for it. Elsewhere, and
// on other processors, there is one plain version.
//
// The loader picks while it is still loading, before a sanitizer's runtime is there: what ThreadSanitizer puts
// into the picking functions then jumps to nowhere, and the process ends before it begins. Under it, and with
// GA_PLAIN defined, there is one plain version, too.
#include <stdint.h>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define GA_PLAIN
#endif
#endif

#if defined(__x86_64__) && defined(__GLIBC__) && !defined(GA_PLAIN)
#define GA_MULTIVERSION \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define GA_MULTIVERSION
#endif

#endif
