/*
 * quotes.h - the quotation marks of a query, paired; for scan.c only.
 *
 * A mark ends what its partner opened: "a" and “a” „a“ «a» »a« ”a”.  What
 * stands between is text, other marks too, if they are paired: "says “no” to".
 * A mark of another kind ends it as well where only an end can stand and the
 * partner never comes: “a" is meant.
 */
#ifndef SEARCH_QUERY_QUOTES_H
#define SEARCH_QUERY_QUOTES_H

#include "base/buf.h"

#define QUOTE_OPEN SIZE_MAX /* no other mark ends it */

struct query_quote {
    size_t start, next; /* bytes of the mark */
    size_t end;         /* index of the mark that ends what it opens */
};

struct query_quotes {
    struct query_quote *items; /* in order; to be freed */
    size_t count, room;
};

void query_quotes_find(struct ir_text text, struct query_quotes *out);
bool query_is_quote(uint32_t code);

#endif
