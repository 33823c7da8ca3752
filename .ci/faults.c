// Injects faults into system calls on a journal, and kills or stops the process at chosen calls.
//
//   clang -shared -fPIC -o faults.so .ci/faults.c
//   LD_PRELOAD=./faults.so FAULTS_SEED=7 FAULTS_RATE=20 program...
//
// FAULTS_PATH     faults affect files whose path contains this text (".journal")
// FAULTS_SEED     the seed of the faults (1)
// FAULTS_RATE     the number of faulty calls per thousand (0)
// FAULTS_KILL     the write to the journal, counted from 1, during which the process kills itself
// FAULTS_STOP     the call, counted from 1, before which the process stops itself by SIGSTOP: write:N or
//                 ftruncate:N on the journal, or lstat:N on its lock
// FAULTS_FSYNC    if set, every fsync fails
// FAULTS_SIZE     the size in bytes beyond which no file can be written, as on a full disk; for SQLite

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static long setting(const char *name, long standard) {
  const char *text = getenv(name);
  return text ? atol(text) : standard;
}

static uint64_t next(void) {
  static uint64_t state;
  if (state == 0) state = (uint64_t)setting("FAULTS_SEED", 1) * 2 + 1;
  state += 0x9E3779B97F4A7C15u;
  uint64_t bits = state;
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
  return bits ^ (bits >> 31);
}

static int is_faulty(void) { return (long)(next() % 1000) < setting("FAULTS_RATE", 0); }

static int is_journal(int descriptor) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  const char *part = getenv("FAULTS_PATH");
  return strstr(path, part ? part : ".journal") != NULL;
}

static int fail(int code) {
  errno = code;
  return -1;
}

// Stops the process at the call that FAULTS_STOP names.
static void stop(const char *call, long count) {
  const char *chosen = getenv("FAULTS_STOP");
  size_t length = strlen(call);
  if (!chosen || strncmp(chosen, call, length) != 0 || chosen[length] != ':') return;
  if (atol(chosen + length + 1) == count) raise(SIGSTOP);
}

int lstat(const char *path, struct stat *status) {
  static int (*real)(const char *, struct stat *);
  static long calls;
  if (!real) real = (int (*)(const char *, struct stat *))dlsym(RTLD_NEXT, "lstat");
  if (strstr(path, ".journal.lock")) stop("lstat", ++calls);
  return real(path, status);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  static ssize_t (*real)(int, const void *, size_t);
  static long writes;
  if (!real) real = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  if (!is_journal(descriptor)) return real(descriptor, bytes, count);
  ++writes;
  stop("write", writes);
  if (writes == setting("FAULTS_KILL", 0)) {
    real(descriptor, bytes, count / 2);
    kill(getpid(), SIGKILL);
  }
  if (!is_faulty()) return real(descriptor, bytes, count);
  switch (next() % 4) {
    case 0: return fail(EINTR);
    case 1: return fail(ENOSPC);
    case 2: return fail(EIO);
    default: return real(descriptor, bytes, 1 + next() % count);
  }
}

ssize_t pread(int descriptor, void *bytes, size_t count, off_t offset) {
  static ssize_t (*real)(int, void *, size_t, off_t);
  if (!real) real = (ssize_t(*)(int, void *, size_t, off_t))dlsym(RTLD_NEXT, "pread");
  if (count == 0 || !is_journal(descriptor) || !is_faulty()) {
    return real(descriptor, bytes, count, offset);
  }
  switch (next() % 4) {
    case 0: return fail(EINTR);
    case 1: return fail(EIO);
    default: return real(descriptor, bytes, 1 + next() % count, offset);
  }
}

// SQLite writes with this one.
ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
  static ssize_t (*real)(int, const void *, size_t, off64_t);
  if (!real) real = (ssize_t(*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
  long size = setting("FAULTS_SIZE", LONG_MAX);
  if (offset + (off64_t)count > size && is_journal(descriptor)) return fail(ENOSPC);
  return real(descriptor, bytes, count, offset);
}

int fsync(int descriptor) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  if (!is_journal(descriptor)) return real(descriptor);
  if (getenv("FAULTS_FSYNC")) return fail(EIO);
  if (!is_faulty()) return real(descriptor);
  return fail(next() % 2 ? EINTR : EIO);
}

int ftruncate(int descriptor, off_t size) {
  static int (*real)(int, off_t);
  if (!real) real = (int (*)(int, off_t))dlsym(RTLD_NEXT, "ftruncate");
  static long cuts;
  if (!is_journal(descriptor)) return real(descriptor, size);
  stop("ftruncate", ++cuts);
  if (!is_faulty()) return real(descriptor, size);
  return fail(next() % 2 ? EINTR : EIO);
}
