/* libfluidsynth 2, opened while the program runs: who plays no SoundFont need not have it.

   Only what is needed is declared, from the library's documented interface (fluidsynth 2.x API), which keeps its
   functions' forms within the major version. */
#ifndef BOUNCE_FLUIDSYNTH_H
#define BOUNCE_FLUIDSYNTH_H

#include <dlfcn.h>
#include <stddef.h>

struct bounce_fluidsynth {
    void *library;
    const char *(*version)(void);
    void *(*new_settings)(void);
    void (*delete_settings)(void *settings);
    int (*set_number)(void *settings, const char *name, double value);
    int (*set_integer)(void *settings, const char *name, int value);
    void *(*new_synth)(void *settings);
    void (*delete_synth)(void *synth);
    int (*load)(void *synth, const char *path, int reset_presets);
    int (*select_program)(void *synth, int channel, int font, int bank, int preset);
    int (*note_on)(void *synth, int channel, int key, int velocity);
    int (*note_off)(void *synth, int channel, int key);
    int (*write_float)(
        void *synth, int count, void *left, int left_offset, int left_step, void *right, int right_offset,
        int right_step);
    void *(*log)(int level, void *function, void *data);
};

static inline void bounce_fluidsynth_silent(int level, char *message, void *data) {
    (void)level;
    (void)message;
    (void)data;
}

/* Opens the library and finds its functions: 0 when something is missing. */
static inline int bounce_fluidsynth_open(struct bounce_fluidsynth *fluid) {
    const char *const names[] = {
        "libfluidsynth.so.3", "libfluidsynth.so.2", "libfluidsynth.3.dylib", "libfluidsynth.dylib",
        "/opt/homebrew/lib/libfluidsynth.dylib", "/usr/local/lib/libfluidsynth.dylib",
    };
    fluid->library = NULL;
    for (size_t index = 0; index < sizeof names / sizeof *names && !fluid->library; index++) {
        fluid->library = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
    }
    if (!fluid->library) return 0;
#define BOUNCE_FIND(field, symbol) \
    (*(void **)&fluid->field = dlsym(fluid->library, symbol))
    int found = BOUNCE_FIND(version, "fluid_version_str") && BOUNCE_FIND(new_settings, "new_fluid_settings") &&
        BOUNCE_FIND(delete_settings, "delete_fluid_settings") && BOUNCE_FIND(set_number, "fluid_settings_setnum") &&
        BOUNCE_FIND(set_integer, "fluid_settings_setint") && BOUNCE_FIND(new_synth, "new_fluid_synth") &&
        BOUNCE_FIND(delete_synth, "delete_fluid_synth") && BOUNCE_FIND(load, "fluid_synth_sfload") &&
        BOUNCE_FIND(select_program, "fluid_synth_program_select") &&
        BOUNCE_FIND(note_on, "fluid_synth_noteon") && BOUNCE_FIND(note_off, "fluid_synth_noteoff") &&
        BOUNCE_FIND(write_float, "fluid_synth_write_float") && BOUNCE_FIND(log, "fluid_set_log_function");
#undef BOUNCE_FIND
    if (!found) return 0;
    /* What goes wrong is said by bounce; the library prints nothing. */
    for (int level = 0; level < 5; level++) fluid->log(level, (void *)bounce_fluidsynth_silent, NULL);
    return 1;
}

#endif
