/*
 * mail_text.h - what the text of a mail is, beside what its head says of it.
 */
#ifndef INDEXER_FORMATS_MAIL_TEXT_H
#define INDEXER_FORMATS_MAIL_TEXT_H

#include "base/buf.h"

/*
 * Append the paragraphs of text in format=flowed (RFC 3676): lines that end with
 * a space go on, and what is quoted keeps its marks.  delete_space: the space is
 * no part of the text, as in languages without spaces.
 */
void mail_unflow(struct ir_text text, bool delete_space, struct buf *out);

/* Is a text that is declared as plain a page, or a piece of one? */
bool mail_is_html(struct ir_text text);

/*
 * The body of a message, and the boundary of its parts as the first of them
 * shows it, whatever the head says; empty if there is none.
 */
struct ir_text mail_body(struct ir_text message, struct ir_text *boundary);

#endif
