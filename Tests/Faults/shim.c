/* Stands between bounce and the C library (LD_PRELOAD), counts its calls to the system, and lets one of them,
 * or many, go wrong. strace can do the same, and counts for each thread; which thread a task of bounce runs on
 * is chance. Here a call is counted for the whole process, so "the 17th write" is one certain write at -j1.
 *
 *   FAULT_BOARD  a file of 4096 bytes: the counters, and what was hit (see harness.py)
 *   FAULT_CALL   the kind of call: openat, write, pwrite64, ...; several with commas
 *   FAULT_NTH    which one, from 1; 0 is every one
 *   FAULT_DO     kill | stop | fail | full | short | lie
 *   FAULT_ERRNO  the error of fail
 *   FAULT_SEED   of short writes
 *   FAULT_PATH   only calls on paths that have this in them (those that have a path or a descriptor of one)
 *
 * What is read from /proc is left alone, and not counted: libdispatch looks at its threads there at any moment, and
 * ends the process where it cannot.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* The order of harness.py's CALLS. */
enum kind { OPEN, WRITE, PWRITE, FSYNC, RENAME, LINK, UNLINK, CLOSE, TRUNCATE, READ, PREAD, MKDIR, CHMOD, STAT,
            FLOCK, KINDS };
static const char *const names[KINDS] = {
    "openat", "write", "pwrite64", "fsync", "rename", "link", "unlink", "close", "ftruncate", "read", "pread64",
    "mkdir", "chmod", "stat", "flock"};

enum action { NOTHING, KILL, STOP, FAIL, FULL, SHORT, LIE };
static const char *const actions[] = {"nothing", "kill", "stop", "fail", "full", "short", "lie"};

struct board { unsigned count[30]; unsigned room, hits; char where[256]; };
static struct board unseen, *board = &unseen;
static int action = NOTHING, number = EIO;
static unsigned kinds, nth;
static unsigned long long seed;
static const char *only;

__attribute__((constructor)) static void begin(void) {
    const char *text = getenv("FAULT_BOARD");
    if (!text) return;
    int file = (int)syscall(SYS_openat, AT_FDCWD, text, O_RDWR);
    if (file < 0) return;
    void *place = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    syscall(SYS_close, file);
    if (place == MAP_FAILED) return;
    board = place;
    if ((text = getenv("FAULT_ERRNO"))) number = atoi(text);
    if ((text = getenv("FAULT_NTH"))) nth = (unsigned)atoi(text);
    if ((text = getenv("FAULT_SEED"))) seed = strtoull(text, NULL, 10);
    only = getenv("FAULT_PATH");
    for (text = getenv("FAULT_CALL"); text && *text; text += strcspn(text, ","), text += *text == ',')
        for (int i = 0; i < KINDS; i++)
            if (strlen(names[i]) == strcspn(text, ",") && !strncmp(text, names[i], strlen(names[i]))) kinds |= 1u << i;
    if ((text = getenv("FAULT_DO")))
        for (int i = 0; i < (int)(sizeof actions / sizeof *actions); i++)
            if (!strcmp(text, actions[i])) action = i;
}

/* The path of a call: of its descriptor, as it was given, or below the directory that its descriptor is. */
static const char *place(const char *path, int file, char *buffer, size_t size) {
    if (path && (*path == '/' || file < 0)) return path;
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, buffer, size - 1);
    if (length < 0) length = 0;
    if (path) snprintf(buffer + length, size - (size_t)length, "/%s", path); else buffer[length] = 0;
    return buffer;
}

static void note(const char *path, int file) {
    char buffer[256];
    strncpy(board->where, place(path, file, buffer, sizeof buffer), sizeof board->where - 1);
}

static int is_in_proc(const char *path, int file) {
    char buffer[16];
    if (!path && file < 0) return 0;
    return !strncmp(place(path, file, buffer, sizeof buffer), "/proc/", 6);
}

