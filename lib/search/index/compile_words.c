/* Translates words into terms of the store: stems, forms, patterns, runs. */
#include "search/index/compile_words.h"
#include "article/terms.h"

#include <stdlib.h>

#define RUN_SHARE 0.4 /* of the score of the words of a compound */

void parts_add(struct parts *parts, struct store_query *q)
{
    parts->items = xgrow(parts->items, parts->count, &parts->room, sizeof(q));
    parts->items[parts->count++] = q;
}

struct store_query *parts_join(enum store_op op, struct parts *parts)
{
    struct store_query *q = store_query_join(op, parts->items, parts->count);

    free(parts->items);
    *parts = (struct parts){NULL, 0, 0};
    return q;
}

/* ---- patterns ---- */

static struct store_query *term_query(const char *prefix, struct ir_text word)
{
    struct buf name = BUF_INIT;
    struct store_query *q;

    term_word(&name, prefix, word);
    q = store_query_term(buf_text(&name), 1);
    buf_free(&name);
    return q;
}

/* Only stems have a frequency: the stem scores, the term of the form filters. */
static struct store_query *word_query(const struct variant *v, bool title)
{
    struct store_query *stem =
        term_query(title ? "ZS" : "Z", v->lexeme->stem->form);

    if (!variant_is_sure(v))
        return stem;
    return store_query_two(STORE_FILTER, stem,
                           term_query(title ? "S" : "", v->lexeme->form));
}

/* The words at one edit distance, scored as one term; NULL if there are none. */
static struct store_query *words_at(const struct pattern *words,
                                    unsigned distance, bool title, bool sure)
{
    struct store_query **parts =
        xmalloc((words->count + 1) * sizeof(struct store_query *));
    struct store_query *q = NULL;
    size_t count = 0;

    for (size_t i = 0; i < words->count; i++) {
        const struct variant *v = &words->items[i];

        if (v->distance == distance && (!sure || variant_is_sure(v)))
            parts[count++] = word_query(v, title);
    }
    if (count)
        q = store_query_join(STORE_SYNONYM, parts, count);
    free(parts);
    return q;
}

static struct store_query *either(struct store_query *a, struct store_query *b)
{
    if (!a || !b)
        return a ? a : b;
    return store_query_two(STORE_OR, a, b);
}

static struct store_query *pattern_query(const struct plan_pattern *p,
                                         bool title, bool sure)
{
    const struct pattern *words = p->words;
    struct store_query *all = NULL;

    if (words->every)
        return sure ? NULL : store_query_all();
    for (unsigned i = 0; i < PLAN_DISTANCES; i++) {
        struct store_query *q = words_at(words, i, title, sure);

        if (q && i)
            q = store_query_scale(q, p->scales[i]);
        all = either(all, q);
    }
    if (words->forms)
        all = either(all, store_query_set(words->forms, p->rest));
    if (words->stems && !sure)
        all = either(all, store_query_set(words->stems, p->rest));
    return all;
}

struct store_query *words_pattern(const struct plan_pattern *p, bool title)
{
    return pattern_query(p, title, false);
}

struct store_query *words_pattern_sure(const struct plan_pattern *p)
{
    return pattern_query(p, false, true);
}

/* ---- words ---- */

static const char *stem_prefix(struct mode x)
{
    return x.title ? "ZS" : "Z";
}

/* times: how often the query has it. */
struct store_query *words_stem_times(struct mode x, uint32_t term,
                                     uint32_t times)
{
    uint32_t pattern = x.p->terms[term].pattern;
    struct buf name = BUF_INIT;
    struct store_query *q;

    if (pattern != PLAN_NONE) {
        q = words_pattern(&x.p->patterns[pattern], x.title);
        return times > 1 ? store_query_scale(q, times) : q;
    }
    term_word(&name, stem_prefix(x), x.p->terms[term].stem->form);
    q = store_query_term(buf_text(&name), times);
    buf_free(&name);
    if (x.p->weighted && !x.title)
        q = store_query_scale(q, x.p->terms[term].share);
    return q;
}

struct store_query *words_stem(struct mode x, uint32_t term)
{
    return words_stem_times(x, term, 1);
}

static struct store_query *form_term(struct mode x, uint32_t form)
{
    struct buf name = BUF_INIT;
    struct store_query *q;

    term_word(&name, x.title ? "S" : "", x.p->forms[form].text);
    q = store_query_term(buf_text(&name), 1);
    buf_free(&name);
    return q;
}

/* A form: its stem scores, as only stems have a frequency. */
static struct store_query *form_query(struct mode x, uint32_t form)
{
    return store_query_two(STORE_FILTER, words_stem(x, x.p->forms[form].term),
                           form_term(x, form));
}

