#pragma once
#include <stddef.h>

/// A part of the page of `bounce report`: bytes that are part of the program from its start.
typedef struct {
    const unsigned char *bytes;
    size_t count;
} report_page_part;

report_page_part report_page_template(void);
report_page_part report_page_style(void);
report_page_part report_page_script(void);
