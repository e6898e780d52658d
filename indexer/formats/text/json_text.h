/*
 * json_text.h - strings in JSON as text, and what a document may hold.
 */
#ifndef INDEXER_FORMATS_TEXT_JSON_TEXT_H
#define INDEXER_FORMATS_TEXT_JSON_TEXT_H

#include "indexer/document/problem.h"

#include <jansson.h>

/*
 * Values of one document, which jansson builds as a tree: up to 260 bytes for
 * three bytes of text.  This many take at most 130 MB.
 */
#define JSON_VALUES_MAX 500000

/* The number of values in a text, if it is JSON: members, elements, and itself.
 */
size_t json_values(struct ir_text text);
/* Are they more than JSON_VALUES_MAX? */
bool json_is_dense(struct ir_text text);
/* Describe that in p: IR_LIMIT. */
enum ir_status json_refuse_dense(struct problem *p);

/* The bytes of a string, owned by value; empty if value is not a string. */
static inline struct ir_text json_text(const json_t *value)
{
    if (!json_is_string(value))
        return TEXT("");
    return (struct ir_text){json_string_value(value),
                            json_string_length(value)};
}

#endif
