/* Finds the sentences of a passage again, as the index has them. */
#include "searcher/output/matching.h"

void matching_start(struct matching *m, const struct ir_hit *hit)
{
    static const struct sentences none = SENTENCES_INIT;

    *m = (struct matching){.hit = hit, .sentences = none};
    sentences_find(&m->sentences, hit->article->text, hit->start);
}

/* Does a match begin in this sentence?  Spans are in order, the body's first. */
static bool holds_match(struct matching *m, const struct sentence *s)
{
    const struct ir_hit *hit = m->hit;

    while (m->span < hit->span_count && hit->spans[m->span].start < s->start &&
           hit->spans[m->span].field == IR_FIELD_BODY)
        m->span++;
    return m->span < hit->span_count &&
           hit->spans[m->span].field == IR_FIELD_BODY &&
           hit->spans[m->span].start < s->end;
}

bool matching_next(struct matching *m, size_t *start, size_t *end)
{
    const struct ir_hit *hit = m->hit;

    while (m->at < m->sentences.count) {
        const struct sentence *s = &m->sentences.items[m->at++];

        if (s->start >= hit->end)
            break;
        if (!holds_match(m, s))
            continue;
        *start = s->start;
        *end = s->end < hit->end ? s->end : hit->end;
        return true;
    }
    return false;
}

void matching_free(struct matching *m)
{
    sentences_free(&m->sentences);
}
