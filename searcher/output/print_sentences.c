/* Only the sentences that match, as grep -o prints only what does. */
#include "searcher/output/matching.h"
#include "searcher/output/print_text.h"
#include "text/visible.h"

#define INDENT 2 /* of the lines below the first */

static void add_sentence(struct page *page, const struct ir_hit *hit,
                         size_t start, size_t end)
{
    const struct ir_article *a = hit->article;
    struct layout l;

    if (page->qid.size) {
        visible_add(page->out, page->qid);
        buf_addc(page->out, '\t');
    }
    layout_start(&l, page->out, page->width, page_palette(page));
    layout_style(&l, STYLE_FAINT);
    layout_add_whole(&l, a->handle.size ? a->handle : a->id);
    layout_style(&l, STYLE_PLAIN);
    layout_aside(&l, 0);
    l.indent = INDENT;
    text_add_marked(&l, hit, IR_FIELD_BODY, start, end, STYLE_PLAIN);
    layout_end(&l);
}

void print_sentences(struct page *page, const struct ir_results *r)
{
    for (size_t i = 0; i < r->count; i++) {
        struct matching m;
        size_t start, end;

        matching_start(&m, r->hits[i]);
        while (matching_next(&m, &start, &end))
            add_sentence(page, r->hits[i], start, end);
        matching_free(&m);
    }
}
