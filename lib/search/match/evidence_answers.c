/* Whether an article satisfies a clause. */
#include "search/match/evidence.h"

static bool has_term(const struct evidence *e, uint32_t term)
{
    return e->body_counts[term] || e->title_counts[term];
}

static bool has_place(struct evidence *e, const struct plan *p,
                      const struct clause *c, bool any)
{
    return evidence_places(e, p, c, any, IR_FIELD_BODY)->count ||
           evidence_places(e, p, c, any, IR_FIELD_TITLE)->count;
}

static bool satisfies_run(struct evidence *e, const struct plan *p,
                          const struct clause *c, bool any)
{
    for (size_t i = 0; any && c->loose && i < c->item_count; i++)
        if (has_term(e, c->items[i]))
            return true;
    return has_place(e, p, c, any);
}

static bool satisfies_parts(struct evidence *e, const struct plan *p,
                            const struct clause *c, bool any)
{
    bool some = c->kind == CLAUSE_ANY || (c->kind == CLAUSE_LIST && any);
    bool found = false, positive = false;

    for (size_t i = 0; i < c->part_count; i++) {
        const struct clause *part = &c->parts[i];
        bool yes = evidence_satisfies(e, p, part, any);
        bool limits = part->kind == CLAUSE_NOT || part->kind == CLAUSE_FILTER;

        if (!yes &&
            (!some || ((part->must || limits) && c->kind == CLAUSE_LIST)))
            return false;
        if (!limits || c->kind == CLAUSE_ANY) {
            positive = true;
            found = found || yes;
        }
    }
    return found || !some || !positive;
}

static bool satisfies_count(struct evidence *e, const struct plan *p,
                            const struct clause *c, bool any)
{
    size_t count = 0;

    if (c->kind == CLAUSE_QUORUM) {
        for (size_t i = 0; i < c->part_count; i++)
            count += evidence_satisfies(e, p, &c->parts[i], any);
        return count >= c->number;
    }
    for (int i = IR_FIELD_BODY; i <= IR_FIELD_TITLE; i++)
        count += places_starts(
            evidence_places(e, p, &c->parts[0], any, (enum ir_field)i));
    return count >= c->number;
}

static bool decide(struct evidence *e, const struct plan *p,
                   const struct clause *c, bool any)
{
    switch (c->kind) {
    case CLAUSE_WORD: return has_term(e, c->items[0]);
    case CLAUSE_RUN:
    case CLAUSE_PHRASE: return satisfies_run(e, p, c, any);
    case CLAUSE_NOT: return !evidence_satisfies(e, p, &c->parts[0], false);
    case CLAUSE_ANY:
        if (c->group && !p->members[c->members].negated &&
            (!c->own || c->parts[0].kind == CLAUSE_WORD))
            return has_term(e, p->members[c->members].term);
        break;
    case CLAUSE_NEAR:
    case CLAUSE_ADJ:
    case CLAUSE_SENTENCE:
    case CLAUSE_PARAGRAPH:
    case CLAUSE_NOT_NEAR:
    case CLAUSE_NOT_SENTENCE:
    case CLAUSE_NOT_PARAGRAPH:
    case CLAUSE_SCOPE: return has_place(e, p, c, any);
    case CLAUSE_ATLEAST:
    case CLAUSE_QUORUM: return satisfies_count(e, p, c, any);
    case CLAUSE_FILTER: return e->fits[c->filter];
    case CLAUSE_NEVER: return false;
    case CLAUSE_ALL:
    case CLAUSE_LIST: break;
    }
    return satisfies_parts(e, p, c, any);
}

bool evidence_satisfies(struct evidence *e, const struct plan *p,
                        const struct clause *c, bool any)
{
    struct clause_answer *a = &e->answers[2 * c->id + any];

    if (a->asked != e->article) {
        a->yes = decide(e, p, c, any);
        a->asked = e->article;
    }
    return a->yes;
}
