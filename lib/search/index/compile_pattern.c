/* A pattern as a query: the words that are kept one by one, the others as sets
 * of articles. */
#include "article/terms.h"
#include "search/index/compile.h"

#include <stdlib.h>

static struct store_query *term_query(const char *prefix, struct ir_text word)
{
    struct buf name = BUF_INIT;
    struct store_query *q;

    term_word(&name, prefix, word);
    q = store_query_term(buf_text(&name), 1);
    buf_free(&name);
    return q;
}

/* The stem has the frequency in the store; the word's own term filters it. */
static struct store_query *word_query(const struct variant *v, bool title)
{
    struct store_query *stem =
        term_query(title ? "ZS" : "Z", v->lexeme->stem->form);

    if (!variant_is_sure(v))
        return stem;
    return store_query_two(STORE_FILTER, stem,
                           term_query(title ? "S" : "", v->lexeme->form));
}

/* Words so many edits away count as one term; NULL if there are none. */
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
        all = either(all, store_query_union(words->forms, p->rest));
    if (words->stems && !sure)
        all = either(all, store_query_union(words->stems, p->rest));
    return all;
}

struct store_query *compile_pattern(const struct plan_pattern *p, bool title)
{
    return pattern_query(p, title, false);
}

struct store_query *compile_pattern_sure(const struct plan_pattern *p)
{
    return pattern_query(p, false, true);
}
