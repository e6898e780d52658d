/*
 * json_article.h - an article in JSON: the fields of an object.
 */
#ifndef INDEXER_FORMATS_JSON_JSON_ARTICLE_H
#define INDEXER_FORMATS_JSON_JSON_ARTICLE_H

#include "indexer/formats/text/json_text.h"
#include "indexer/input/reader.h"

extern const struct reader read_json, read_jsonl;

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

/* Is it an article: has it a text or, if weak counts too, a lesser one with a
 * title and a date or an address? */
bool json_article_is(const json_t *object, const struct field_map *map,
                     bool weak);

#endif
