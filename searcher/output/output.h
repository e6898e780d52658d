/*
 * output.h - the ways to print what was found.
 *
 * A format is one struct output in one file, and one row in output.c.  It
 * appends to page->out and does nothing else: no store, no engine, no stream.
 */
#ifndef SEARCHER_OUTPUT_OUTPUT_H
#define SEARCHER_OUTPUT_OUTPUT_H

#include "base/buf.h"

/* Where to print, and how. */
struct page {
    struct buf *out;
    bool colour;        /* SGR sequences; machine formats never use them */
    size_t width;       /* columns to wrap lines at; 0: never */
    struct ir_text qid; /* in a batch, which query; otherwise empty */
    bool goes_on;       /* an answer whose beginning is printed */
    struct ir_text tag; /* the name of a TREC run */
    bool articles;      /* a hit stands for its whole article */
    bool exact;         /* an article is written as it is stored */
    const struct ir_warning *refused; /* what an error is about, or NULL */
};

struct output {
    const char *name;
    bool machine; /* an error is a document too */
    void (*results)(struct page *page, const struct ir_results *results);
    void (*article)(struct page *page, const struct ir_article *article);
    void (*info)(struct page *page, const struct ir_index_info *info);
    void (*error)(struct page *page, const struct ir_error *error);
    /* How the query was understood, for standard error; NULL: the results
     * tell it themselves. */
    void (*stats)(struct page *page, const struct ir_results *results);
};

#define OUTPUT_NAMES \
    "text|json|jsonl|trec" /* in the order of the numbers below */
enum output_format { OUTPUT_TEXT, OUTPUT_JSON, OUTPUT_JSONL, OUTPUT_TREC };

extern const struct output output_text, output_json, output_jsonl, output_trec;

const struct output *output_of(enum output_format format);

/* ---- what several formats need ---- */

/* Part [start, end) of text, cut to what is there. */
struct ir_text output_part(struct ir_text text, size_t start, size_t end);

#endif
