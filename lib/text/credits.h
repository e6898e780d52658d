/*
 * credits.h - what outlets put around a text that they take from a wire.
 */
#ifndef TEXT_CREDITS_H
#define TEXT_CREDITS_H

#include "text/sentences.h"

/*
 * The part of text[from, text.size), whose sentences are s, that is left without
 * the dateline and lines of credit at its beginning, and without lines of
 * credit, initials and licence lines at its end; empty if nothing is.
 */
struct ir_range credits_between(struct ir_text text, size_t from,
                                const struct sentences *s);

#endif
