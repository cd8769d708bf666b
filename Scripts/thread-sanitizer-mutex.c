// Tells ThreadSanitizer of the mutexes of Swift's Synchronization on Linux; sanitize.sh preloads it.
//
// Locking and unlocking are compiled into the caller, and seen, unless threads have to wait for each other: that is done
// by the library, which is not instrumented. A program that only adds numbers under a contended Mutex is therefore said
// to have a race. Here both ways become known; races without a mutex are found as before.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

__attribute__((swiftcall)) void lock_slowly(uint32_t thread, __attribute__((swift_context)) void *handle)
    __asm__(LOCK);
__attribute__((swiftcall)) void unlock_slowly(__attribute__((swift_context)) void *handle) __asm__(UNLOCK);

__attribute__((swiftcall)) void lock_slowly(uint32_t thread, __attribute__((swift_context)) void *handle) {
  typedef __attribute__((swiftcall)) void original(uint32_t, __attribute__((swift_context)) void *);
  ((original *)dlsym(RTLD_NEXT, LOCK))(thread, handle);
  if (__tsan_acquire) __tsan_acquire(handle);
}

__attribute__((swiftcall)) void unlock_slowly(__attribute__((swift_context)) void *handle) {
  typedef __attribute__((swiftcall)) void original(__attribute__((swift_context)) void *);
  if (__tsan_release) __tsan_release(handle);
  ((original *)dlsym(RTLD_NEXT, UNLOCK))(handle);
}
