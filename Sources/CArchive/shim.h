#pragma once
#include <archive.h>
#include <archive_entry.h>
#include <dlfcn.h>
#include <locale.h>
#include <stddef.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

/// libarchive brings a dozen libraries with it (XML, Unicode tables, ciphers), which take longer to load than a
/// build that finds nothing to do. So it is not linked: it is loaded when the first tar is written or read. The
/// types of the functions are those of its own header.
#define LIBARCHIVE_FUNCTIONS(F) \
    F(archive_version_number) F(archive_libzstd_version) \
    F(archive_error_string) F(archive_errno) \
    F(archive_write_new) F(archive_write_free) F(archive_write_set_format_pax_restricted) \
    F(archive_write_add_filter_zstd) F(archive_write_set_filter_option) F(archive_write_set_bytes_per_block) \
    F(archive_write_set_bytes_in_last_block) F(archive_write_open) F(archive_write_header) F(archive_write_data) \
    F(archive_write_close) F(archive_write_fail) \
    F(archive_read_new) F(archive_read_free) F(archive_read_support_format_tar) \
    F(archive_read_support_filter_zstd) F(archive_read_open_fd) F(archive_read_next_header) F(archive_read_data) \
    F(archive_entry_new) F(archive_entry_free) F(archive_entry_set_pathname_utf8) F(archive_entry_set_size) \
    F(archive_entry_set_filetype) F(archive_entry_set_perm) F(archive_entry_set_mtime) \
    F(archive_entry_pathname) F(archive_entry_size) F(archive_entry_size_is_set) F(archive_entry_filetype) \
    F(archive_entry_hardlink) F(archive_entry_sparse_count)

struct libarchive {
#define LIBARCHIVE_POINTER(name) __typeof__(&name) name;
    LIBARCHIVE_FUNCTIONS(LIBARCHIVE_POINTER)
#undef LIBARCHIVE_POINTER
    /// Names are UTF-8, whatever the user's locale is.
    locale_t utf8;
};

/// Loads the library. Returns null, or what is missing.
static inline const char *libarchive_load(struct libarchive *library) {
#ifdef __APPLE__
    static const char *const names[] = {
        "libarchive.13.dylib", "/opt/homebrew/opt/libarchive/lib/libarchive.13.dylib",
        "/usr/local/opt/libarchive/lib/libarchive.13.dylib", "/usr/lib/libarchive.2.dylib"};
#else
    static const char *const names[] = {"libarchive.so.13", "libarchive.so"};
#endif
    void *handle = NULL;
    for (size_t index = 0; !handle && index < sizeof names / sizeof *names; index++)
        handle = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
    if (!handle) return "the library libarchive";
#define LIBARCHIVE_FIND(name) \
    if (!(library->name = (__typeof__(&name))dlsym(handle, #name))) return "the function " #name " of libarchive";
    LIBARCHIVE_FUNCTIONS(LIBARCHIVE_FIND)
#undef LIBARCHIVE_FIND
    library->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (!library->utf8) library->utf8 = newlocale(LC_CTYPE_MASK, "en_US.UTF-8", (locale_t)0);
    return library->utf8 ? NULL : "the locale C.UTF-8";
}

/// libarchive's answer where there is nothing more.
static const int libarchive_eof = ARCHIVE_EOF;
/// What went wrong did not stop it.
static const int libarchive_warn = ARCHIVE_WARN;
static const unsigned int libarchive_regular_file = AE_IFREG;
