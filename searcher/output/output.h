/*
 * output.h - the ways to print what was found.
 *
 * A format is one struct output in one file, and one row in settings.c.  It
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

extern const struct output output_text, output_json, output_jsonl, output_trec;

/* ---- what several formats need ---- */

/* Part [start, end) of text, cut to what is there. */
static inline struct ir_text output_part(struct ir_text text, size_t start,
                                         size_t end)
{
    if (end > text.size)
        end = text.size;
    if (start >= end)
        return TEXT("");
    return (struct ir_text){text.data + start, end - start};
}

#endif
