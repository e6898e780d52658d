/* Reads a document of JSON. */
#include "indexer/formats/json/json_document.h"
#include "indexer/input/charset.h"

#include <stdlib.h>

static void clear(struct json_document *d)
{
    arena_free(&d->arena);
    buf_free(&d->text);
    d->root = NULL;
    d->found.count = d->given = 0;
}

enum ir_status json_document_read(struct json_document *d,
                                  const struct source *s, struct ir_text text,
                                  struct parsed *out, struct problem *p)
{
    static const struct json_syntax syntax = {JSON_DEPTH_MAX, false};
    const uint64_t line = p->line;

    clear(d);
    charset_guess(text, s->encoding, &d->text, &out->replaced, &out->converted);
    d->root = json_parse(&d->arena, d->text.data, d->text.size, &syntax,
                         &out->replaced, p);
    p->line = line;
    if (!d->root)
        return p->err.status;
    json_find(d->root, s->map, &d->found);
    return IR_OK;
}

const struct json_article *json_document_next(struct json_document *d)
{
    if (d->given == d->found.count)
        return NULL;
    return &d->found.items[d->given++];
}

void json_document_free(struct json_document *d)
{
    clear(d);
    free(d->found.items);
    d->found = (struct json_articles){0};
}
