/* The matches that a hit shows. */
#include "tests/judge.h"

#include <stdlib.h>

struct stretch {
    size_t start, end;
    bool dropped;
};

/* Words that overlap without one in the other are marked as one. */
static void join_overlapping(struct stretch *s, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            if (s[i].start < s[j].start && s[j].start < s[i].end &&
                s[i].end < s[j].end) {
                s[i].end = s[j].end;
                j = SIZE_MAX; /* once more from the first */
            }
}

/* Of those that overlap the longest is shown, of equals the first. */
static void drop_overlapping(struct stretch *s, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            size_t own = s[i].end - s[i].start, other = s[j].end - s[j].start;

            if (i != j && s[i].start < s[j].end && s[j].start < s[i].end &&
                (other > own || (other == own && j < i)))
                s[i].dropped = true;
        }
}

/* Check the spans of one field; *next is the first of them. */
static bool same_spans(const struct oracle_article *a, const bool *marked,
                       const struct ir_hit *h, enum ir_field field,
                       size_t *next)
{
    struct stretch *s = xcalloc(a->count + 1, sizeof(*s));
    bool body = field == IR_FIELD_BODY, same = true;
    size_t count = 0;

    for (size_t i = 0; i < a->count; i++) {
        const struct oracle_word *w = &a->words[i];

        if (marked[i] && w->field == field &&
            (!body || (w->start >= h->start && w->end <= h->end)))
            s[count++] = (struct stretch){w->start, w->end, false};
    }
    join_overlapping(s, count);
    drop_overlapping(s, count);
    for (size_t i = 0; same && i < count; i++) {
        const struct ir_span *span = &h->spans[*next];

        if (s[i].dropped)
            continue;
        same = *next < h->span_count && span->field == field &&
               span->start == s[i].start && span->end == s[i].end;
        ++*next;
    }
    free(s);
    return same;
}

static void show_marks(const struct trial *t, const struct oracle_article *a,
                       const bool *marked, const struct ir_hit *h)
{
    const struct ir_article *text = h->article;

    buf_addf(t->why, "passage [%zu,%zu)\nshown:", h->start, h->end);
    for (size_t i = 0; i < h->span_count; i++) {
        const struct ir_span *s = &h->spans[i];
        bool body = s->field == IR_FIELD_BODY;

        buf_addf(t->why, " %s%zu:%.*s", body ? "" : "title", s->start,
                 (int)(s->end - s->start),
                 (body ? text->text : text->title).data + s->start);
    }
    buf_adds(t->why, "\nwanted:");
    for (size_t i = 0; i < a->count; i++) {
        const struct oracle_word *w = &a->words[i];
        bool body = w->field == IR_FIELD_BODY;

        if (marked[i])
            buf_addf(t->why, " %s%zu:%.*s", body ? "" : "title", w->start,
                     (int)(w->end - w->start),
                     (body ? text->text : text->title).data + w->start);
    }
    buf_addc(t->why, '\n');
}

bool judge_hit(const struct trial *t, const struct ir_hit *h, bool any)
{
    const struct oracle_article *a = judge_article(h->article->id);
    size_t next = 0;
    bool *marked = xcalloc(a->count + 1, sizeof(*marked)), same;

    oracle_mark(&t->question, a, any, marked);
    same = same_spans(a, marked, h, IR_FIELD_BODY, &next) &&
           same_spans(a, marked, h, IR_FIELD_TITLE, &next) &&
           next == h->span_count;
    if (!same)
        show_marks(t, a, marked, h);
    free(marked);
    return same ||
           judge_differ(t, any ? "spans, any" : "spans, all", a->article);
}
