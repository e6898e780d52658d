/*
 * stopwords.h - the list of stop words.
 *
 * Stop words are indexed and matched in phrases; outside of quotes they are
 * ignored unless the query consists of stop words only.
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

/*
 * Does the word only ask, if it is among the first of a query?  Words such as
 * "find" tell that a query begins as a request, words such as "deal" are part
 * of one ("articles that deal with").  With a list of the user's, none does.
 */
enum asks { ASKING_NOT, ASKING_BESIDE, ASKING_ALONE };
enum asks stopwords_asking(const struct stopwords *s, struct ir_text form);

/* All of them, in byte order. */
size_t stopwords_count(const struct stopwords *s);
struct ir_text stopwords_word(const struct stopwords *s, size_t i);

#endif
