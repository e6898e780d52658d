/* Translates clauses into operators of the store. */
#include "search/index/compile.h"
#include "search/index/compile_words.h"
#include "search/match/spans.h"

#include <stdlib.h>

static struct store_query *clause_query(struct mode x, const struct clause *c);

static bool is_plain_word(const struct clause *c)
{
    return c->kind == CLAUSE_WORD && c->weight == 1 && !c->must;
}

/* By term: the number of parts that are this plain word. */
static uint32_t *count_words(const struct plan *p, const struct clause *c)
{
    uint32_t *times = xcalloc(p->term_count + 1, sizeof(*times));

    for (size_t i = 0; i < c->part_count; i++)
        if (is_plain_word(&c->parts[i]))
            times[c->parts[i].items[0]]++;
    return times;
}

/* Add a part of a list; repeated words become one term with a higher wqf. */
static void add_part(struct mode x, const struct clause *part, uint32_t *times,
                     struct parts *parts)
{
    uint32_t *left = is_plain_word(part) ? &times[part->items[0]] : NULL;

    if (!left)
        parts_add(parts, clause_query(x, part));
    else if (*left)
        parts_add(parts, words_stem_times(x, part->items[0], *left));
    if (left)
        *left = 0;
}

/*
 * Add a part of which an article may do without.  A phrase or a compound decides
 * what matches, but its words score wherever they occur.
 */
static void add_optional(struct mode x, const struct clause *part,
                         uint32_t *times, struct parts *parts,
                         struct parts *words)
{
    if (!part->scattered_count || x.title) {
        add_part(x, part, times, parts);
        return;
    }
    parts_add(parts, store_query_scale(clause_query(x, part), 0));
    for (size_t i = 0; i < part->scattered_count; i++)
        parts_add(words, store_query_scale(words_stem(x, part->scattered[i]),
                                           part->weight));
}

/*
 * Join the positive parts, require those that must match, exclude negations.
 * The store has positions of stems only, so excluding a phrase by these could
 * lose matches: negations that need the text are left to verification.
 */
static struct store_query *list(struct mode x, const struct clause *c,
                                bool some)
{
    struct parts parts = {NULL, 0, 0}, must = {NULL, 0, 0}, not = {NULL, 0, 0},
                 filters = {NULL, 0, 0}, words = {NULL, 0, 0};
    uint32_t *times = count_words(x.p, c);
    struct store_query *q;

    for (size_t i = 0; i < c->part_count; i++) {
        const struct clause *part = &c->parts[i];
        struct mode all = {x.p, false, x.title};

        if (part->kind == CLAUSE_NOT && clause_needs_text(part))
            continue;
        if (part->kind == CLAUSE_NOT)
            parts_add(&not, clause_query(all, &part->parts[0]));
        else if (part->kind == CLAUSE_FILTER)
            parts_add(&filters, clause_query(x, part));
        else if (part->must && some)
            parts_add(&must, clause_query(x, part));
        else if (some)
            add_optional(x, part, times, &parts, &words);
        else
            add_part(x, part, times, &parts);
    }
    free(times);
    if (must.count) {
        q = parts_join(STORE_AND, &must);
        if (parts.count)
            q = store_query_two(STORE_AND_MAYBE, q,
                                parts_join(STORE_OR, &parts));
    } else if (parts.count) {
        q = parts_join(some ? STORE_OR : STORE_AND, &parts);
    } else {
        q = store_query_all();
    }
    if (words.count)
        q = store_query_two(STORE_AND_MAYBE, q, parts_join(STORE_OR, &words));
    if (filters.count)
        q = store_query_two(STORE_FILTER, q, parts_join(STORE_AND, &filters));
    if (not .count)
        q = store_query_two(STORE_AND_NOT, q, parts_join(STORE_OR, &not ));
    return q;
}

static struct store_query *any_of(struct mode x, const struct clause *c)
{
    struct parts parts = {NULL, 0, 0};

    for (size_t i = 0; i < c->part_count; i++)
        parts_add(&parts, clause_query(x, &c->parts[i]));
    return parts_join(STORE_OR, &parts);
}

/*
 * Collect the operands of nested proximity operators, each word once: without
 * positions they are just terms that must all occur.
 */
static void add_near_parts(struct mode x, const struct clause *c,
                           struct parts *parts, bool *seen)
{
    for (size_t i = 0; i < c->part_count; i++) {
        const struct clause *part = &c->parts[i];

        if (part->kind >= CLAUSE_NEAR && part->kind <= CLAUSE_PARAGRAPH)
            add_near_parts(x, part, parts, seen);
        else if (part->kind != CLAUSE_WORD || !seen[part->items[0]])
            parts_add(parts, clause_query(x, part));
        if (part->kind == CLAUSE_WORD)
            seen[part->items[0]] = true;
    }
}

static struct store_query *all_near_parts(struct mode x, const struct clause *c)
{
    bool *seen = xcalloc(x.p->term_count + 1, sizeof(*seen));
    struct parts parts = {NULL, 0, 0};

    add_near_parts(x, c, &parts, seen);
    free(seen);
    return parts_join(STORE_AND, &parts);
}

static bool all_words(const struct clause *c)
{
    for (size_t i = 0; i < c->part_count; i++)
        if (c->parts[i].kind != CLAUSE_WORD)
            return false;
    return true;
}