/* The items, or parts of one word each, near each other. */
struct store_query *words_near(struct mode x, const uint32_t *terms,
                               size_t count, uint32_t window, bool ordered)
{
    struct ir_text *names = xmalloc(count * sizeof(*names));
    struct buf *buffers = xmalloc(count * sizeof(*buffers));
    struct store_query *q;

    for (size_t i = 0; i < count; i++) {
        buffers[i] = (struct buf)BUF_INIT;
        term_word(&buffers[i], stem_prefix(x), x.p->terms[terms[i]].stem->form);
        names[i] = buf_text(&buffers[i]);
    }
    q = store_query_near(names, count, window, ordered);
    for (size_t i = 0; i < count; i++)
        buf_free(&buffers[i]);
    free(names);
    free(buffers);
    return q;
}

/*
 * Xapian's OP_NEAR misses words at the same position, as iran and iraniraq in
 * Iran-Iraq, so both orders are tried with OP_PHRASE.
 */
struct store_query *words_near_pair(struct mode x, const struct clause *a,
                                    const struct clause *b, uint32_t window,
                                    bool ordered)
{
    size_t count = clause_words(a), others = clause_words(b);
    struct parts pairs = {NULL, 0, 0};

    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < others; j++) {
            const uint32_t there[] = {clause_word(a, i), clause_word(b, j)};
            const uint32_t back[] = {there[1], there[0]};

            parts_add(&pairs, words_near(x, there, 2, window, true));
            if (!ordered)
                parts_add(&pairs, words_near(x, back, 2, window, true));
        }
    return parts_join(STORE_OR, &pairs);
}

/* Items [from, to) side by side, if they are words; a pattern comes alone. */
static struct store_query *beside(struct mode x, const struct clause *c,
                                  size_t from, size_t to)
{
    uint32_t terms[PLAN_RUN_WORDS];

    if (to == from + 1)
        return words_stem(x, plan_clause_term(x.p, c, from));
    for (size_t i = from; i < to; i++)
        terms[i - from] = plan_clause_term(x.p, c, i);
    return words_near(x, terms, to - from, (uint32_t)(to - from), true);
}

static bool is_pattern(const struct plan *p, const struct clause *c, size_t i)
{
    return p->terms[plan_clause_term(p, c, i)].pattern != PLAN_NONE;
}

/*
 * The clause's words side by side, by their stems.  After the first
 * PLAN_RUN_WORDS the words need only occur: a longer phrase would cost the
 * store more than it saves in verification.  Patterns have no positions in the
 * store, so they need only occur as well.
 */
static struct store_query *side_by_side(struct mode x, const struct clause *c)
{
    struct parts parts = {NULL, 0, 0};

    for (size_t from = 0, to; from < c->item_count; from = to) {
        to = from + 1;
        while (!is_pattern(x.p, c, from) && to < c->item_count &&
               to < PLAN_RUN_WORDS && !is_pattern(x.p, c, to))
            to++;
        parts_add(&parts, beside(x, c, from, to));
    }
    return parts_join(STORE_AND, &parts);
}

/* The run of stems, filtered by the forms that have terms of their own. */
static struct store_query *words_phrase(struct mode x, const struct clause *c)
{
    struct parts parts = {NULL, 0, 0};

    if (c->stored)
        return form_query(x, c->items[0]);
    parts_add(&parts, side_by_side(x, c));
    for (size_t i = 0; i < c->item_count; i++)
        if (plan_is_stored(x.p, c->items[i]))
            parts_add(&parts, form_term(x, c->items[i]));
    return parts_join(STORE_FILTER, &parts);
}

/*
 * The compound as one word, or its words side by side.  The store scores these
 * words wherever they occur, not only side by side, hence their lower weight.
 */
static struct store_query *words_run(struct mode x, const struct clause *c)
{
    bool loose = x.any && c->loose;
    struct parts parts = {NULL, 0, 0};

    if (c->joined != PLAN_NONE)
        parts_add(&parts, store_query_scale(words_stem(x, c->joined),
                                            PLAN_COMPOUND_SHARE));
    for (size_t i = 0; loose && i < c->item_count; i++)
        parts_add(&parts, words_stem(x, c->items[i]));
    if (!loose)
        parts_add(&parts, store_query_scale(side_by_side(x, c), RUN_SHARE));
    return parts_join(STORE_OR, &parts);
}

struct store_query *words_clause(struct mode x, const struct clause *c)
{
    if (c->kind == CLAUSE_WORD)
        return words_stem(x, c->items[0]);
    return c->kind == CLAUSE_RUN ? words_run(x, c) : words_phrase(x, c);
}