/* Counts a call. What is to happen to it: NOTHING, or what is left to its wrapper. */
static enum action strike(enum kind this, const char *path, int file, int takesRoom) {
    int saved = errno;
    enum action result = NOTHING;
    if ((this == OPEN || this == READ || this == CLOSE) && is_in_proc(path, file)) { errno = saved; return NOTHING; }
    if (only) {
        char buffer[4096];
        if (!strstr(place(path, file, buffer, sizeof buffer), only)) { errno = saved; return NOTHING; }
    }
    unsigned count = __atomic_add_fetch(&board->count[this], 1, __ATOMIC_RELAXED);
    unsigned room = takesRoom ? __atomic_add_fetch(&board->room, 1, __ATOMIC_RELAXED) : 0;
    if (action == FULL) {
        /* From one call on, nothing that takes room on the disk succeeds. */
        if (takesRoom && room >= nth) result = FULL;
    } else if (kinds >> this & 1 && (nth == 0 || count == nth)) {
        result = action;
    }
    if (result != NOTHING) {
        if (__atomic_fetch_add(&board->hits, 1, __ATOMIC_RELAXED) == 0) note(path, file);
        if (result == KILL) { kill(getpid(), SIGKILL); for (;;) pause(); }
        if (result == STOP) { kill(getpid(), SIGSTOP); result = NOTHING; }
    }
    errno = saved;
    return result;
}

static int failing(enum action what) {
    if (what == FULL) { errno = ENOSPC; return 1; }
    if (what == FAIL) { errno = number; return 1; }
    return 0;
}

#define REAL(result, name, ...)                                                                                \
    static result (*real)(__VA_ARGS__);                                                                        \
    if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

/* A number of bytes between 1 and all: another one for each call. */
static size_t some(size_t size) {
    unsigned long long x = __atomic_add_fetch(&seed, 0x9E3779B97F4A7C15ull, __ATOMIC_RELAXED);
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
    x ^= x >> 27;
    return size < 2 || x % 3 == 0 ? size : 1 + (size_t)(x / 3 % (size - 1));
}

/* -- Opening ------------------------------------------------------------------------------------------------ */

#define MODE                                                                                                   \
    mode_t mode = 0;                                                                                           \
    if (flags & (O_CREAT | __O_TMPFILE)) { va_list list; va_start(list, flags); mode = va_arg(list, mode_t); va_end(list); }

#define OPENING(name)                                                                                          \
    int name(const char *path, int flags, ...) {                                                               \
        MODE REAL(int, name, const char *, int, ...);                                                          \
        return failing(strike(OPEN, path, -1, flags & O_CREAT)) ? -1 : real(path, flags, mode);                \
    }
OPENING(open)
OPENING(open64)

#define OPENING_AT(name)                                                                                       \
    int name(int directory, const char *path, int flags, ...) {                                                \
        MODE REAL(int, name, int, const char *, int, ...);                                                     \
        return failing(strike(OPEN, path, directory, flags & O_CREAT)) ? -1 : real(directory, path, flags, mode);     \
    }
OPENING_AT(openat)
OPENING_AT(openat64)

/* -- Writing and reading: a lie about a write is one that drops it; about a read, one that turns a bit -------- */

#define WRITING(name, kind, PARAMETERS, TYPES, ARGUMENTS)                                                      \
    ssize_t name PARAMETERS {                                                                                  \
        REAL(ssize_t, name, TYPES);                                                                            \
        enum action what = strike(kind, NULL, file, 1);                                                        \
        if (failing(what)) return -1;                                                                          \
        if (what == LIE) return (ssize_t)size;                                                                 \
        if (what == SHORT) size = some(size);                                                                  \
        return real ARGUMENTS;                                                                                 \
    }
#define COMMA ,
WRITING(write, WRITE, (int file, const void *bytes, size_t size), int COMMA const void * COMMA size_t,
        (file, bytes, size))
WRITING(pwrite, PWRITE, (int file, const void *bytes, size_t size, off_t at),
        int COMMA const void * COMMA size_t COMMA off_t, (file, bytes, size, at))
