/* Properties of clauses: their terms, and whether they need verification. */
#include "search/plan/planner.h"

#include "article/terms.h"

#include <stdlib.h>

void clause_free(struct clause *c)
{
    for (size_t i = 0; i < c->part_count; i++)
        clause_free(&c->parts[i]);
    free(c->parts);
    free(c->items);
    free(c->scattered);
}

bool clause_same(const struct clause *a, const struct clause *b)
{
    if (a->kind != b->kind || a->item_count != b->item_count ||
        a->part_count != b->part_count)
        return false;
    for (size_t i = 0; i < a->item_count; i++)
        if (a->items[i] != b->items[i])
            return false;
    for (size_t i = 0; i < a->part_count; i++)
        if (!clause_same(&a->parts[i], &b->parts[i]))
            return false;
    return true;
}

uint32_t plan_clause_term(const struct plan *p, const struct clause *c,
                          size_t i)
{
    return c->kind == CLAUSE_PHRASE ? p->forms[c->items[i]].term : c->items[i];
}

bool plan_is_stored(const struct plan *p, uint32_t form)
{
    const struct lexeme *stem = p->terms[p->forms[form].term].stem;

    return stem && !text_equal(p->forms[form].text, stem->form);
}

bool clause_is_own_stem(const struct plan *p, const struct clause *c)
{
    return c->kind == CLAUSE_PHRASE && c->item_count == 1 && !c->unsure &&
           p->terms[p->forms[c->items[0]].term].stem &&
           !plan_is_stored(p, c->items[0]);
}

size_t clause_words(const struct clause *c)
{
    if (c->kind == CLAUSE_WORD)
        return !c->pattern;
    for (size_t i = 0; i < c->part_count; i++)
        if (!c->group || c->parts[i].kind != CLAUSE_WORD)
            return 0;
    return c->part_count;
}

uint32_t clause_word(const struct clause *c, size_t i)
{
    return c->kind == CLAUSE_WORD ? c->items[0] : c->parts[i].items[0];
}

/* Do they have a word in common? */
static bool share_word(const struct clause *a, const struct clause *b)
{
    size_t count = clause_words(a), others = clause_words(b);

    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < others; j++)
            if (clause_word(a, i) == clause_word(b, j))
                return true;
    return false;
}

bool clause_is_near(const struct clause *c)
{
    if ((c->kind != CLAUSE_NEAR && c->kind != CLAUSE_ADJ) || !c->number)
        return false;
    if ((uint64_t)c->number * (c->part_count - 1) >= TERM_BODY_GAP)
        return false;
    for (size_t i = 0; i < c->part_count; i++) {
        size_t words = clause_words(&c->parts[i]);

        if (!words || words > PLAN_NEAR_WORDS)
            return false;
        for (size_t j = 0; j < i; j++)
            if (share_word(&c->parts[j], &c->parts[i]))
                return false;
    }
    return true;
}

/* For the words of a pattern over the limit the store has the articles, but not
 * the titles, that contain them. */
static bool holds_pattern(const struct clause *c)
{
    if (c->pattern)
        return true;
    for (size_t i = 0; i < c->part_count; i++)
        if (holds_pattern(&c->parts[i]))
            return true;
    return false;
}

bool clause_needs_text(const struct clause *c)
{
    if (c->unsure)
        return true;
    switch (c->kind) {
    case CLAUSE_WORD:
    case CLAUSE_NEVER: return false;
    case CLAUSE_RUN: return c->item_count > PLAN_RUN_WORDS;
    case CLAUSE_PHRASE: return !c->stored && !c->sole;
    case CLAUSE_NEAR:
    case CLAUSE_ADJ: return !clause_is_near(c) || c->part_count > 2;
    case CLAUSE_SENTENCE:
    case CLAUSE_PARAGRAPH:
    case CLAUSE_NOT_NEAR:
    case CLAUSE_NOT_SENTENCE:
    case CLAUSE_NOT_PARAGRAPH:
    case CLAUSE_ATLEAST: return true;
    case CLAUSE_MIN_MATCH:
        if (c->number > 1 && c->number < c->part_count)
            return true;
        break;
    case CLAUSE_FILTER: return c->number;
    case CLAUSE_SCOPE:
        if (c->scope != SCOPE_TITLE || holds_pattern(&c->parts[0]))
            return true;
        break;
    case CLAUSE_ALL:
    case CLAUSE_ANY:
    case CLAUSE_LIST:
    case CLAUSE_NOT: break;
    }
    for (size_t i = 0; i < c->part_count; i++)
        if (clause_needs_text(&c->parts[i]))
            return true;
    return false;
}

bool clause_excludes(const struct clause *c)
{
    if (c->kind == CLAUSE_NOT || c->kind == CLAUSE_NOT_NEAR ||
        c->kind == CLAUSE_NOT_SENTENCE || c->kind == CLAUSE_NOT_PARAGRAPH)
        return true;
    for (size_t i = 0; i < c->part_count; i++)
        if (clause_excludes(&c->parts[i]))
            return true;
    return false;
}
