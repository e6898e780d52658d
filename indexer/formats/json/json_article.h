/*
 * json_article.h - articles in JSON: one object, or an object for the article
 * in one that stands for the hit, the entry, the row.
 */
#ifndef INDEXER_FORMATS_JSON_JSON_ARTICLE_H
#define INDEXER_FORMATS_JSON_JSON_ARTICLE_H

#include "indexer/formats/text/json_text.h"
#include "indexer/input/reader.h"

extern const struct reader read_json, read_jsonl;

#define JSON_ARTICLE_DEPTH 6 /* objects around the articles */

/*
 * Parse text; bad bytes and broken escapes become U+FFFD, counted in
 * *replaced.  NULL if it is no JSON, told in p.  Release with json_decref().
 */
json_t *json_article_parse(struct ir_text text, const char *encoding,
                           struct parsed *out, struct problem *p);

/*
 * The fields of object, and of around, which may be NULL, where object has
 * none.  IR_INVALID if it is no object, has no text, or a field is something
 * that no text can be.  The id may be left empty.
 */
enum ir_status json_article_take(const json_t *object, const json_t *around,
                                 const struct field_map *map,
                                 struct parsed *out, struct problem *p);

struct json_articles {
    struct json_article {
        json_t *object, *around; /* of the document */
    } * items;
    size_t count, room;
};

/*
 * All articles of a document, in its order: itself, its elements, or what is
 * in the usual wrappers ("articles", "hits" ...).  Something is always found,
 * if only what is no article.
 */
void json_article_find(json_t *document, const struct field_map *map,
                       struct json_articles *out);

#endif
