/*
 * json_article.h - articles in JSON: an object, which may be wrapped in
 * another one for the search hit, the feed entry or the row.
 */
#ifndef INDEXER_FORMATS_JSON_JSON_ARTICLE_H
#define INDEXER_FORMATS_JSON_JSON_ARTICLE_H

#include "indexer/formats/text/json_text.h"
#include "indexer/input/reader.h"

extern const struct reader read_json, read_jsonl;

#define JSON_ARTICLE_DEPTH 6 /* nesting of articles in a document */

/*
 * Parse text; bad bytes and broken escapes become U+FFFD, counted in
 * out->replaced.  NULL, described in p: it is not JSON, or has too many values.
 * Release with json_decref().
 */
json_t *json_article_parse(struct ir_text text, const char *encoding,
                           struct parsed *out, struct problem *p);

/*
 * Set out to the fields of object; those it lacks are taken from around, which
 * may be NULL.  IR_INVALID: it is not an object, has no text, or a field has a
 * type that cannot be text.  The id may be left empty.
 */
enum ir_status json_article_take(const json_t *object, const json_t *around,
                                 const struct field_map *map,
                                 struct parsed *out, struct problem *p);

struct json_articles {
    struct json_article {
        json_t *object, *around; /* borrowed from the document */
    } * items;
    size_t count, room;
};

/*
 * Find all articles of a document, in its order: the document itself, its
 * elements, or those in the usual wrappers ("articles", "hits" ...).  The
 * result is never empty, but json_article_take() may reject what is in it.
 */
void json_article_find(json_t *document, const struct field_map *map,
                       struct json_articles *out);

#endif
