/// What the system knows of a file, with the mount that it was reached through: one call, where Linux has statx.
///
/// Our own view of statx: not every C library shows it, and none shows all of it. The layout is the kernel's
/// (include/uapi/linux/stat.h).
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

struct bounce_status {
    uint32_t mode;
    uint64_t device;
    uint64_t inode;
    int64_t size;
    int64_t modified_seconds;
    int64_t modified_nanoseconds;
    int64_t changed_seconds;
    int64_t changed_nanoseconds;
    /// Tells this mount from every other one of this boot; 0 where the system does not say.
    uint64_t mount;
};

#ifdef __linux__
#include <sys/syscall.h>
#include <sys/sysmacros.h>

struct bounce_statx {
    uint32_t mask, block_size;
    uint64_t attributes;
    uint32_t links, user, group;
    uint16_t mode, padding;
    uint64_t inode, size, blocks, attributes_mask;
    struct { int64_t seconds; uint32_t nanoseconds; int32_t reserved; } accessed, born, changed, modified;
    uint32_t special_major, special_minor, device_major, device_minor;
    uint64_t mount, rest[13];
};

#define BOUNCE_STATX_BASIC 0x7ffu
/// A number that the kernel may give to another mount, once this one is gone (Linux 5.8).
#define BOUNCE_STATX_MOUNT 0x1000u
/// A number that no other mount of this boot ever has (Linux 6.8).
#define BOUNCE_STATX_UNIQUE_MOUNT 0x4000u
#endif

static inline void bounce_from_stat(const struct stat *from, struct bounce_status *status) {
    status->mode = from->st_mode;
    status->device = (uint64_t)from->st_dev;
    status->inode = (uint64_t)from->st_ino;
    status->size = from->st_size;
#ifdef __APPLE__
    status->modified_seconds = from->st_mtimespec.tv_sec;
    status->modified_nanoseconds = from->st_mtimespec.tv_nsec;
    status->changed_seconds = from->st_ctimespec.tv_sec;
    status->changed_nanoseconds = from->st_ctimespec.tv_nsec;
#else
    status->modified_seconds = from->st_mtim.tv_sec;
    status->modified_nanoseconds = from->st_mtim.tv_nsec;
    status->changed_seconds = from->st_ctim.tv_sec;
    status->changed_nanoseconds = from->st_ctim.tv_nsec;
#endif
    status->mount = 0;
}

/// What is at a path below a directory, or, where the path is empty, what the descriptor has open.
/// Returns 0, or -1 and an errno.
static inline int bounce_file_status(
    int directory, const char *path, int follows_links, struct bounce_status *status
) {
#ifdef __linux__
    struct bounce_statx found;
    int flags = (follows_links ? 0 : 0x100 /* AT_SYMLINK_NOFOLLOW */) | (*path ? 0 : 0x1000 /* AT_EMPTY_PATH */);
    unsigned int mask = BOUNCE_STATX_BASIC | BOUNCE_STATX_MOUNT | BOUNCE_STATX_UNIQUE_MOUNT;
    if (syscall(SYS_statx, directory, path, flags, mask, &found) == 0) {
        status->mode = found.mode;
        status->device = makedev(found.device_major, found.device_minor);
        status->inode = found.inode;
        status->size = (int64_t)found.size;
        status->modified_seconds = found.modified.seconds;
        status->modified_nanoseconds = found.modified.nanoseconds;
        status->changed_seconds = found.changed.seconds;
        status->changed_nanoseconds = found.changed.nanoseconds;
        int knows = (found.mask & (BOUNCE_STATX_MOUNT | BOUNCE_STATX_UNIQUE_MOUNT)) != 0;
        status->mount = knows ? found.mount : 0;
        return 0;
    }
    // An older kernel, or a sandbox that does not know the call.
    if (errno != ENOSYS && errno != EPERM) return -1;
#endif
    struct stat found_plainly;
    int result = *path ? fstatat(directory, path, &found_plainly, follows_links ? 0 : AT_SYMLINK_NOFOLLOW)
                       : fstat(directory, &found_plainly);
    if (result == 0) bounce_from_stat(&found_plainly, status);
    return result;
}