WRITING(pwrite64, PWRITE, (int file, const void *bytes, size_t size, off64_t at),
        int COMMA const void * COMMA size_t COMMA off64_t, (file, bytes, size, at))

#define READING(name, kind, PARAMETERS, TYPES, ARGUMENTS)                                                      \
    ssize_t name PARAMETERS {                                                                                  \
        REAL(ssize_t, name, TYPES);                                                                            \
        enum action what = strike(kind, NULL, file, 0);                                                        \
        if (failing(what)) return -1;                                                                          \
        ssize_t count = real ARGUMENTS;                                                                        \
        if (what == LIE && count > 0) ((char *)bytes)[count / 2] ^= 1;                                         \
        return count;                                                                                          \
    }
READING(read, READ, (int file, void *bytes, size_t size), int COMMA void * COMMA size_t, (file, bytes, size))
READING(pread, PREAD, (int file, void *bytes, size_t size, off_t at),
        int COMMA void * COMMA size_t COMMA off_t, (file, bytes, size, at))
READING(pread64, PREAD, (int file, void *bytes, size_t size, off64_t at),
        int COMMA void * COMMA size_t COMMA off64_t, (file, bytes, size, at))

/* A close that fails has closed all the same: the number may be another file's at once. */
int close(int file) {
    REAL(int, close, int);
    enum action what = strike(CLOSE, NULL, file, 0);
    int result = real(file);
    return what == FAIL && failing(what) ? -1 : result;
}

/* -- Everything else: a lie is to say that it was done ------------------------------------------------------- */

#define CALL(name, kind, room, path, file, PARAMETERS, TYPES, ARGUMENTS)                                       \
    int name PARAMETERS {                                                                                      \
        REAL(int, name, TYPES);                                                                                \
        enum action what = strike(kind, path, file, room);                                                     \
        return failing(what) ? -1 : what == LIE ? 0 : real ARGUMENTS;                                          \
    }
#define TEXT const char *
CALL(fsync, FSYNC, 0, NULL, file, (int file), int, (file))
CALL(fdatasync, FSYNC, 0, NULL, file, (int file), int, (file))
CALL(syncfs, FSYNC, 0, NULL, file, (int file), int, (file))
CALL(rename, RENAME, 1, b, -1, (TEXT a, TEXT b), TEXT COMMA TEXT, (a, b))
CALL(renameat, RENAME, 1, b, j, (int i, TEXT a, int j, TEXT b), int COMMA TEXT COMMA int COMMA TEXT, (i, a, j, b))
CALL(renameat2, RENAME, 1, b, j, (int i, TEXT a, int j, TEXT b, unsigned f),
     int COMMA TEXT COMMA int COMMA TEXT COMMA unsigned, (i, a, j, b, f))
CALL(link, LINK, 1, b, -1, (TEXT a, TEXT b), TEXT COMMA TEXT, (a, b))
CALL(linkat, LINK, 1, b, j, (int i, TEXT a, int j, TEXT b, int f),
     int COMMA TEXT COMMA int COMMA TEXT COMMA int, (i, a, j, b, f))
CALL(symlink, LINK, 1, b, -1, (TEXT a, TEXT b), TEXT COMMA TEXT, (a, b))
CALL(unlink, UNLINK, 0, a, -1, (TEXT a), TEXT, (a))
CALL(unlinkat, UNLINK, 0, a, i, (int i, TEXT a, int f), int COMMA TEXT COMMA int, (i, a, f))
CALL(rmdir, UNLINK, 0, a, -1, (TEXT a), TEXT, (a))
CALL(ftruncate, TRUNCATE, 0, NULL, file, (int file, off_t n), int COMMA off_t, (file, n))
CALL(ftruncate64, TRUNCATE, 0, NULL, file, (int file, off64_t n), int COMMA off64_t, (file, n))
CALL(posix_fallocate64, TRUNCATE, 1, NULL, file, (int file, off64_t a, off64_t n),
     int COMMA off64_t COMMA off64_t, (file, a, n))
