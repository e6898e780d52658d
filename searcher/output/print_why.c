/* Why an article is in an answer or not, for people to read. */
#include "searcher/output/print_text.h"
#include "text/visible.h"

#include <stdlib.h>

#define PLACE_MAX 60 /* bytes of the text at a place */
#define LEADS_MAX 5  /* parts of a score that are named */

static struct ir_text source_of(const struct ir_article *a, enum ir_field field)
{
    return field == IR_FIELD_TITLE ? a->title : a->text;
}

static void add_place(struct page *page, const struct ir_article *a,
                      enum ir_field field, size_t start, size_t end)
{
    struct units u = units_of(page->unit, source_of(a, field));
    struct ir_text text = output_part(source_of(a, field), start, end);
    struct buf *out = page->out;
    size_t from = units_before(&u, start);

    buf_adds(out, field == IR_FIELD_TITLE ? "title " : "");
    buf_addf(out, "[%zu,%zu)", from, units_before(&u, end));
    if (text.size <= PLACE_MAX) {
        buf_adds(out, " ");
        visible_add(out, text);
    }
}

/* Alternatives stand below the cause that they are of. */
static void add_cause(struct page *page, const struct ir_article *a,
                      const struct ir_reasons *why, size_t at)
{
    const struct ir_cause *c = why->causes[at];
    struct buf *out = page->out;
    size_t depth = 1;

    for (size_t up = c->parent; up && depth < IR_QUERY_DEPTH_MAX; depth++)
        up = why->causes[up - 1]->parent;
    for (size_t i = 0; i < depth; i++)
        buf_adds(out, "  ");
    visible_add(out, c->message);
    for (size_t i = 0; i < c->place_count; i++) {
        buf_adds(out, i ? ", " : "  ");
        add_place(page, a, c->places[i].field, c->places[i].start,
                  c->places[i].end);
    }
    buf_addc(out, '\n');
}

/* A word of the query, in one way. */
struct found {
    const struct ir_span *first;
    size_t count;
};

/* Count the spans by word and way, in the order of their first places; returns
 * how many there are. */
static size_t count_words(const struct ir_hit *hit, struct found **out)
{
    size_t count = 0, room = 0;

    for (size_t i = 0; i < hit->span_count; i++) {
        const struct ir_span *span = &hit->spans[i];
        size_t at = 0;

        while (at < count && ((*out)[at].first->how != span->how ||
                              !text_equal((*out)[at].first->term, span->term)))
            at++;
        if (at == count) {
            *out = xgrow(*out, count, &room, sizeof(**out));
            (*out)[count++] = (struct found){span, 0};
        }
        (*out)[at].count++;
    }
    return count;
}

static void add_words(struct page *page, const struct ir_hit *hit)
{
    struct buf *out = page->out;
    struct found *all = NULL;
    size_t count = count_words(hit, &all);

    buf_adds(out, count ? "found:\n" : "");
    for (size_t i = 0; i < count; i++) {
        const struct ir_span *span = all[i].first;

        buf_adds(out, "  ");
        visible_add(out, span->term);
        buf_addf(out, ": %zu %s, %s, first at ", all[i].count,
                 all[i].count == 1 ? "time" : "times", ir_how_name(span->how));
        add_place(page, hit->article, span->field, span->start, span->end);
        buf_addc(out, '\n');
    }
    free(all);
}

static void add_last(struct buf *out, const struct ir_reasons *why)
{
    if (!why->last)
        return;
    buf_addf(out, "hit %zu, the last of the page, has %.2f: ", why->last->rank,
             why->last->score);
    visible_add(out, why->last->article->id);
    buf_addc(out, '\n');
    for (size_t i = 0; i < why->lead_count && i < LEADS_MAX; i++) {
        buf_addf(out, "  %.2f more for %s", why->leads[i].more,
                 why->leads[i].feature);
        buf_adds(out, why->leads[i].term.size ? " " : "");
        visible_add(out, why->leads[i].term);
        buf_addc(out, '\n');
    }
}

static void add_rank(struct buf *out, const struct ir_reasons *why)
{
    if (why->shown_as.size) {
        buf_adds(
            out,
            "it is not shown beside its copy, or one with the same passage: ");
        visible_add(out, why->shown_as);
        buf_addc(out, '\n');
    }
    if (why->rank)
        buf_addf(out, "rank %zu, score %.2f\n", why->rank, why->score);
    else if (why->looked && !why->shown_as.size)
        buf_addf(out, "not among the first %zu hits\n", why->looked);
    if (why->timed_out)
        buf_adds(out, "the search was stopped early: see --timeout\n");
    add_last(out, why);
}

void text_print_why(struct page *page, const struct ir_reasons *why)
{
    struct buf *out = page->out;
    const struct ir_hit *hit = why->marked->hits[0];

    visible_add(out, hit->article->id);
    switch (why->standing) {
    case IR_STANDING_OUT: buf_adds(out, ": not in the answer\n"); break;
    case IR_STANDING_PARTIAL:
        buf_adds(out, ": in the answer, but not with all the words\n");
        break;
    case IR_STANDING_IN: buf_adds(out, ": in the answer\n"); break;
    }
    for (size_t i = 0; i < why->cause_count; i++)
        add_cause(page, hit->article, why, i);
    add_words(page, hit);
    add_rank(out, why);
}
