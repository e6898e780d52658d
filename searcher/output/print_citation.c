/* The format citation: what each hit is, to be quoted and proved. */
#include "searcher/output/matching.h"
#include "searcher/output/print_text.h"
#include "text/citation.h"
#include "text/visible.h"

static void add_citation(const struct page *page, const struct ir_article *a,
                         size_t start, size_t end)
{
    struct buf citation = BUF_INIT;

    citation_add(&citation, a->id, a->fingerprint, start, end);
    if (page->exact)
        buf_addt(page->out, buf_text(&citation));
    else
        visible_add(page->out, buf_text(&citation));
    buf_addc(page->out, '\n');
    buf_free(&citation);
}

/* In a batch, a line begins with a column for the query. */
static void add_line(const struct page *page, const struct ir_hit *hit,
                     size_t start, size_t end)
{
    if (page->qid.size) {
        visible_add(page->out, page->qid);
        buf_addc(page->out, '\t');
    }
    add_citation(page, hit->article, start, end);
}

static void print_results(struct page *page, const struct ir_results *r)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct ir_hit *hit = r->hits[i];
        struct matching m;
        size_t start, end;

        if (!page->only) {
            add_line(page, hit, hit->start, hit->end);
            continue;
        }
        matching_start(&m, hit);
        while (matching_next(&m, &start, &end))
            add_line(page, hit, start, end);
        matching_free(&m);
    }
}

static void print_article(struct page *page, const struct ir_article *a)
{
    add_citation(page, a, 0, a->text.size);
}

const struct output output_citation = {
    .name = "citation",
    .results = print_results,
    .article = print_article,
    .info = text_print_info,
    .suggestions = text_print_suggestions,
    .verification = text_print_verification,
    .quotations = text_print_quotations,
    .error = text_print_error,
    .stats = text_print_stats,
};
