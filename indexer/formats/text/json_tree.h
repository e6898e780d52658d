/*
 * json_tree.h - JSON as a tree of values, whose memory is freed at once.
 */
#ifndef INDEXER_FORMATS_TEXT_JSON_TREE_H
#define INDEXER_FORMATS_TEXT_JSON_TREE_H

#include "base/arena.h"
#include "indexer/document/problem.h"

/* Of one document: at most 40 MB of a tree, or of two, if NaN has to be taken
 * out of it. */
#define JSON_VALUES_MAX 500000
#define JSON_DEPTH_MAX 2048 /* arrays and objects in each other */

enum json_kind {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT,
};

struct json_value {
    enum json_kind kind;
    struct ir_text name; /* of a member of an object */
    struct ir_text text; /* of a string; a number as written, ended by NUL */
    const struct json_value *first; /* element or member, or NULL */
    const struct json_value *next;  /* beside it, or NULL */
};

/* How to parse. */
struct json_syntax {
    int depth;     /* more arrays and objects in each other are refused */
    bool trailing; /* ignore what follows the first value */
};

/*
 * Parse text, an object or an array in valid UTF-8, into memory of an arena.
 * Escapes of half a surrogate pair become U+FFFD in text itself, which values
 * point into and which must live as long; *replaced grows by their number.
 * NaN and Infinity, which Python writes, become empty arrays.  NULL, described in p, its line counted within the
 * text: it is no JSON (IR_INVALID) or has too many values (IR_LIMIT).  The value
 * has none beside it; the caller may link it to others.
 */
struct json_value *json_parse(struct arena *arena, char *text, size_t size,
                              const struct json_syntax *syntax,
                              size_t *replaced, struct problem *p);

static inline bool json_is(const struct json_value *value, enum json_kind kind)
{
    return value && value->kind == kind;
}

/* A number without fraction and exponent. */
bool json_is_integer(const struct json_value *value);

/* The first of the elements, linked by next; NULL if value is no array. */
static inline const struct json_value *json_elements(
    const struct json_value *value)
{
    return json_is(value, JSON_ARRAY) ? value->first : NULL;
}

/* The same of the members of an object.  Of equal names the last counts. */
static inline const struct json_value *json_members(
    const struct json_value *value)
{
    return json_is(value, JSON_OBJECT) ? value->first : NULL;
}

/* The member with a name; NULL if there is none, or value is no object. */
const struct json_value *json_member(const struct json_value *value,
                                     struct ir_text name);
const struct json_value *json_get(const struct json_value *value,
                                  const char *name);

/* The text of a string; empty if value is none. */
static inline struct ir_text json_text(const struct json_value *value)
{
    return json_is(value, JSON_STRING) ? value->text : TEXT("");
}

#endif
