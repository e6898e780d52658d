/*
 * json_value.h - the text of a value in JSON: a string, an object that holds
 * it, or a list; plain or in HTML.
 */
#ifndef INDEXER_FORMATS_JSON_JSON_VALUE_H
#define INDEXER_FORMATS_JSON_JSON_VALUE_H

#include "indexer/document/parsed.h"
#include "indexer/formats/text/json_tree.h"

/* How a field takes its value. */
struct json_want {
    enum parsed_field field;
    bool html;  /* strings are HTML, whatever they look like */
    bool plain; /* they are as they shall be, whatever they look like */
    const struct json_value *graph; /* what "@id" refers to, or NULL */
};

/*
 * Append the text of value, as the field wants it: names of a byline, section
 * or source joined by commas, the parts of a text as paragraphs, of other lists
 * the first that is text.  Text and title that look like HTML become plain.
 * False if there is no text; out is then undefined.
 */
bool json_value_text(const struct json_value *value,
                     const struct json_want *want, struct buf *out);

/* Is a word, in lower case, part of a name, in any case? */
bool json_name_has(struct ir_text name, const char *word);

#endif
