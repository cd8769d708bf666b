#ifndef GA_PAUSE_H
#define GA_PAUSE_H

/// Tells the processor that the program waits for another thread to write to memory.
///
/// Reads and writes nothing, and orders nothing: the caller loads with the ordering it needs. On other
/// processors than x86 and Arm it does nothing.
static inline void ga_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

#endif