CALL(mkdir, MKDIR, 1, a, -1, (TEXT a, mode_t m), TEXT COMMA mode_t, (a, m))
CALL(mkdirat, MKDIR, 1, a, i, (int i, TEXT a, mode_t m), int COMMA TEXT COMMA mode_t, (i, a, m))
CALL(chmod, CHMOD, 0, a, -1, (TEXT a, mode_t m), TEXT COMMA mode_t, (a, m))
CALL(fchmod, CHMOD, 0, NULL, file, (int file, mode_t m), int COMMA mode_t, (file, m))
CALL(flock, FLOCK, 0, NULL, file, (int file, int o), int COMMA int, (file, o))

/* Calls that the C library has no function for, or that are made past it. */
struct how { unsigned long long flags, mode, resolve; };

long syscall(long call, ...) {
    va_list list;
    va_start(list, call);
    long a = va_arg(list, long), b = va_arg(list, long), c = va_arg(list, long), d = va_arg(list, long);
    long e = va_arg(list, long), f = va_arg(list, long);
    va_end(list);
    REAL(long, syscall, long, long, long, long, long, long, long);
    enum action what = NOTHING;
    const char *path = (const char *)b;
#ifdef SYS_openat2
    if (call == SYS_openat2) what = strike(OPEN, path, (int)a, ((const struct how *)c)->flags & O_CREAT);
#endif
#ifdef SYS_renameat2
    if (call == SYS_renameat2) what = strike(RENAME, (const char *)d, (int)c, 1);
#endif
    if (call == SYS_statx) what = strike(STAT, path && *path ? path : NULL, (int)a, 0);
    if (failing(what)) return -1;
    long result = real(call, a, b, c, d, e, f);
    if (what == LIE && call == SYS_statx && result == 0) {
        struct statx *s = (struct statx *)e;
        s->stx_mtime.tv_sec = s->stx_ctime.tv_sec = 1000000000;
        s->stx_mtime.tv_nsec = s->stx_ctime.tv_nsec = 1;
    }
    return result;
}

/* A lie about a stat: the stamps stand still. */
#define LOOKING(name, structure, path, file, PARAMETERS, TYPES, ARGUMENTS)                                     \
    int name PARAMETERS {                                                                                      \
        REAL(int, name, TYPES);                                                                                \
        enum action what = strike(STAT, path, file, 0);                                                        \
        if (failing(what)) return -1;                                                                          \
        int result = real ARGUMENTS;                                                                           \
        if (what == LIE && result == 0) {                                                                      \
            s->st_mtim.tv_sec = s->st_ctim.tv_sec = 1000000000;                                                \
            s->st_mtim.tv_nsec = s->st_ctim.tv_nsec = 1;                                                       \
        }                                                                                                      \
        return result;                                                                                         \
    }
LOOKING(stat, stat, a, -1, (TEXT a, struct stat *s), TEXT COMMA struct stat *, (a, s))
LOOKING(stat64, stat64, a, -1, (TEXT a, struct stat64 *s), TEXT COMMA struct stat64 *, (a, s))
LOOKING(lstat, stat, a, -1, (TEXT a, struct stat *s), TEXT COMMA struct stat *, (a, s))
LOOKING(lstat64, stat64, a, -1, (TEXT a, struct stat64 *s), TEXT COMMA struct stat64 *, (a, s))
LOOKING(fstat, stat, NULL, file, (int file, struct stat *s), int COMMA struct stat *, (file, s))
LOOKING(fstat64, stat64, NULL, file, (int file, struct stat64 *s), int COMMA struct stat64 *, (file, s))
LOOKING(fstatat, stat, a, -1, (int i, TEXT a, struct stat *s, int f),
        int COMMA TEXT COMMA struct stat * COMMA int, (i, a, s, f))
LOOKING(fstatat64, stat64, a, -1, (int i, TEXT a, struct stat64 *s, int f),
        int COMMA TEXT COMMA struct stat64 * COMMA int, (i, a, s, f))
