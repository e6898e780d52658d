/* Where a quotation stands, for people to read. */
#include "searcher/output/print_text.h"
#include "text/citation.h"
#include "text/visible.h"

#define SHOWN_MAX 60        /* bytes of a quotation that is named */
#define DIFFERENCES_SHOWN 8 /* of a place */

static void add_shown(struct buf *out, struct ir_text t)
{
    struct ir_text part = t;

    if (part.size > SHOWN_MAX) {
        part.size = SHOWN_MAX;
        while (part.size && ((unsigned char)t.data[part.size] & 0xc0) == 0x80)
            part.size--;
    }
    visible_add(out, part);
    if (part.size < t.size)
        buf_adds(out, "\xe2\x80\xa6");
}

/* A piece of a text; white space alone is named. */
static void add_piece(struct buf *out, struct ir_text t)
{
    if (!t.size)
        buf_adds(out, "nothing");
    else if (!text_trim(t, BYTES_SPACE).size)
        buf_adds(out, text_find(t, '\n') ? "a line end" : "white space");
    else
        add_shown(out, t);
}

static void add_difference(struct buf *out, struct ir_text quoted,
                           struct ir_text text, const struct ir_difference *d)
{
    buf_addf(out, "    %s: ", d->kind);
    add_piece(out, output_part(text, d->stands.start, d->stands.end));
    buf_adds(out, " for ");
    add_piece(out, output_part(quoted, d->quoted.start, d->quoted.end));
    buf_addc(out, '\n');
}

static void add_place(struct buf *out, struct ir_text quoted,
                      const struct ir_quoted *place)
{
    const struct ir_article *a = place->article;
    struct buf citation = BUF_INIT;

    citation_add(&citation, a->id, a->fingerprint, place->range.start,
                 place->range.end);
    buf_adds(out, "  ");
    visible_add(out, buf_text(&citation));
    buf_addc(out, '\n');
    buf_free(&citation);
    for (size_t i = 0; i < place->difference_count; i++) {
        if (i == DIFFERENCES_SHOWN) {
            buf_addf(out, "    and %zu more\n", place->difference_count - i);
            break;
        }
        add_difference(out, quoted, a->text, &place->differences[i]);
    }
}

void text_print_quotations(struct page *page, const struct ir_quotations *q)
{
    struct buf *out = page->out;
    const struct ir_quoted *first = q->count ? q->places[0] : NULL;

    add_shown(out, q->text);
    if (!first)
        buf_adds(out, ": not found\n");
    else if (first->likeness == IR_LIKENESS_EXACT)
        buf_adds(out, ": stands word for word\n");
    else if (first->likeness == IR_LIKENESS_NEARLY)
        buf_adds(out, ": stands nearly so\n");
    else
        buf_addf(out, ": not found; closest, with %zu of %zu words:\n",
                 first->shared, first->words);
    for (size_t i = 0; i < q->count; i++)
        add_place(out, q->text, q->places[i]);
    if (q->more && first && first->likeness != IR_LIKENESS_CLOSEST)
        buf_adds(out, "  and maybe more\n");
}
