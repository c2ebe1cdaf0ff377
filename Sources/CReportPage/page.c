#include "page.h"

// The files of Sources/ReportPage/Page, as they are, in the program's constant data. SwiftPM's own way, an array
// literal in Swift, takes half a minute to compile for 80 KB and builds the array at run time in debug builds.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char template[] = {
#embed "../ReportPage/Page/page.html"
};

static const unsigned char style[] = {
#embed "../ReportPage/Page/page.css"
};

// Every file only declares; page.js, the last, begins.
static const unsigned char script[] = {
#embed "../ReportPage/Page/axis.js"
    ,
#embed "../ReportPage/Page/bands.js"
    ,
#embed "../ReportPage/Page/colourmap.js"
    ,
#embed "../ReportPage/Page/dom.js"
    ,
#embed "../ReportPage/Page/format.js"
    ,
#embed "../ReportPage/Page/gates.js"
    ,
#embed "../ReportPage/Page/graph.js"
    ,
#embed "../ReportPage/Page/layout.js"
    ,
#embed "../ReportPage/Page/live.js"
    ,
#embed "../ReportPage/Page/loudness.js"
    ,
#embed "../ReportPage/Page/pictures.js"
    ,
#embed "../ReportPage/Page/player.js"
    ,
#embed "../ReportPage/Page/report.js"
    ,
#embed "../ReportPage/Page/ruler.js"
    ,
#embed "../ReportPage/Page/spectrogram.js"
    ,
#embed "../ReportPage/Page/surface.js"
    ,
#embed "../ReportPage/Page/target.js"
    ,
#embed "../ReportPage/Page/theme.js"
    ,
#embed "../ReportPage/Page/timeline.js"
    ,
#embed "../ReportPage/Page/tracks.js"
    ,
#embed "../ReportPage/Page/transport.js"
    ,
#embed "../ReportPage/Page/waveform.js"
    ,
#embed "../ReportPage/Page/page.js"
};

#define PART(bytes) ((report_page_part){bytes, sizeof bytes})

report_page_part report_page_template(void) { return PART(template); }
report_page_part report_page_style(void) { return PART(style); }
report_page_part report_page_script(void) { return PART(script); }
