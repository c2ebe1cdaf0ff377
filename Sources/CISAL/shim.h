#pragma once
#include <isa-l.h>

/// The working memory, in bytes, that level 1 wants from its caller (a macro of macros, which Swift
/// does not import).
static inline uint32_t isal_level1_buffer_size(void) { return ISAL_DEF_LVL1_DEFAULT; }

/// Non-zero once the whole compressed stream has been handed out.
static inline int isal_deflate_is_complete(const struct isal_zstream *stream) {
    return stream->internal_state.state == ZSTATE_END;
}

/// Non-zero once the final block has been read and all of its bytes have been handed out.
static inline int isal_inflate_is_complete(const struct inflate_state *state) {
    return state->block_state == ISAL_BLOCK_FINISH;
}

/// Whole input bytes that the inflater was given and did not need: those it never took, and those that
/// wait in its bit buffer.
static inline uint32_t isal_inflate_unused(const struct inflate_state *state) {
    int32_t held = state->read_in_length > 0 ? state->read_in_length / 8 : 0;
    return state->avail_in + (uint32_t)held;
}
