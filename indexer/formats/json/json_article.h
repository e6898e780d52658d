/*
 * json_article.h - an article in JSON: the fields of an object.
 */
#ifndef INDEXER_FORMATS_JSON_JSON_ARTICLE_H
#define INDEXER_FORMATS_JSON_JSON_ARTICLE_H

#include "indexer/formats/text/json_tree.h"
#include "indexer/input/reader.h"

extern const struct reader read_json, read_jsonl;

/*
 * Set out to the fields of object; those it lacks are taken from around, which
 * may be NULL.  IR_INVALID: it is not an object, has no text, or a field has a
 * type that cannot be text.  The id may be left empty.
 */
enum ir_status json_article_take(const struct json_value *object,
                                 const struct json_value *around,
                                 const struct field_map *map,
                                 struct parsed *out, struct problem *p);

/* Is it an article: has it a text or, if weak counts too, a lesser one with a
 * title and a date or an address? */
bool json_article_is(const struct json_value *object,
                     const struct field_map *map, bool weak);

#endif
