/*
 * visible.h - text from anywhere, made safe to show to a person.
 *
 * Characters that a terminal acts on or hides are replaced: ASCII controls by
 * their pictures (ESC by U+241B), others by their number, as <U+202E>.  Those
 * are C1 controls, bidi overrides and isolates, zero-width characters, tags and
 * fillers.  Kept is what ordinary text has: soft hyphens, directional marks and
 * variation selectors, and, in scripts and emoji that need them, U+200B to
 * U+200D and the tags of flags.
 */
#ifndef TEXT_VISIBLE_H
#define TEXT_VISIBLE_H

#include "base/buf.h"

/* Is it one of the characters to replace, wherever it stands?  U+200B to U+200D
 * and tags count as such here; visible_next() looks at what is beside them. */
bool visible_unsafe(uint32_t code);

/*
 * Append the visible form of the character at text.data[*at], where
 * *at < text.size, and move *at past it.  previous is the code point before it,
 * or 0.  Broken UTF-8 becomes U+FFFD.  Returns the terminal columns it takes.
 */
size_t visible_next(struct ir_text text, size_t *at, uint32_t previous,
                    struct buf *out);

/* Append the visible form of text, on one line. */
void visible_add(struct buf *out, struct ir_text text);

/* Append JSON in which characters of strings that are not shown as they are
 * become escapes, as \u202e is.  It means the same. */
void visible_add_json(struct buf *out, struct ir_text json);

#endif
