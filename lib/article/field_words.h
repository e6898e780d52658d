/*
 * field_words.h - the words of bylines and datelines, and the single sections,
 * as they are indexed and searched.
 */
#ifndef ARTICLE_FIELD_WORDS_H
#define ARTICLE_FIELD_WORDS_H

#include "base/buf.h"
#include "text/words.h"

#define DATELINE_MAX 100 /* bytes */

/* The dateline of a text: what is before its first dash, or empty if that is
 * not on the first line and within DATELINE_MAX bytes. */
struct ir_text field_dateline(struct ir_text text);
/* Replace out by the folded words of text, with a space before and after each;
 * empty if there are none.  walk is used during the call only. */
void field_words(struct ir_text text, struct words *walk, struct buf *out);

/* Cut the next section off *sections, which readers join by "; ".  False if
 * nothing is left. */
bool field_next_section(struct ir_text *sections, struct ir_text *out);

#endif