static struct store_query *in_order(struct mode x, const struct clause *c,
                                    uint32_t window)
{
    uint32_t terms[NEAR_PARTS_MAX];

    for (size_t i = 0; i < c->part_count; i++)
        terms[i] = c->parts[i].items[0];
    return words_near(x, terms, c->part_count, window, true);
}

/* NEAR and ADJ: by positions if the store has them for all parts. */
static struct store_query *near_parts(struct mode x, const struct clause *c)
{
    uint32_t window = c->number * (uint32_t)(c->part_count - 1) + 1;
    bool ordered = c->kind == CLAUSE_ADJ;
    struct parts near = {NULL, 0, 0};

    if (c->part_count > NEAR_PARTS_MAX || !clause_is_near(c))
        return all_near_parts(x, c);
    if (ordered && all_words(c))
        return in_order(x, c, window);
    for (size_t i = 1; i < c->part_count; i++)
        parts_add(&near, words_near_pair(x, &c->parts[0], &c->parts[i], window,
                                         ordered));
    return store_query_two(STORE_FILTER, all_near_parts(x, c),
                           parts_join(STORE_AND, &near));
}

static struct store_query *scope(struct mode x, const struct clause *c)
{
    struct mode title = {x.p, x.any, true};

    if (c->scope != SCOPE_TITLE)
        return clause_query(x, &c->parts[0]);
    if (x.title)
        return clause_query(title, &c->parts[0]);
    return store_query_two(STORE_FILTER, clause_query(x, &c->parts[0]),
                           clause_query(title, &c->parts[0]));
}

/* Estimated number of articles that match a part of a minimum. */
static uint64_t frequency(const struct plan *p, const struct clause *c)
{
    uint64_t sum = 0, least = UINT64_MAX;

    for (size_t i = 0; i < c->part_count; i++)
        sum += frequency(p, &c->parts[i]);
    for (size_t i = 0; i < c->item_count; i++) {
        uint64_t one = p->terms[plan_clause_term(p, c, i)].frequency;

        least = one < least ? one : least;
    }
    return c->item_count ? least : sum;
}

static int by_frequency(const void *a, const void *b, void *plan)
{
    const struct clause *l = *(const struct clause *const *)a;
    const struct clause *r = *(const struct clause *const *)b;
    uint64_t left = frequency(plan, l), right = frequency(plan, r);

    if (left != right)
        return left < right ? -1 : 1;
    return (l->id > r->id) - (l->id < r->id);
}

/* If k of n parts match then so does one of any n - k + 1: use the rarest. */
static struct store_query *min_match(struct mode x, const struct clause *c)
{
    const struct clause **order = xmalloc(c->part_count * sizeof(*order));
    struct parts all = {NULL, 0, 0}, rare = {NULL, 0, 0};

    for (size_t i = 0; i < c->part_count; i++)
        order[i] = &c->parts[i];
    qsort_r(order, c->part_count, sizeof(*order), by_frequency,
            (void *)(uintptr_t)x.p);
    for (size_t i = 0; i < c->part_count; i++) {
        parts_add(&all, clause_query(x, order[i]));
        if (i + c->number <= c->part_count)
            parts_add(&rare, clause_query(x, order[i]));
    }
    free(order);
    if (c->number == c->part_count) {
        store_query_free(parts_join(STORE_OR, &rare));
        return parts_join(STORE_AND, &all);
    }
    return store_query_two(STORE_FILTER, parts_join(STORE_OR, &all),
                           parts_join(STORE_OR, &rare));
}

static struct store_query *kind_query(struct mode x, const struct clause *c)
{
    const struct mode all = {x.p, false, x.title};
    const struct mode anywhere = {x.p, x.any, false};

    switch (c->kind) {
    case CLAUSE_WORD:
    case CLAUSE_RUN:
    case CLAUSE_PHRASE: return words_clause(x, c);
    case CLAUSE_NOT:
        if (clause_needs_text(c))
            return store_query_all();
        return store_query_two(STORE_AND_NOT, store_query_all(),
                               clause_query(all, &c->parts[0]));
    case CLAUSE_ANY: return c->group ? words_group(x, c) : any_of(x, c);
    /* Of a title clause, too, the parts need only be in the article. */
    case CLAUSE_ALL: return list(anywhere, c, false);
    case CLAUSE_LIST: return list(x.any ? x : anywhere, c, x.any);
    case CLAUSE_NEAR:
    case CLAUSE_ADJ: return near_parts(x, c);
    case CLAUSE_SENTENCE:
    case CLAUSE_PARAGRAPH: return all_near_parts(x, c);
    case CLAUSE_NOT_NEAR:
    case CLAUSE_NOT_SENTENCE:
    case CLAUSE_NOT_PARAGRAPH:
    case CLAUSE_ATLEAST: return clause_query(x, &c->parts[0]);
    case CLAUSE_SCOPE: return scope(x, c);
    case CLAUSE_MIN_MATCH: return min_match(x, c);
    case CLAUSE_FILTER: return compile_filter(&x.p->filters[c->filter]);
    case CLAUSE_NEVER: break;
    }
    return store_query_join(STORE_OR, NULL, 0);
}

static struct store_query *clause_query(struct mode x, const struct clause *c)
{
    struct store_query *q = kind_query(x, c);

    return c->weight == 1 || x.title ? q : store_query_scale(q, c->weight);
}

struct store_query *compile_clause(const struct plan *p, const struct clause *c,
                                   bool any)
{
    return clause_query((struct mode){p, any, false}, c);
}

struct store_query *compile(const struct plan *p, bool any)
{
    return compile_clause(p, &p->root, any);
}
