/*
 * document.h - the analysis: an article as it was read becomes a document as
 * the index wants it, terms.h saying how.
 */
#ifndef INDEXER_DOCUMENT_DOCUMENT_H
#define INDEXER_DOCUMENT_DOCUMENT_H

#include "indexer/document/parsed.h"
#include "store/store.h"
#include "text/date.h"

struct document_builder; /* caches and scratch memory; for one thread */

/* stem as for stems_new(). */
enum ir_status document_builder_new(const char *stem,
                                    struct document_builder **out,
                                    struct ir_error *err) IR_MUST_CHECK;
/* Find the language of articles that do not say, if the system can. */
void document_builder_detect(struct document_builder *b);
void document_builder_free(struct document_builder *b);

/* What was done to an article to make it fit: worth a note. */
struct document_notes {
    size_t replaced;              /* bad bytes that became U+FFFD */
    bool converted;               /* from another encoding */
    char undated[DATE_FAULT_MAX]; /* why its date was not kept, or "" */
    bool whole_file; /* it is all of a file, and goes by the file's name */
};

/*
 * Build the document of parsed.  IR_INVALID or IR_LIMIT, told in p, if there is
 * nothing to index or the index would not take it.
 */
enum ir_status document_build(struct document_builder *b,
                              const struct parsed *parsed, struct doc **out,
                              struct document_notes *notes,
                              struct problem *p) IR_MUST_CHECK;

/* A number for title and text: the same for the same. */
uint64_t document_content(const struct doc *d);

/*
 * Read what stands in a date field: a day with or without time, or a week or
 * month by its first day.  If it is none of them, false, and why says so.
 */
bool document_date(struct ir_text text, struct date *out, const char **why);

/* How many articles in the index have the same title and text. */
enum ir_status document_copies(const struct doc *d, struct store *s,
                               uint64_t *out,
                               struct ir_error *err) IR_MUST_CHECK;

/*
 * The headline that a file name carries ("_news_414846_Army-tests-missile.txt"),
 * appended to out; false when it does not look like one.
 */
bool document_name_title(struct ir_text path, struct buf *out);

#endif
