/*
 * json_document.h - one document of JSON and the articles in it.
 */
#ifndef INDEXER_FORMATS_JSON_JSON_DOCUMENT_H
#define INDEXER_FORMATS_JSON_JSON_DOCUMENT_H

#include "base/arena.h"
#include "indexer/formats/json/json_find.h"
#include "indexer/input/reader.h"

struct json_document {
    const struct json_value *root; /* NULL: none was read */
    struct json_articles found;
    size_t given;    /* of these */
    struct buf text; /* private, as what follows: values point into them */
    struct arena arena;
};

#define JSON_DOCUMENT_INIT \
    {                      \
        .text = BUF_INIT   \
    }

/*
 * Read text, and find its articles, in place of what the document held; bad
 * bytes and broken escapes become U+FFFD, counted in out->replaced.
 * IR_INVALID: it is no JSON.  IR_LIMIT: it has too many values.
 */
enum ir_status json_document_read(struct json_document *d,
                                  const struct source *s, struct ir_text text,
                                  struct parsed *out, struct problem *p);
/* The next article, until the document is read again; NULL: that was all. */
const struct json_article *json_document_next(struct json_document *d);
void json_document_free(struct json_document *d); /* leaves it empty */

#endif
