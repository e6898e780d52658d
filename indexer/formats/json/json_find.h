/*
 * json_find.h - find the articles in JSON: objects, which may be wrapped in
 * others for the answer of an interface, the search hit, the feed entry or the
 * row.
 */
#ifndef INDEXER_FORMATS_JSON_JSON_FIND_H
#define INDEXER_FORMATS_JSON_JSON_FIND_H

#include "indexer/formats/json/json_article.h"

#define JSON_FIND_DEPTH 6 /* nesting of articles in a document */

struct json_articles {
    struct json_article *items;
    size_t count, room;
};

/*
 * Find all articles of a document, in its order: the document itself, its
 * elements, those in the usual wrappers ("articles", "hits" ...), or else the
 * first list or object of articles anywhere in it.  The result is never empty, but
 * json_article_take() may reject what is in it.
 */
void json_find(const struct json_value *document, const struct field_map *map,
               struct json_articles *out);

/* Does the object that begins here wrap a list of objects in a usual wrapper,
 * before any text of its own? */
bool json_find_wraps(struct ir_text text);

#endif
