/* More like this: the most distinctive words of an article as a query. */
#include "search/run/question.h"

#include <stdlib.h>

/* A stem of the article and its weights. */
struct word_share {
    uint32_t term;
    double worth; /* tf-idf */
    double share; /* tf alone */
    struct ir_text stem;
    const struct lexeme *form; /* as the article first writes it, or NULL */
    bool title;
};

struct profile {
    struct word_share *words;
    size_t count;
};

static int compare_terms(const void *a, const void *b)
{
    const struct word_share *l = a, *r = b;

    return text_compare(l->stem, r->stem);
}

static int compare_worth(const void *a, const void *b)
{
    const struct word_share *l = a, *r = b;

    if (l->worth != r->worth)
        return l->worth < r->worth ? 1 : -1;
    return compare_terms(a, b);
}

/* The stems of the article that occur in others too, in byte order. */
static enum ir_status profile(struct ir_searcher *s, const struct view *view,
                              uint32_t document, uint32_t words,
                              struct profile *out, struct ir_error *err)
{
    struct vocabulary *v = s->vocabulary;
    double average = view->collection.average_words;
    double length = words / (average > 0 ? average : 1);
    struct vector plain = {NULL, 0, 0}, weighed = {NULL, 0, 0};
    enum ir_status status;
    size_t at = 0;

    vocabulary_start(v, &view->info);
    status = vocabulary_read(v, s->store, document, length, &plain, err);
    for (size_t i = 0; i < plain.count; i++)
        vector_add(&weighed, plain.items[i].term, plain.items[i].weight);
    if (status == IR_OK)
        status = vocabulary_weigh(v, s->store, &weighed, 1, err);
    out->words = xcalloc(weighed.count + 1, sizeof(*out->words));
    for (size_t i = 0; status == IR_OK && i < weighed.count; i++) {
        struct word_share *w = &out->words[out->count++];

        while (plain.items[at].term != weighed.items[i].term)
            at++;
        w->term = weighed.items[i].term;
        w->worth = weighed.items[i].weight;
        w->share = plain.items[at].weight;
        w->stem = vocabulary_stem(v, w->term);
    }
    vector_free(&plain);
    vector_free(&weighed);
    if (out->count)
        qsort(out->words, out->count, sizeof(*out->words), compare_terms);
    return status;
}

/* Find for each stem the first form in the article that a query can use. */
static void note_forms(struct ir_searcher *s, struct ir_text text, bool title,
                       struct profile *p)
{
    struct word word;

    words_start(s->walk, text, 0, 0, NULL);
    while (words_next(s->walk, &word)) {
        struct word_share key = {.stem = {NULL, 0}}, *found;
        const struct lexeme *l;

        if (!word.form.size || word.flags)
            continue;
        l = stems_get(s->stems, word.form);
        key.stem = l->stem->form;
        found = p->count ? bsearch(&key, p->words, p->count, sizeof(key),
                                   compare_terms)
                         : NULL;
        if (!found)
            continue;
        found->form = found->form ? found->form : l;
        found->title = found->title || title;
    }
}

/* Keep the best words, and those of the title. */
static void choose(struct profile *p, struct buf *query)
{
    size_t kept = 0, best = 0;

    if (p->count)
        qsort(p->words, p->count, sizeof(*p->words), compare_worth);
    for (size_t i = 0; i < p->count; i++) {
        const struct word_share *w = &p->words[i];

        if (!w->form || w->stem.size < 2 || kept == IR_QUERY_LEAVES_MAX ||
            (best >= IR_LIKE_WORDS && !w->title) ||
            query->size + w->form->form.size >= IR_QUERY_MAX)
            continue;
        best++;
        buf_adds(query, kept ? " " : "");
        buf_addt(query, w->form->form);
        p->words[kept++] = *w;
    }
    p->count = kept;
}

/* Give each stem its weight, and drop pairs: the order of the words is
 * accidental, so proximity must not score. */
static void set_shares(struct plan *plan, const struct profile *p)
{
    plan->weighted = true;
    plan->pair_count = 0;
    for (size_t i = 0; i < plan->term_count; i++)
        for (size_t j = 0; j < p->count; j++)
            if (p->words[j].form->stem == plan->terms[i].stem)
                plan->terms[i].share = p->words[j].share;
}

static enum ir_status ask(struct question *q, struct profile *p,
                          struct ir_searcher *s, struct ir_error *err)
{
    const struct plan_words words = {.stop = s->stop};
    struct buf query = BUF_INIT;
    enum ir_status status;

    choose(p, &query);
    status = query_parse(buf_text(&query), true, &q->query, err);
    buf_free(&query);
    if (status != IR_OK)
        return status;
    q->plan = plan_new(&q->query, s->stems, &words);
    set_shares(q->plan, p);
    if (q->plan->empty)
        return ir_fail(err, IR_INVALID,
                       "the article shares no word with another");
    return IR_OK;
}

enum ir_status question_like(struct question *q, struct ir_text id,
                             const struct view *view, struct ir_searcher *s,
                             struct ir_error *err)
{
    struct profile p = {NULL, 0};
    struct record r = RECORD_INIT;
    uint32_t document;
    enum ir_status status = searcher_article(s, id, &r, &document, err);

    if (status == IR_OK)
        status = profile(s, view, document, r.article.words, &p, err);
    if (status == IR_OK) {
        buf_addt(&q->like, r.article.id);
        note_forms(s, r.article.title, true, &p);
        note_forms(s, r.article.text, false, &p);
        status = ask(q, &p, s, err);
    }
    record_free(&r);
    free(p.words);
    return status;
}
