/*
 * layout.h - words in lines of a given width, in colour if wanted.
 *
 * Counts columns as a terminal does, and lets nothing through that a terminal
 * would act on: all text passes through visible.h, all colour is ours.
 */
#ifndef SEARCHER_OUTPUT_LAYOUT_H
#define SEARCHER_OUTPUT_LAYOUT_H

#include "base/buf.h"

enum style { STYLE_PLAIN, STYLE_TITLE, STYLE_MATCH, STYLE_FAINT };

struct layout {
    struct buf *out;
    size_t width;  /* 0: one line, however long */
    size_t indent; /* of every line but the first */
    bool colour;
    size_t column; /* where the next word would begin */
    enum style style;
    struct buf word; /* private from here: not yet in out */
    size_t word_columns;
    bool begun; /* this line holds something */
    bool space; /* one stands before the word */
    uint32_t previous;
};

void layout_start(struct layout *l, struct buf *out, size_t width, bool colour);
void layout_style(struct layout *l, enum style style);
/* Blanks and newlines collapse into one place where a line may end. */
void layout_add(struct layout *l, struct ir_text text);
/*
 * Make room for `columns` at the right edge of this line, or break it; two
 * blanks if there is no edge.
 */
void layout_gap(struct layout *l, size_t columns);
/* Break the line before this, indented, unless it is empty. */
void layout_line(struct layout *l);
/* Write what is left, without colour after it, and end the line. */
void layout_end(struct layout *l);

#endif
