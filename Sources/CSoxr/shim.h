#include <soxr.h>

/* Macros that Swift cannot see: the recipe, and a clock that is exact for ratios of no small numbers too. */
static inline soxr_quality_spec_t bounce_soxr_very_high_quality(void) {
    return soxr_quality_spec(SOXR_VHQ, SOXR_HI_PREC_CLOCK | SOXR_ROLLOFF_NONE);
}
