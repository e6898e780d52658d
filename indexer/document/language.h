/*
 * language.h - detect the language of a text.
 */
#ifndef INDEXER_DOCUMENT_LANGUAGE_H
#define INDEXER_DOCUMENT_LANGUAGE_H

#include "base/base.h"

struct language; /* for one thread */

/* NULL if the fingerprints of libexttextcat are not installed. */
struct language *language_new(void);
void language_free(struct language *l); /* NULL is fine */

/*
 * The code of the language ("en", "de", ...), detected from the first
 * LANGUAGE_SAMPLE bytes of the text, which must be UTF-8.  NULL if the text is
 * shorter than LANGUAGE_LEAST bytes or the result is ambiguous.
 */
#define LANGUAGE_SAMPLE 512
#define LANGUAGE_LEAST 80
const char *language_find(struct language *l, struct ir_text text);

/* The name of the Snowball stemmer for a language, by its tag or name ("de-DE",
 * "German"); NULL if there is none. */
const char *language_stemmer(const char *name);

#endif
