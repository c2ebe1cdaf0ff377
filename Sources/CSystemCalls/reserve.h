/// Room on the disk for what is about to be written.
#pragma once

#include <stdint.h>

#if defined(__linux__) && defined(__LP64__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

/// Says that so many bytes will be written from an offset on: the file system finds room for them once, and not page
/// by page. The length of the file stays as it is. It is advice: where it cannot be followed, nothing happens, and
/// the writes say what there is to say.
///
/// fallocate(2), which glibc shows under _GNU_SOURCE only. Its portable twin writes zeros where the file system
/// cannot do it.
static inline void bounce_reserve(int file, int64_t offset, int64_t count) {
#if defined(__linux__) && defined(__LP64__)
    if (count > 0) (void)syscall(SYS_fallocate, file, 1 /* FALLOC_FL_KEEP_SIZE */, offset, count);
#endif
}
