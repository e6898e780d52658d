/*
 * json_text.h - strings in JSON as text.
 */
#ifndef INDEXER_FORMATS_TEXT_JSON_TEXT_H
#define INDEXER_FORMATS_TEXT_JSON_TEXT_H

#include "base/base.h"

#include <jansson.h>

/* The bytes of a string, owned by value; empty if value is not a string. */
static inline struct ir_text json_text(const json_t *value)
{
    if (!json_is_string(value))
        return TEXT("");
    return (struct ir_text){json_string_value(value),
                            json_string_length(value)};
}

#endif
