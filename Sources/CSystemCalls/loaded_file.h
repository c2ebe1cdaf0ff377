/// The file that a function was loaded from.
///
/// Our own view of dladdr(3), which glibc shows under _GNU_SOURCE only: a header that asks for that is not the one that
/// Swift's own module of the C library was made from, and the compiler refuses the two together.
#pragma once

#include <dlfcn.h>
#include <stddef.h>

#ifdef __linux__
struct bounce_place {
    const char *file;
    void *base;
    const char *symbol;
    void *address;
};

extern int bounce_dladdr(const void *address, struct bounce_place *place) __asm__("dladdr");
#endif

/// Null where nobody knows.
static inline const char *bounce_loaded_file(const void *function) {
    if (!function) return NULL;
#ifdef __linux__
    struct bounce_place place;
    return bounce_dladdr(function, &place) ? place.file : NULL;
#else
    Dl_info place;
    return dladdr(function, &place) ? place.dli_fname : NULL;
#endif
}
