// Informs ThreadSanitizer of the synchronization in the slow paths of Swift's mutexes.
//
// The fast paths of `Mutex` are compiled into the program, where the sanitizer instruments them; the
// slow paths are in the toolchain's library, which is not instrumented. Without this file the sanitizer
// reports races on values that a mutex protects.
//
//   clang -shared -fPIC -o mutexes.so .ci/mutexes.c
//   LD_PRELOAD=./mutexes.so swift test --sanitize=thread

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define SLOW_LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define SLOW_UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self

// Only the sanitized program defines them, not the programs that start it.
extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

SWIFT void lock_slowly(uint32_t thread, SELF) __asm__(SLOW_LOCK);
SWIFT void unlock_slowly(SELF) __asm__(SLOW_UNLOCK);

SWIFT void lock_slowly(uint32_t thread, SELF) {
  ((SWIFT void (*)(uint32_t, SELF))dlsym(RTLD_NEXT, SLOW_LOCK))(thread, self);
  if (__tsan_acquire) __tsan_acquire(self);
}

SWIFT void unlock_slowly(SELF) {
  if (__tsan_release) __tsan_release(self);
  ((SWIFT void (*)(SELF))dlsym(RTLD_NEXT, SLOW_UNLOCK))(self);
}
