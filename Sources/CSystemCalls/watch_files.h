/// Hears of changes in directories. Where the system has no inotify, opening fails with ENOSYS.
#pragma once

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/inotify.h>
#endif

/// Returns a descriptor, close-on-exec, or -1 and an errno.
static inline int bounce_watch_open(void) {
#ifdef __linux__
    return inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
#else
    errno = ENOSYS;
    return -1;
#endif
}

/// Tells of everything that may give a name in this directory another content. Twice is as good as once.
/// Returns 0, or -1 and an errno.
static inline int bounce_watch_directory(int watch, const char *path) {
#ifdef __linux__
    uint32_t events = IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO
        | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
    return inotify_add_watch(watch, path, events) < 0 ? -1 : 0;
#else
    errno = ENOSYS;
    return -1;
#endif
}

/// Waits until something happened, for at most so long, and takes all that is told.
/// Returns whether anything was.
static inline int bounce_watch_wait(int watch, int milliseconds) {
    struct pollfd state = {.fd = watch, .events = POLLIN};
    if (poll(&state, 1, milliseconds) <= 0) return 0;
    char events[16384];
    while (read(watch, events, sizeof events) > 0) {}
    return 1;
}
