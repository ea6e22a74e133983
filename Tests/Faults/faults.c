// Faults of the machine for a program that knows nothing of them: loaded before the C library (LD_PRELOAD), this counts
// the program's system calls and lets one of them fail.
//
//   cc -shared -fPIC -o faults.so faults.c -ldl
//   MANUMIT_FAULT='write|pwrite */state/* 3+ ENOSPC' MANUMIT_FAULT_TALLY=tally LD_PRELOAD=./faults.so manumit scan …
//
// MANUMIT_FAULT has four words:
//
//   calls    names between bars; `create` is an open that may make a file
//   path     a pattern (fnmatch, @(one|other) among them) for the path, or what /proc/self/fd says of the descriptor:
//            socket:[…], … (deleted); of `send` for what is sent, a dot for what cannot be printed
//   when     3: the third such call; 3+: the third and all after it; 0: none, they are only counted
//   what     ENOSPC and the like: the call is not made, and fails so
//            short: half of the bytes; end: none, as at the end of a file
//            a number: that signal is sent to the program, then the call is made
//
// MANUMIT_FAULT_TALLY names a file of 16 bytes: the calls that matched, and those that were struck. It is right however
// the program ends.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

// A signal that the program hears of on another thread has this long to be heard before the call is made.
#define HEARING_MICROSECONDS 20000

// Enough of what is sent to tell one message from another.
#define MATCHED_OF_SENT 200

enum { PASS = 0, SHORTENED = -1, ENDED = -2 };

static struct {
  char calls[256], path[PATH_MAX];
  unsigned long when;
  int goes_on;
  int outcome; // an errno, SHORTENED or ENDED
  int signal;
} rule;
static struct {
  _Atomic uint64_t matched, struck;
} unshared_tally, *tally = &unshared_tally;

static int error_named(const char *name) {
  static const struct {
    const char *name;
    int number;
  } known[] = {{"ENOSPC", ENOSPC}, {"EIO", EIO},     {"EDQUOT", EDQUOT},         {"EACCES", EACCES},
               {"EROFS", EROFS},   {"EPIPE", EPIPE}, {"ECONNRESET", ECONNRESET}, {"ETIMEDOUT", ETIMEDOUT},
               {"EINTR", EINTR},   {"EMFILE", EMFILE}, {"ENOMEM", ENOMEM}};
  for (size_t index = 0; index < sizeof known / sizeof *known; index++)
    if (strcmp(name, known[index].name) == 0) return known[index].number;
  fprintf(stderr, "faults: unknown error %s\n", name);
  _exit(99);
}

__attribute__((constructor)) static void begin(void) {
  const char *text = getenv("MANUMIT_FAULT");
  if (!text) return;
  char when[32], what[32];
  if (sscanf(text, "%255s %4095s %31s %31s", rule.calls, rule.path, when, what) != 4) {
    fprintf(stderr, "faults: MANUMIT_FAULT has four words\n");
    _exit(99);
  }
  rule.when = strtoul(when, NULL, 10);
  rule.goes_on = strchr(when, '+') != NULL;
  if (strcmp(what, "short") == 0) rule.outcome = SHORTENED;
  else if (strcmp(what, "end") == 0) rule.outcome = ENDED;
  else if (what[0] >= '0' && what[0] <= '9') rule.signal = atoi(what);
  else rule.outcome = error_named(what);
  const char *file = getenv("MANUMIT_FAULT_TALLY");
  if (!file) return;
  int descriptor = (int)syscall(SYS_openat, AT_FDCWD, file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0 || syscall(SYS_ftruncate, descriptor, (long)sizeof *tally) != 0) _exit(99);
  void *shared =
      (void *)syscall(SYS_mmap, NULL, sizeof *tally, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0L);
  if (shared != MAP_FAILED) tally = shared;
  syscall(SYS_close, descriptor);
}

static int is_listed(const char *call) {
  size_t length = strlen(call);
  for (const char *found = rule.calls; (found = strstr(found, call)); found += length)
    if ((found == rule.calls || found[-1] == '|') && (found[length] == 0 || found[length] == '|')) return 1;
  return 0;
}

// What becomes of a call: PASS, an errno, SHORTENED or ENDED. `path` is NULL where the call has a descriptor instead.
static int verdict(const char *call, const char *path, int descriptor) {
  if (!rule.calls[0] || !is_listed(call)) return PASS;
  int kept = errno;
  char name[64], found[PATH_MAX];
  if (!path) {
    snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(name, found, sizeof found - 1);
    found[length < 0 ? 0 : length] = 0;
    path = found;
  }
  errno = kept;
  if (fnmatch(rule.path, path, FNM_EXTMATCH) != 0) return PASS;
  unsigned long number = ++tally->matched;
  if (rule.when == 0 || number < rule.when || (number > rule.when && !rule.goes_on)) return PASS;
  tally->struck++;
  if (!rule.signal) return rule.outcome;
  // One that stops or kills must reach this thread before the call; any other is heard of on another.
  if (rule.signal == SIGSTOP || rule.signal == SIGKILL) raise(rule.signal);
  else kill(getpid(), rule.signal);
  usleep(HEARING_MICROSECONDS);
  return PASS;
}

