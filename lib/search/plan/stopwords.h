/*
 * stopwords.h - words that never make an article a match on their own.
 *
 * Stop words are indexed and fill phrases; in an unquoted query they are left
 * out unless it has nothing else.
 */
#ifndef SEARCH_PLAN_STOPWORDS_H
#define SEARCH_PLAN_STOPWORDS_H

#include "base/base.h"

struct stopwords;

/*
 * text is a list of words separated by white space, in any spelling; "" means
 * the built-in English list, "none" no stop words.
 */
struct stopwords *stopwords_new(const char *text);
void stopwords_free(struct stopwords *s);
bool stopwords_has(const struct stopwords *s, struct ir_text form);
/* All of them, in byte order. */
size_t stopwords_count(const struct stopwords *s);
struct ir_text stopwords_word(const struct stopwords *s, size_t i);

#endif
