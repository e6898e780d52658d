/*
 * lexis.h - the words of one article, counted, as terms of a document.
 *
 * Work and memory go with the length of the article: scratch arrays stand by
 * word number and are marked with the number of the article instead of being
 * cleared.
 */
#ifndef INDEXER_DOCUMENT_LEXIS_H
#define INDEXER_DOCUMENT_LEXIS_H

#include "store/doc.h"

struct lexis; /* for one thread */

enum ir_status lexis_new(const char *stem, struct lexis **out,
                         struct ir_error *err) IR_MUST_CHECK;
void lexis_free(struct lexis *l);

/* Begin an article with its title, which may be empty; how many words. */
uint32_t lexis_title(struct lexis *l, struct ir_text title, struct doc *d);
/* Then its body, text[from, text.size), which ends it; how many words. */
uint32_t lexis_body(struct lexis *l, struct ir_text text, size_t from,
                    struct doc *d);

#endif