#define REAL(function)                                                                                    \
  static __typeof__(function) *real;                                                                      \
  if (!real) real = (__typeof__(function) *)dlsym(RTLD_NEXT, #function)

// STRIKE(call, path, descriptor): fails the call where it is its turn.
#define STRIKE(call, path, descriptor)                                                                    \
  int outcome = verdict(call, path, descriptor);                                                          \
  if (outcome > 0) {                                                                                      \
    errno = outcome;                                                                                      \
    return -1;                                                                                            \
  }

// A call that moves `count` bytes and may move fewer.
#define MOVES_BYTES(call, declaration, arguments)                                                         \
  ssize_t call declaration {                                                                              \
    REAL(call);                                                                                           \
    STRIKE(#call, NULL, descriptor)                                                                       \
    if (outcome == ENDED) return 0;                                                                       \
    if (outcome == SHORTENED) count = (count + 1) / 2;                                                    \
    return real arguments;                                                                                \
  }

MOVES_BYTES(read, (int descriptor, void *bytes, size_t count), (descriptor, bytes, count))
MOVES_BYTES(pread, (int descriptor, void *bytes, size_t count, off_t at), (descriptor, bytes, count, at))
MOVES_BYTES(write, (int descriptor, const void *bytes, size_t count), (descriptor, bytes, count))
MOVES_BYTES(pwrite, (int descriptor, const void *bytes, size_t count, off_t at), (descriptor, bytes, count, at))
MOVES_BYTES(writev, (int descriptor, const struct iovec *bytes, int count), (descriptor, bytes, count))
MOVES_BYTES(pwritev, (int descriptor, const struct iovec *bytes, int count, off_t at), (descriptor, bytes, count, at))

// A connection on which a call fails is gone in both directions, as it would be.
static void cut(int descriptor, int outcome) {
  if (outcome > 0 || outcome == ENDED) shutdown(descriptor, SHUT_RDWR);
}

ssize_t recv(int descriptor, void *bytes, size_t count, int flags) {
  REAL(recv);
  int outcome = verdict("recv", NULL, descriptor);
  cut(descriptor, outcome);
  if (outcome == ENDED) return 0;
  if (outcome > 0) {
    errno = outcome;
    return -1;
  }
  if (outcome == SHORTENED) count = (count + 1) / 2;
  return real(descriptor, bytes, count, flags);
}

ssize_t send(int descriptor, const void *bytes, size_t count, int flags) {
  REAL(send);
  char text[MATCHED_OF_SENT + 1];
  size_t length = count < MATCHED_OF_SENT ? count : MATCHED_OF_SENT;
  for (size_t index = 0; index < length; index++) {
    char byte = ((const char *)bytes)[index];
    text[index] = byte >= ' ' && byte <= '~' ? byte : '.';
  }
  text[length] = 0;
  int outcome = verdict("send", text, -1);
  cut(descriptor, outcome);
  if (outcome > 0) {
    errno = outcome;
    return -1;
  }
  if (outcome == SHORTENED) count = (count + 1) / 2;
  return real(descriptor, bytes, count, flags);
}

// A call on a descriptor that either succeeds or fails.
#define ON_DESCRIPTOR(call, declaration, arguments)                                                       \
  int call declaration {                                                                                  \
    REAL(call);                                                                                           \
    STRIKE(#call, NULL, descriptor)                                                                       \
    return real arguments;                                                                                \
  }

ON_DESCRIPTOR(fsync, (int descriptor), (descriptor))
ON_DESCRIPTOR(fdatasync, (int descriptor), (descriptor))
ON_DESCRIPTOR(ftruncate, (int descriptor, off_t length), (descriptor, length))

// A call on a path that either succeeds or fails.
#define ON_PATH(call, declaration, arguments)                                                             \
  int call declaration {                                                                                  \
    REAL(call);                                                                                           \
    STRIKE(#call, path, -1)                                                                               \
    return real arguments;                                                                                \
  }

ON_PATH(rename, (const char *old, const char *path), (old, path))
ON_PATH(mkdir, (const char *path, mode_t mode), (path, mode))
ON_PATH(unlink, (const char *path), (path))

int open(const char *path, int flags, ...) {
  REAL(open);
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  STRIKE(flags & O_CREAT ? "create" : "open", path, -1)
  return real(path, flags, mode);
}

void *mmap(void *start, size_t length, int protection, int flags, int descriptor, off_t at) {
  REAL(mmap);
  int outcome = descriptor < 0 ? PASS : verdict("mmap", NULL, descriptor);
  if (outcome > 0) {
    errno = outcome;
    return MAP_FAILED;
  }
  return real(start, length, protection, flags, descriptor, at);
}
