/*
 * judge.h - compares the engine, by its public header, with the oracle.
 *
 * The articles are s000, s001 ... of directory 0, open in `searcher`.
 */
#ifndef TESTS_JUDGE_H
#define TESTS_JUDGE_H

#include "tests/oracle.h"

#define JUDGE_ARTICLES 100 /* at most */

void judge_start(size_t count); /* reads them all */
void judge_end(void);

/*
 * Ask both.  If they differ, returns false and appends to why in what: the
 * articles listed, with all words and with any; the exact total; the articles
 * of all pages; the matches in every passage; what AUTO does; missing words.
 */
bool judge(struct ir_text query, struct buf *why);

void judge_print_tally(void); /* how often each operator was asked for */

/* ---- for judge*.c only ---- */

/* One query, and the oracle's answers. */
struct trial {
    struct ir_text text;
    struct query query;
    struct question question;
    enum truth all[JUDGE_ARTICLES], any[JUDGE_ARTICLES];
    size_t all_count, any_count;
    struct ir_text source, since, until, range; /* limits of the request, or
                      empty; range is since and until as a date: term */
    struct buf *why;
};

struct ir_request judge_request(const struct trial *t, enum ir_match match);
size_t judge_number(struct ir_text id); /* of the article */
const struct oracle_article *judge_article(struct ir_text id);
/* Append what differs about an article to t->why.  Returns false. */
bool judge_differ(const struct trial *t, const char *what,
                  const struct ir_article *a);
/* Does the hit show the matches that it should? */
bool judge_hit(const struct trial *t, const struct ir_hit *h, bool any);
/* Do the pages, by offset or by page token, together have all hits once, in
 * every sort order? */
bool judge_pages(const struct trial *t, size_t variant);
/* Do lists show the hits of each article? */
bool judge_stream(const struct trial *t);
void judge_tally(const struct trial *t);

#endif
