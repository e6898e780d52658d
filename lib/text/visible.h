/*
 * visible.h - text from anywhere, made safe to show to a person.
 *
 * What a terminal would act on or hide is written out instead: controls as
 * their picture (ESC as U+241B), the rest as <U+202E>: C1 controls, bidi
 * overrides and isolates, zero-width characters, tags, fillers.  What text is
 * written with stays: soft hyphens, marks of direction and variation selectors
 * anywhere, and where scripts and pictures need them U+200B to U+200D and the
 * tags of flags.
 */
#ifndef TEXT_VISIBLE_H
#define TEXT_VISIBLE_H

#include "base/buf.h"

/* Would a terminal act on this code point, or show nothing of it though it is
 * no part of ordinary text by itself? */
bool visible_unsafe(uint32_t code);

/*
 * Append the visible form of the character at text.data[*at] and move *at
 * past it; previous is the code point before it, or 0.  Broken UTF-8 becomes
 * U+FFFD.  Returns the columns that it takes on a terminal.
 */
size_t visible_next(struct ir_text text, size_t *at, uint32_t previous,
                    struct buf *out);

/* Append all of text, on one line. */
void visible_add(struct buf *out, struct ir_text text);

/* The same, but newlines and tabs stay, and "\r\n" is one newline. */
void visible_add_lines(struct buf *out, struct ir_text text);

#endif
