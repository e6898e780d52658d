/*
 * mail.h - an article out of a mail or a post to a newsgroup (RFC 5322, MIME).
 */
#ifndef INDEXER_FORMATS_MAIL_H
#define INDEXER_FORMATS_MAIL_H

#include "indexer/document/parsed.h"

/*
 * Title, byline, date, language, address and text of a message into out: of
 * its texts the plain ones, else the HTML; attachments are left out.  Its
 * Message-ID, if it has one, becomes the id.  encoding is for texts that do
 * not say theirs, or NULL.  IR_INVALID if it has no text.
 */
enum ir_status mail_article(struct ir_text message, const char *encoding,
                            struct raw *out, struct problem *p) IR_MUST_CHECK;

#endif
