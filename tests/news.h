/*
 * news.h - a small index of articles for tests that search.
 *
 * The directory is news_dir(i), i < NEWS_DIRS, new for each test: news_make()
 * and news_remove() are a checked fixture.
 */
#ifndef TESTS_NEWS_H
#define TESTS_NEWS_H

#include "base/buf.h"
#include "indexer/document/parsed.h"
#include "store/store.h"
#include "tests/test.h"

#define NEWS_DIRS 2

extern struct ir_error err; /* scratch.c has it */

void news_make(void);
void news_remove(void);
const char *news_dir(size_t i);

/* Adding articles to directory i; all of them are there after news_close(). */
struct news;
struct news *news_open(size_t i, const char *stem);
void news_add(struct news *n, const char *id, const char *title,
              struct ir_text text);
/* A field of the next article. */
void news_set(struct news *n, enum parsed_field field, const char *value);
/* With a date; with its record damaged. */
void news_add_dated(struct news *n, const char *id, const char *date,
                    const char *text);
void news_add_damaged(struct news *n, const char *id, const char *text);
void news_delete(struct news *n, const char *id);
void news_commit(struct news *n);
void news_close(struct news *n);

/* ---- asking, through the public header alone ---- */

extern struct ir_searcher *searcher;
void open_index(void);      /* searcher on directory 0 */
void news_remove_all(void); /* news_remove(), searcher closed */

struct ir_request request_of(const char *query);
struct ir_results *search(const struct ir_request *r);
/* count articles n000, n001 ...; the first `with` hold gas and oil, the others
 * gas alone.  Opens the searcher. */
void fill_news(size_t count, size_t with);
/* Append the ids that the request lists, sorted, a space between; how many. */
size_t list_ids(const struct ir_request *r, struct buf *out);
/* Search: the ids of the hits, a space between, and no score below 0. */
void shows(const struct ir_request *r, const char *want);
void lists(const char *query, enum ir_match match, const char *want);
void totals(const struct ir_request *r, uint64_t value);

#endif
