/*
 * json.h - write JSON on one line.
 *
 * The output is valid JSON for any values.  Invalid UTF-8 becomes U+FFFD;
 * characters that control or confuse a terminal are escaped.  Numbers have a
 * point in every locale, and one that is not finite is written as 0.  The
 * caller must balance the brackets and write one value after each key.
 */
#ifndef SEARCHER_OUTPUT_JSON_H
#define SEARCHER_OUTPUT_JSON_H

#include "base/buf.h"

struct json {
    struct buf *out;
    bool comma; /* private: write one before the next item */
};

void json_open(struct json *j, char bracket); /* '{' or '[' */
void json_close(struct json *j, char bracket);
void json_key(struct json *j, const char *name); /* not escaped */

void json_put_text(struct json *j, struct ir_text text);
void json_put_text_or_null(struct json *j,
                           struct ir_text text); /* null if empty */
void json_put_string(struct json *j, const char *s);
void json_put_number(struct json *j, uint64_t number);
/* With as many digits as it takes to read the same double again. */
void json_put_exact(struct json *j, double number);
void json_put_decimal(struct json *j, double number); /* up to 4 decimals */
void json_put_bool(struct json *j, bool value);
void json_put_null(struct json *j);
/* A value that is JSON already. */
void json_put_raw(struct json *j, struct ir_text value);

/* The bytes that json_put_text() writes between the quotes; counted only until
 * they are more than most, which ends the count. */
size_t json_text_size(struct ir_text text, size_t most);
/* How many bytes of text, in whole characters, json_put_text() writes in at
 * most room bytes between the quotes. */
size_t json_text_fit(struct ir_text text, size_t room);

/* A key and its value. */
void json_key_text(struct json *j, const char *key, struct ir_text text);
void json_key_text_or_null(struct json *j, const char *key,
                           struct ir_text text);
void json_key_string(struct json *j, const char *key, const char *s);
void json_key_number(struct json *j, const char *key, uint64_t number);
void json_key_null(struct json *j, const char *key);

#endif
