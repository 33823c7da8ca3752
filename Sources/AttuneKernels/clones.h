// Function clones for several instruction sets. The dynamic loader selects the one with the widest
// vectors that the processor supports, on platforms where it can.

#ifndef ATTUNE_CLONES_H
#define ATTUNE_CLONES_H

#include <stdint.h>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define ATTUNE_HAS_SANITIZER 1  // not initialized when the loader selects
#endif
#endif

#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__) && !defined(ATTUNE_HAS_SANITIZER)
#define ATTUNE_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define ATTUNE_CLONES
#endif

#endif
