/*
 * output.h - print answers in the format of --format.
 *
 * Each format is a struct output in a file of its own, with a row in
 * settings.c.  Its functions only append to page->out: they use neither the
 * index nor any stream.
 */
#ifndef SEARCHER_OUTPUT_OUTPUT_H
#define SEARCHER_OUTPUT_OUTPUT_H

#include "base/buf.h"
#include "searcher/output/columns.h"
#include "searcher/output/palette.h"
#include "searcher/output/units.h"

/* Where to print, and how. */
struct page {
    struct buf *out;
    bool colour;                   /* machine formats ignore it */
    const struct palette *palette; /* NULL: palette_default */
    const char *link;   /* the form of hyperlinks, which need colour; or NULL */
    size_t width;       /* columns to wrap lines at; 0: do not wrap */
    struct ir_text qid; /* of the query, in a batch; otherwise empty */
    bool goes_on;       /* earlier hits of this answer, or earlier articles to
                          be read, have been printed */
    bool lists;         /* the answer is of one article of many: no total */
    struct ir_text tag; /* name of a TREC run */
    enum unit unit;     /* of offsets in JSON and tables */
    const struct columns *columns; /* of tables; NULL: the usual ones */
    bool csv;      /* tables have commas and RFC 4180's quotes, not tabs */
    bool headed;   /* the names of a table's columns have been printed */
    bool only;     /* of each hit the sentences that match, and no more */
    bool articles; /* there is one hit for each article */
    bool exact;    /* no terminal: print ids for programs byte for byte */
    bool brief;    /* text: a snippet of each article, not its passages */
    const struct ir_warning *refused; /* the reason of an error, or NULL */
};

struct output {
    const char *name;
    bool machine; /* for programs: errors are printed in the format too */
    void (*results)(struct page *page, const struct ir_results *results);
    void (*article)(struct page *page, const struct ir_article *article);
    /* The article of a hit, which is all of it, for a person to read; NULL: the
     * format has only the one above. */
    void (*show)(struct page *page, const struct ir_hit *hit);
    void (*info)(struct page *page, const struct ir_index_info *info,
                 const struct ir_coverage *coverage);
    /* text is the query that is completed, valid UTF-8. */
    void (*suggestions)(struct page *page, struct ir_text text,
                        const struct ir_suggestions *suggestions);
    /* Whether a citation, given as such, holds. */
    void (*verification)(struct page *page, struct ir_text citation,
                         const struct ir_verification *v);
    /* Where a quotation stands. */
    void (*quotations)(struct page *page, const struct ir_quotations *q);
    /* Why an article is in an answer or not; NULL: not in this format. */
    void (*why)(struct page *page, const struct ir_reasons *why);
    /* The words that matches have more often; NULL: not in this format. */
    void (*terms)(struct page *page, const struct ir_terms *terms);
    void (*error)(struct page *page, const struct ir_error *error);
    /* How the query was parsed, for standard error; NULL if results() prints
     * that. */
    void (*stats)(struct page *page, const struct ir_results *results);
};

#define OUTPUT_PIPE_WIDTH \
    80 /* of brief text, or an article to be read, that is
                                not for a terminal */
/* The columns of a snippet on a page of brief text. */
size_t output_snippet_columns(const struct page *page);

extern const struct output output_text, output_json, output_jsonl, output_trec,
    output_citation, output_tsv, output_csv;

/* ---- shared by formats ---- */

/* NULL: without colours. */
static inline const struct palette *page_palette(const struct page *page)
{
    if (!page->colour)
        return NULL;
    return page->palette ? page->palette : &palette_default;
}

struct json;
/* How the query of results was understood. */
void json_key_query(struct json *j, const struct page *page,
                    const struct ir_results *r);
/* How many articles match. */
void json_key_total(struct json *j, const char *name,
                    const struct ir_total *total);
void json_key_index(struct json *j, const struct ir_index_info *info);
/* Its members alone. */
void json_add_index(struct json *j, const struct ir_index_info *info);
void json_key_values(struct json *j, const char *key,
                     const struct ir_values *values);
/* The facets and the timeline: three keys. */
void json_key_counts(struct json *j, const struct ir_results *r);
/* The documents of json and jsonl that are not about a search. */
void json_print_info(struct page *page, const struct ir_index_info *info,
                     const struct ir_coverage *coverage);
void json_print_suggestions(struct page *page, struct ir_text text,
                            const struct ir_suggestions *suggestions);
void json_print_quotations(struct page *page, const struct ir_quotations *q);
void json_print_why(struct page *page, const struct ir_reasons *why);
void json_print_terms(struct page *page, const struct ir_terms *terms);

/* "exact", "nearly" or "not_found". */
const char *output_likeness(const struct ir_quotations *q);

/* Part [start, end) of text, clipped to its size. */
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
