/*
 * mail_article.h - the article in a mail.
 */
#ifndef INDEXER_FORMATS_MAIL_ARTICLE_H
#define INDEXER_FORMATS_MAIL_ARTICLE_H

#include "indexer/document/parsed.h"

/*
 * Set out's title, byline, date, language, URL and text from the message, and
 * its id from the Message-ID, if there is one.  The text is that of the plain
 * parts or, if there are none, of the HTML; attachments are left out.  encoding
 * is that of parts that do not declare one, or NULL.  IR_INVALID if there is no
 * text.
 */
enum ir_status mail_article(struct ir_text message, const char *encoding,
                            struct parsed *out,
                            struct problem *p) IR_MUST_CHECK;

#endif
