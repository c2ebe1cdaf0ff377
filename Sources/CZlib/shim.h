#pragma once
#include <zlib.h>

/// deflateInit2 is a macro, which Swift cannot call. Raw deflate (RFC 1951: no zlib or gzip wrapper),
/// the 32 KiB window, zlib's default memory level and strategy.
static inline int zlib_raw_deflate_init(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
}
