/* The words that tell an article from others. */
#include "search/run/like.h"
#include "article/terms.h"

#include <stdlib.h>

/* A stem of the article and what it says of it. */
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

static enum ir_status read_article(struct search *x, uint32_t *document,
                                   struct ir_error *err)
{
    struct ir_searcher *s = x->s;
    struct ir_text id = x->request->like, bytes;
    struct buf term = BUF_INIT;
    char *data = NULL;
    enum ir_status status;

    term_unique(&term, id);
    status = store_document(s->store, buf_text(&term), document, err);
    if (status == IR_OK)
        status = store_find(s->store, buf_text(&term), &data, &bytes.size, err);
    buf_free(&term);
    if (status == IR_NOT_FOUND)
        return ir_fail(err, IR_NOT_FOUND, "no article \"%.*s\"",
                       (int)(id.size > 150 ? 150 : id.size), id.data);
    if (status != IR_OK)
        return status;
    bytes.data = data;
    status = record_decode(s->decoder, bytes, &s->record, err);
    free(data);
    return status;
}

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

/* All stems of the article that others hold too, by bytes. */
static enum ir_status profile(struct search *x, uint32_t document,
                              struct profile *out, struct ir_error *err)
{
    struct vocabulary *v = x->s->vocabulary;
    double average = x->collection.average_words;
    double length = x->s->record.article.words / (average > 0 ? average : 1);
    struct vector plain = {NULL, 0, 0}, weighed = {NULL, 0, 0};
    enum ir_status status;
    size_t at = 0;

    vocabulary_start(v, &x->index);
    status = vocabulary_read(v, x->s->store, document, length, &plain, err);
    for (size_t i = 0; i < plain.count; i++)
        vector_add(&weighed, plain.items[i].term, plain.items[i].weight);
    if (status == IR_OK)
        status = vocabulary_weigh(v, x->s->store, &weighed, 1, err);
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

/* Note the first form of each stem that stands for itself in a query. */
static void note_forms(struct search *x, struct ir_text text, bool title,
                       struct profile *p)
{
    struct ir_searcher *s = x->s;
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

/* The best words, and the title's, as a query; *count of them are left. */
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

/* Each stem asks for its share; they stand beside one another by chance. */
static void set_shares(struct search *x, const struct profile *p)
{
    struct plan *plan = x->plan;

    plan->weighted = true;
    plan->pair_count = 0;
    for (size_t i = 0; i < plan->term_count; i++)
        for (size_t j = 0; j < p->count; j++)
            if (p->words[j].form->stem == plan->terms[i].stem)
                plan->terms[i].share = p->words[j].share;
}

enum ir_status like_begin(struct search *x, struct ir_error *err)
{
    struct ir_searcher *s = x->s;
    struct profile p = {NULL, 0};
    const struct plan_words words = {.stop = s->stop};
    struct buf query = BUF_INIT;
    uint32_t document;
    enum ir_status status = read_article(x, &document, err);

    if (status == IR_OK)
        status = profile(x, document, &p, err);
    if (status == IR_OK) {
        note_forms(x, s->record.article.title, true, &p);
        note_forms(x, s->record.article.text, false, &p);
        choose(&p, &query);
        status = query_parse(buf_text(&query), true, &x->query, err);
    }
    if (status == IR_OK) {
        x->plan = plan_new(&x->query, s->stems, &words);
        set_shares(x, &p);
    }
    if (status == IR_OK && x->plan->empty)
        status = ir_fail(err, IR_INVALID,
                         "the article holds no word that another one holds");
    free(p.words);
    buf_free(&query);
    return status;
}
