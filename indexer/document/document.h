/*
 * document.h - analysis: turn a parsed article into a document for the index.
 *
 * article/terms.h describes the terms of a document.
 */
#ifndef INDEXER_DOCUMENT_DOCUMENT_H
#define INDEXER_DOCUMENT_DOCUMENT_H

#include "indexer/document/parsed.h"
#include "store/store.h"
#include "text/date.h"

struct document_builder; /* caches and scratch memory; for one thread */

/* stem, and the statuses, as for stems_new(). */
enum ir_status document_builder_new(const char *stem,
                                    struct document_builder **out,
                                    struct ir_error *err) IR_MUST_CHECK;
/* Detect the language of articles that declare none.  Does nothing if the
 * fingerprints of libexttextcat are not installed. */
void document_builder_detect(struct document_builder *b);
void document_builder_free(struct document_builder *b);

/* What had to be changed in an article, for the report. */
struct document_notes {
    size_t replaced;              /* bad bytes that became U+FFFD */
    const char *converted;        /* the encoding it was taken for, or NULL */
    char undated[DATE_FAULT_MAX]; /* why its date was dropped, or "" */
    bool textless;                /* it has only a title */
    bool whole_file; /* the article is a whole file; its id is the path */
};

/*
 * Build the document of a parsed article.  IR_INVALID: it has nothing to index
 * or a field that the index cannot store; IR_LIMIT: it exceeds a limit; p
 * describes both.
 */
enum ir_status document_build(struct document_builder *b,
                              const struct parsed *parsed, struct doc **out,
                              struct document_notes *notes,
                              struct problem *p) IR_MUST_CHECK;

/* A hash of title and text, for finding copies. */
uint64_t document_content(const struct doc *d);

/*
 * Parse the value of a date field: a day with or without a time.  On false *why
 * is the reason, a phrase for messages that is static or in *out.
 */
bool document_date(struct ir_text text, struct date *out, const char **why);

/* Set *out to the number of indexed articles with the same title and text.
 * Fails as the store does. */
enum ir_status document_copies(const struct doc *d, struct store *s,
                               uint64_t *out,
                               struct ir_error *err) IR_MUST_CHECK;

enum name_title {
    NAME_NO_TITLE,  /* it does not look like a headline */
    NAME_TITLE,     /* appended to out */
    NAME_TITLE_CUT, /* it looks like one that ends in the midst of it */
};
/*
 * Find the headline in a file name such as
 * "_news_414846_Army-tests-missile.txt": without "news" and one number or date
 * that is the file's id, and with the apostrophes of "Iran-s" and "won-t".
 */
enum name_title document_name_title(struct ir_text path, struct buf *out);

#endif
