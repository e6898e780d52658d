/*
 * palette.h - how the parts of text look on a terminal.
 */
#ifndef SEARCHER_OUTPUT_PALETTE_H
#define SEARCHER_OUTPUT_PALETTE_H

#include <stdbool.h>

enum style { STYLE_PLAIN, STYLE_TITLE, STYLE_MATCH, STYLE_FAINT, STYLES };

#define PALETTE_SGR_MAX 32 /* bytes of a style */

/* For each style the numbers between "ESC [" and "m", as "1;31". */
struct palette {
    char sgr[STYLES][PALETTE_SGR_MAX + 1];
};

extern const struct palette palette_default;

/*
 * Change what list says, in the form of GREP_COLORS: "mt=1;31:ti=1:fa=2", for
 * matches (as in grep, ms too), titles and facts; others are for other programs.
 * NULL, or where the part that is wrong begins: a value is digits and
 * semicolons, PALETTE_SGR_MAX bytes at most.
 */
const char *palette_read(const char *list, struct palette *palette);

#endif
