/* The words that a set of articles is about, for people to read. */
#include "searcher/output/print_text.h"
#include "text/visible.h"

#define NUMBER_COLUMNS 9
#define WORD_COLUMNS_MAX 40

static size_t widest(const struct ir_terms *terms)
{
    size_t most = 0;

    for (size_t i = 0; i < terms->count; i++) {
        size_t columns = layout_columns(terms->items[i]->word);

        if (columns > most && columns <= WORD_COLUMNS_MAX)
            most = columns;
    }
    return most;
}

/* What the numbers below count. */
static void add_heading(struct page *page, const struct ir_terms *terms)
{
    unsigned long long matches = terms->results->articles.value;
    struct buf heading = BUF_INIT;
    struct layout l;

    buf_addf(&heading, "words of %llu article%s: in how many, and of all %llu",
             matches, matches == 1 ? "" : "s",
             (unsigned long long)terms->results->index->articles);
    if (terms->looked < matches)
        buf_addf(&heading, " (chosen from %llu of them)",
                 (unsigned long long)terms->looked);
    layout_start(&l, page->out, page->width, page_palette(page));
    layout_style(&l, STYLE_TITLE);
    layout_add(&l, buf_text(&heading));
    layout_end(&l);
    buf_free(&heading);
}

void text_print_terms(struct page *page, const struct ir_terms *terms)
{
    struct buf *out = page->out;
    size_t columns = widest(terms);

    if (!terms->results->articles.value)
        return;
    if (page->qid.size) {
        visible_add(out, page->qid);
        buf_adds(out, ": ");
    }
    add_heading(page, terms);
    for (size_t i = 0; i < terms->count; i++) {
        const struct ir_term *term = terms->items[i];

        buf_adds(out, "  ");
        visible_add(out, term->word);
        for (size_t at = layout_columns(term->word); at < columns; at++)
            buf_addc(out, ' ');
        buf_addf(out, "%*llu%*llu\n", NUMBER_COLUMNS,
                 (unsigned long long)term->articles, NUMBER_COLUMNS,
                 (unsigned long long)term->all);
    }
}
