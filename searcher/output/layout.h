/*
 * layout.h - wrap text into lines of a given width, optionally coloured.
 *
 * Columns are counted as a terminal does.  Text is made safe for a terminal by
 * visible.h; the only escape sequences written are those of styles and links.
 */
#ifndef SEARCHER_OUTPUT_LAYOUT_H
#define SEARCHER_OUTPUT_LAYOUT_H

#include "base/buf.h"
#include "searcher/output/palette.h"

struct layout {
    struct buf *out;
    size_t width;                  /* 0: do not wrap */
    size_t indent;                 /* of all lines but the first */
    const struct palette *palette; /* NULL: no colours */
    size_t column;                 /* where the next word would begin */
    enum style style;
    struct buf word; /* private from here: not written to out yet */
    size_t word_columns;
    bool begun; /* the line is not empty */
    bool space; /* between the line and word */
    uint32_t previous;
};

void layout_start(struct layout *l, struct buf *out, size_t width,
                  const struct palette *palette);
void layout_style(struct layout *l, enum style style);
/* What follows is a link to this URL, of printable ASCII; "": to none. */
void layout_link(struct layout *l, struct ir_text url);
/* Add text.  White space, newlines too, becomes one space or a line break. */
void layout_add(struct layout *l, struct ir_text text);
/* Add text that is neither wrapped nor broken, as an id to be copied: it
 * begins a new line if it does not fit behind what is there. */
void layout_add_whole(struct layout *l, struct ir_text text);
/* Three spaces before what follows, `columns' wide, or a new line if that does
 * not fit. */
void layout_aside(struct layout *l, size_t columns);
/* The columns that text takes. */
size_t layout_columns(struct ir_text text);
/*
 * Right-align what follows, which is `columns` wide, or begin a new line if it
 * does not fit.  Without a width, add two spaces.
 */
void layout_gap(struct layout *l, size_t columns);
/* Begin a new line, unless the current one is empty. */
void layout_line(struct layout *l);
/* Reset the style, end the line and free l; out has all of it. */
void layout_end(struct layout *l);

#endif
