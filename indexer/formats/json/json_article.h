/*
 * json_article.h - an article in JSON: the fields of an object.
 */
#ifndef INDEXER_FORMATS_JSON_JSON_ARTICLE_H
#define INDEXER_FORMATS_JSON_JSON_ARTICLE_H

#include "indexer/formats/text/json_tree.h"
#include "indexer/input/reader.h"

extern const struct reader read_json, read_jsonl;

/* An article in a document, all of which is borrowed from that. */
struct json_article {
    const struct json_value *object;
    const struct json_value *around; /* the object that wraps it, or NULL */
    const struct json_value *graph;  /* JSON-LD: what it refers to, or NULL */
    struct ir_text key; /* its name in an object of articles, or empty */
};

/*
 * Set out to the fields of an article; those that its object lacks are taken
 * from what is around it, then from its metadata.  IR_INVALID: it is not an
 * object, has no text, or a field has a type that cannot be text.  The id may
 * be left empty.
 */
enum ir_status json_article_take(const struct json_article *article,
                                 const struct field_map *map,
                                 struct parsed *out, struct problem *p);

/* Is it an article: has it a text or, if weak counts too, a lesser one with a
 * title and a date or an address? */
bool json_article_is(const struct json_value *object,
                     const struct field_map *map, bool weak);

#endif
