/*
 * json_quick.h - reads JSON in a twentieth of the instructions of jansson's
 * parser, which passes each byte through five functions.
 */
#ifndef INDEXER_FORMATS_JSON_JSON_QUICK_H
#define INDEXER_FORMATS_JSON_JSON_QUICK_H

#include "base/base.h"

#include <jansson.h>

/* Objects and arrays in each other, at most. */
#define JSON_QUICK_DEPTH 32

/*
 * What json_loadb() with JSON_ALLOW_NUL makes of text, which is valid UTF-8.
 * NULL: text is faulty or unusual, and json_loadb() has to tell.  Release with
 * json_decref().
 */
json_t *json_quick(struct ir_text text);

#endif
