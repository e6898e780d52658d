/*
 * article.h - an article, a query and what the engine makes of the two, apart
 * from any index.
 */
#ifndef TESTS_ARTICLE_H
#define TESTS_ARTICLE_H

#include "search/match/evidence.h"
#include "tests/test.h"

struct reading {
    struct query query;
    struct stems *stems;
    struct stopwords *stop;
    struct synonyms *synonyms;
    struct words *walk;
    struct plan *plan;
    struct record record;
    struct evidence evidence;
};

/* Plan the query and gather what the article has of it.  title and text must
 * live on. */
void reading_start(struct reading *r, const char *query, const char *title,
                   struct ir_text text);
void reading_end(struct reading *r);
/* Does the article satisfy the query? */
bool reading_matches(struct reading *r, bool any);

#endif
