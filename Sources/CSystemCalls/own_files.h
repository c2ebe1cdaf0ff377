/// Opens files below the current directory without following a symbolic link, wherever in the path it is.
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>

/// What openat2 takes (include/uapi/linux/openat2.h); not every C library shows it.
struct bounce_open_how { uint64_t flags, mode, resolve; };

#define BOUNCE_RESOLVE_NO_MAGICLINKS 0x02
#define BOUNCE_RESOLVE_NO_SYMLINKS 0x04
#define BOUNCE_RESOLVE_BENEATH 0x08
#endif

/// Whether a path is one of those that bounce writes to and reads back itself.
static inline int bounce_is_own(const char *path) {
    size_t length = !strncmp(path, "bounces", 7) ? 7 : !strncmp(path, "cache", 5) ? 5 : 0;
    return length > 0 && (path[length] == 0 || path[length] == '/');
}

/// The same, one directory after the other: for systems without openat2.
static inline int bounce_walk_beneath(const char *path, int flags, mode_t mode) {
    char name[NAME_MAX + 1];
    int directory = AT_FDCWD;
    for (;;) {
        size_t length = strcspn(path, "/");
        if (length == 0 || length > NAME_MAX || (length == 2 && !memcmp(path, "..", 2))) {
            if (directory != AT_FDCWD) close(directory);
            errno = length > NAME_MAX ? ENAMETOOLONG : EXDEV;
            return -1;
        }
        memcpy(name, path, length);
        name[length] = 0;
        int is_last = path[length] == 0;
        int how = is_last ? flags : O_RDONLY | O_DIRECTORY;
        int next = openat(directory, name, how | O_NOFOLLOW | O_CLOEXEC, mode);
        int problem = errno;
        struct stat found;
        // A link where a directory is asked for is, to this call, no directory.
        if (next < 0 && problem == ENOTDIR && fstatat(directory, name, &found, AT_SYMLINK_NOFOLLOW) == 0
            && S_ISLNK(found.st_mode))
            problem = ELOOP;
        if (directory != AT_FDCWD) close(directory);
        if (next < 0) errno = problem;
        if (next < 0 || is_last) return next;
        directory = next;
        path += length + 1;
    }
}

/// Returns a descriptor, close-on-exec, or -1 and an errno: ELOOP where there is a link in the way.
static inline int bounce_open_beneath(const char *path, int flags, mode_t mode) {
#ifdef __linux__
    struct bounce_open_how how = {
        .flags = (uint64_t)(flags | O_CLOEXEC),
        .mode = flags & O_CREAT ? mode : 0,
        .resolve = BOUNCE_RESOLVE_BENEATH | BOUNCE_RESOLVE_NO_SYMLINKS | BOUNCE_RESOLVE_NO_MAGICLINKS,
    };
    long result = syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how);
    // An older kernel (before 5.6), or a sandbox that does not know the call.
    if (result >= 0 || (errno != ENOSYS && errno != EPERM)) return (int)result;
#endif
    return bounce_walk_beneath(path, flags, mode);
}

/// Whether the kernel knows openat2 and lets this process call it; otherwise paths are walked step by step.
static inline int bounce_has_openat2(void) {
#ifdef __linux__
    struct bounce_open_how how = {.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC, .resolve = BOUNCE_RESOLVE_BENEATH};
    int directory = (int)syscall(SYS_openat2, AT_FDCWD, ".", &how, sizeof how);
    if (directory >= 0) close(directory);
    return directory >= 0;
#else
    return 0;
#endif
}

/// Opens a file, close-on-exec: one of bounce's own without following a link, any other as its path says.
/// Returns a descriptor, or -1 and an errno: ELOOP where there is a link on the way to one of bounce's own.
static inline int bounce_open_file(const char *path, int flags, mode_t mode) {
    int is_own = bounce_is_own(path), file;
    do file = is_own ? bounce_open_beneath(path, flags, mode) : open(path, flags | O_CLOEXEC, mode);
    while (file < 0 && (errno == EINTR || (is_own && errno == EAGAIN)));
    return file;
}
