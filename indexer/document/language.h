/*
 * language.h - which language a text is written in.
 */
#ifndef INDEXER_DOCUMENT_LANGUAGE_H
#define INDEXER_DOCUMENT_LANGUAGE_H

#include "base/base.h"

struct language; /* for one thread */

/* NULL if the fingerprints of libexttextcat are not installed. */
struct language *language_new(void);
void language_free(struct language *l); /* NULL is fine */

/*
 * The code of the language ("en", "de", ...) by the first LANGUAGE_SAMPLE
 * bytes of the text, which must be UTF-8; NULL if they are too few, or could
 * be of several languages.
 */
#define LANGUAGE_SAMPLE 512
#define LANGUAGE_LEAST 80
const char *language_find(struct language *l, struct ir_text text);

/* The Snowball stemmer for a code or a stemmer's name, or NULL. */
const char *language_stemmer(const char *code);

#endif
