/* Walks the clauses of a plan for those that an article does not satisfy. */
#include "search/match/causes.h"

static void explain(struct causes *x, const struct clause *c, bool any,
                    size_t parent);

static bool holds(struct causes *x, const struct clause *c, bool any)
{
    return evidence_satisfies(x->evidence, x->plan, c, any);
}

static void explain_parts(struct causes *x, const struct clause *c, bool any,
                          size_t parent)
{
    for (size_t i = 0; i < c->part_count; i++)
        explain(x, &c->parts[i], any, parent);
}

/* None of several alternatives holds; each is explained. */
static void explain_none(struct causes *x, const struct clause *c, bool any,
                         size_t parent)
{
    struct ir_cause *cause =
        causes_add(x, IR_CAUSE_NONE, causes_part(x, c), parent);
    size_t at = x->count;

    causes_say(x, cause, "%.*s: none of these", CAUSE_TEXT(cause->part));
    explain_parts(x, c, any, at);
}

/* A list read as OR: its filters and what must be there are required. */
static void explain_list(struct causes *x, const struct clause *c,
                         size_t parent)
{
    bool found = false, positive = false;

    for (size_t i = 0; i < c->part_count; i++) {
        const struct clause *part = &c->parts[i];
        bool limits = part->kind == CLAUSE_NOT || part->kind == CLAUSE_FILTER;

        if (limits || part->must)
            explain(x, part, true, parent);
        positive = positive || !limits;
        found = found || (!limits && holds(x, part, true));
    }
    if (positive && !found)
        explain_none(x, c, true, parent);
}

static void explain_not(struct causes *x, const struct clause *c, size_t parent)
{
    struct ir_cause *cause =
        causes_add(x, IR_CAUSE_EXCLUDED, causes_part(x, c), parent);

    causes_places(x, cause, &c->parts[0], false);
    causes_say(x, cause, "%.*s: it is there", CAUSE_TEXT(cause->part));
}

static size_t count_of(struct causes *x, const struct clause *c, bool any)
{
    size_t count = 0;

    if (c->kind == CLAUSE_MIN_MATCH) {
        for (size_t i = 0; i < c->part_count; i++)
            count += holds(x, &c->parts[i], any);
        return count;
    }
    for (int f = IR_FIELD_BODY; f <= IR_FIELD_TITLE; f++)
        count += spans_starts(evidence_spans(x->evidence, x->plan, &c->parts[0],
                                             any, (enum ir_field)f));
    return count;
}

static void explain_count(struct causes *x, const struct clause *c, bool any,
                          size_t parent)
{
    struct ir_cause *cause =
        causes_add(x, IR_CAUSE_COUNT, causes_part(x, c), parent);
    size_t at = x->count;

    cause->asked = c->number;
    cause->found = count_of(x, c, any);
    if (c->kind == CLAUSE_ATLEAST)
        causes_places(x, cause, &c->parts[0], any);
    causes_say(x, cause, "%.*s: %llu of them, you asked for %llu",
               CAUSE_TEXT(cause->part), (unsigned long long)cause->found,
               (unsigned long long)cause->asked);
    explain_parts(x, c, any, at);
}

static bool has_place(struct causes *x, const struct clause *c, bool any)
{
    for (int f = IR_FIELD_BODY; f <= IR_FIELD_TITLE; f++)
        if (evidence_spans(x->evidence, x->plan, c, any, (enum ir_field)f)
                ->count)
            return true;
    return false;
}

static void explain_scope(struct causes *x, const struct clause *c, bool any,
                          size_t parent)
{
    static const char *const where[] = {[SCOPE_TITLE] = "title",
                                        [SCOPE_LEAD] = "lead",
                                        [SCOPE_HLEAD] = "title and lead"};
    struct ir_cause *cause =
        causes_add(x, IR_CAUSE_SCOPE, causes_part(x, c), parent);
    const struct spans *body =
        evidence_spans(x->evidence, x->plan, &c->parts[0], any, IR_FIELD_BODY);

    causes_places(x, cause, &c->parts[0], any);
    if (c->scope != SCOPE_TITLE && body->count) {
        cause->asked = LEAD_WORDS;
        cause->found = (uint64_t)body->items[0].first + 1;
        causes_say(x, cause,
                   "%.*s: not in the %s; it begins as word %llu of the text, "
                   "and the lead has %d",
                   CAUSE_TEXT(cause->part), where[c->scope],
                   (unsigned long long)cause->found, LEAD_WORDS);
        return;
    }
    causes_say(x, cause, "%.*s: not in the %s, only in the %s",
               CAUSE_TEXT(cause->part), where[c->scope],
               body->count ? "text" : "title");
}

static void say_placeless(struct causes *x, struct ir_cause *cause)
{
    causes_say(x, cause, "%.*s: a part of it has no place in the article",
               CAUSE_TEXT(cause->part));
}

/* An operator on places: of its parts, or of the first if the second must not be
 * near.  If all have places, their distance is at fault. */
static void explain_spans(struct causes *x, const struct clause *c, bool any,
                          size_t parent)
{
    size_t needed = clause_refuses(c) ? 1 : c->part_count, before = x->count;
    bool everywhere = true;

    for (size_t i = 0; i < needed; i++)
        if (!has_place(x, &c->parts[i], any)) {
            everywhere = false;
            explain(x, &c->parts[i], any, parent);
        }
    if (everywhere && c->kind == CLAUSE_SCOPE)
        explain_scope(x, c, any, parent);
    else if (everywhere)
        causes_near(x, c, any, parent);
    else if (x->count == before) /* a part has no place, as it only excludes */
        say_placeless(x,
                      causes_add(x, IR_CAUSE_APART, causes_part(x, c), parent));
}

static void explain(struct causes *x, const struct clause *c, bool any,
                    size_t parent)
{
    if (holds(x, c, any))
        return;
    switch (c->kind) {
    case CLAUSE_WORD:
    case CLAUSE_RUN:
    case CLAUSE_PHRASE:
    case CLAUSE_NEVER: causes_words(x, c, parent); break;
    case CLAUSE_ALL: explain_parts(x, c, any, parent); break;
    case CLAUSE_ANY:
        if (c->group)
            causes_words(x, c, parent);
        else if (c->part_count == 1)
            explain_parts(x, c, any, parent);
        else
            explain_none(x, c, any, parent);
        break;
    case CLAUSE_LIST:
        if (any)
            explain_list(x, c, parent);
        else
            explain_parts(x, c, any, parent);
        break;
    case CLAUSE_NOT: explain_not(x, c, parent); break;
    case CLAUSE_NEAR:
    case CLAUSE_ADJ:
    case CLAUSE_SENTENCE:
    case CLAUSE_PARAGRAPH:
    case CLAUSE_NOT_NEAR:
    case CLAUSE_NOT_SENTENCE:
    case CLAUSE_NOT_PARAGRAPH:
    case CLAUSE_SCOPE: explain_spans(x, c, any, parent); break;
    case CLAUSE_ATLEAST:
    case CLAUSE_MIN_MATCH: explain_count(x, c, any, parent); break;
    case CLAUSE_FILTER:
        causes_filter(x, &x->plan->filters[c->filter], causes_part(x, c),
                      parent);
        break;
    }
}

void causes_find(struct causes *x, bool any)
{
    explain(x, &x->plan->root, any, 0);
}
