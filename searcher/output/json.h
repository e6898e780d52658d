/*
 * json.h - writing JSON: whatever goes in, one valid line comes out.
 *
 * Strings are valid UTF-8: broken bytes become U+FFFD, and what a terminal
 * would act on or hide is escaped.  Numbers are finite and never localised.
 */
#ifndef SEARCHER_OUTPUT_JSON_H
#define SEARCHER_OUTPUT_JSON_H

#include "base/buf.h"

struct json {
    struct buf *out;
    bool comma; /* private: the next item needs one before it */
};

void json_open(struct json *j, char bracket); /* '{' or '[' */
void json_close(struct json *j, char bracket);
void json_key(struct json *j, const char *name); /* plain ASCII */

void json_put_text(struct json *j, struct ir_text text);
void json_put_text_or_null(struct json *j,
                           struct ir_text text); /* null if empty */
void json_put_string(struct json *j, const char *s);
void json_put_number(struct json *j, uint64_t number);
/* The same double comes back. */
void json_put_exact(struct json *j, double number);
void json_put_decimal(struct json *j, double number); /* 0 if not finite */
void json_put_bool(struct json *j, bool value);
void json_put_null(struct json *j);

/* A key and its value. */
void json_key_text(struct json *j, const char *key, struct ir_text text);
void json_key_text_or_null(struct json *j, const char *key,
                           struct ir_text text);
void json_key_string(struct json *j, const char *key, const char *s);
void json_key_number(struct json *j, const char *key, uint64_t number);
void json_key_null(struct json *j, const char *key);

#endif
