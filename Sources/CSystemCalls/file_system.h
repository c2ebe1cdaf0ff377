/// What kind of file system a path is on.
#pragma once

#ifdef __linux__
#include <sys/vfs.h>

/// The number by which the kernel knows the kind (include/uapi/linux/magic.h); 0 where it does not say.
static inline unsigned long bounce_file_system(const char *path) {
    struct statfs found;
    return statfs(path, &found) == 0 ? (unsigned long)found.f_type & 0xFFFFFFFFul : 0;
}
#else
static inline unsigned long bounce_file_system(const char *path) { (void)path; return 0; }
#endif
