/* Feedback: the best passages are read, and become a second query. */
#include "article/terms.h"
#include "search/index/compile.h"
#include "search/match/feedback.h"
#include "search/run/rank.h"

#include <stdlib.h>

/* BM25 of the passage alone. */
static double score_window(const struct search *x, const struct passage *p)
{
    const struct evidence *e = &x->s->evidence;
    double words = e->sentence_words[p->last + 1] - e->sentence_words[p->first];
    double k = 0.9 * (0.6 + 0.4 * words / FEEDBACK_WORDS), score;
    double *tf = xcalloc(x->plan->term_count, sizeof(*tf));
    size_t from = 0, to;

    while (from < e->body.count && e->body.items[from].sentence < p->first)
        from++;
    for (to = from;
         to < e->body.count && e->body.items[to].sentence <= p->last;)
        to++;
    score = from < to
                ? score_terms(&e->body.items[from], to - from, x->plan, k, tf)
                : 0;
    free(tf);
    return score;
}

/* Count the words of the passage that are no stop words. */
static void read_passage(struct search *x, const struct passage *p,
                         struct feedback_passage *out)
{
    struct ir_searcher *s = x->s;
    const struct sentence *sentences = s->record.sentences.items;
    struct word word;

    words_start(s->walk, s->record.article.text, sentences[p->first].start, 0,
                NULL);
    words_until(s->walk, sentences[p->last].end);
    while (words_next(s->walk, &word))
        if (word.form.size && !(word.flags & WORD_BESIDE) &&
            !stopwords_has(s->stop, word.form))
            feedback_count(out, stems_get(s->stems, word.form)->stem);
}

/* The best passage of an article. */
static enum ir_status add_passage(struct search *x, const struct candidate *c,
                                  struct passages *scratch, struct feedback *f,
                                  struct ir_error *err)
{
    struct ir_searcher *s = x->s;
    bool matches;
    enum ir_status status = search_verify(x, c->bytes, &matches, err);

    if (status != IR_OK || !s->record.sentences.count)
        return status;
    score_passages(&s->evidence, x->plan, &s->record, c->score, FEEDBACK_WORDS,
                   1, scratch);
    read_passage(
        x, &scratch->items[0],
        feedback_add(f, c->score + score_window(x, &scratch->items[0])));
    return IR_OK;
}

/* How many articles hold each term. */
static enum ir_status count_articles(struct search *x, struct feedback *f,
                                     struct ir_error *err)
{
    struct buf name = BUF_INIT;
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < f->term_count; i++) {
        uint64_t articles;

        term_word(&name, "Z", f->terms[i].stem->form);
        status = store_frequency(x->s->store, buf_text(&name), &articles, err);
        if (status == IR_OK)
            f->terms[i].articles = (double)articles;
    }
    buf_free(&name);
    return status;
}

/*
 * The articles of the query, scored by the terms, and by its topics as much as
 * by a word that was asked for.
 */
static struct store_query *query_of(const struct search *x,
                                    const struct feedback *f)
{
    struct store_query **terms = xmalloc((f->term_count + 1) * sizeof(*terms));
    struct store_query *any, *topics = compile_topics(x->plan);
    struct buf name = BUF_INIT;
    size_t count = f->term_count;

    for (size_t i = 0; i < count; i++) {
        term_word(&name, "Z", f->terms[i].stem->form);
        terms[i] = store_query_scale(store_query_term(buf_text(&name), 1),
                                     f->terms[i].weight);
    }
    if (topics)
        terms[count++] = store_query_scale(topics, 1 - FEEDBACK_SHARE);
    any = store_query_join(STORE_OR, terms, count);
    free(terms);
    buf_free(&name);
    return store_query_two(
        STORE_AND_MAYBE, store_query_scale(store_query_copy(x->what), 0), any);
}

static enum ir_status model(struct search *x, struct feedback *f,
                            struct ir_error *err)
{
    const struct ir_request *r = x->request;
    enum ir_status status;

    for (size_t i = 0; i < x->plan->term_count; i++)
        if (x->plan->terms[i].stem && x->plan->terms[i].share > 0)
            feedback_ask(f, x->plan->terms[i].stem, x->plan->terms[i].share);
    if (!feedback_model(f, r->feedback_passages))
        return IR_OK;
    status = count_articles(x, f, err);
    if (status != IR_OK)
        return status;
    feedback_weigh(f, x->collection.articles, r->feedback_terms);
    if (f->term_count)
        x->expanded = query_of(x, f);
    return IR_OK;
}

enum ir_status rank_feedback(struct search *x, struct candidates *best,
                             struct ir_error *err)
{
    struct feedback f = {.passages = NULL};
    struct passages scratch = {NULL, 0, 0};
    enum ir_status status = IR_OK;

    rank_candidates(best);
    for (size_t i = 0; status == IR_OK && i < best->count &&
                       i < FEEDBACK_ARTICLES && !deadline_passed(&x->deadline);
         i++)
        status = add_passage(x, &best->items[i], &scratch, &f, err);
    if (status == IR_OK)
        status = model(x, &f, err);
    feedback_free(&f);
    free(scratch.items);
    return status;
}
