/* Pseudo-relevance feedback: a relevance model of the best passages. */
#include "search/run/feedback.h"
#include "article/terms.h"
#include "search/index/compile.h"

#include <math.h>
#include <stdlib.h>

#define TEMPERATURE 8
#define USUAL_WORDS 72.0 /* of FEEDBACK_WORDS, without stop words */

void feedback_free(struct feedback *f)
{
    for (size_t i = 0; i < f->passage_count; i++)
        free(f->passages[i].counts);
    free(f->passages);
    free(f->terms);
    memset(f, 0, sizeof(*f));
}

struct feedback_passage *feedback_add(struct feedback *f, double score)
{
    struct feedback_passage one = {.score = score};

    f->passages = xgrow(f->passages, f->passage_count, &f->passage_room,
                        sizeof(*f->passages));
    f->passages[f->passage_count] = one;
    return &f->passages[f->passage_count++];
}

void feedback_count(struct feedback_passage *p, const struct lexeme *stem)
{
    p->words++;
    for (size_t i = 0; i < p->count; i++)
        if (p->counts[i].stem == stem) {
            p->counts[i].tf++;
            return;
        }
    p->counts = xgrow(p->counts, p->count, &p->room, sizeof(*p->counts));
    p->counts[p->count++] = (struct feedback_count){stem, 1};
}

static struct feedback_term *term_of(struct feedback *f,
                                     const struct lexeme *stem)
{
    struct feedback_term one = {.stem = stem};

    for (size_t i = 0; i < f->term_count; i++)
        if (f->terms[i].stem == stem)
            return &f->terms[i];
    f->terms = xgrow(f->terms, f->term_count, &f->term_room, sizeof(*f->terms));
    f->terms[f->term_count] = one;
    return &f->terms[f->term_count++];
}

void feedback_ask(struct feedback *f, const struct lexeme *stem, double share)
{
    term_of(f, stem)->query += share;
}

/* Best first; of equals the one that was added first. */
static void sort_passages(struct feedback *f)
{
    for (size_t i = 1; i < f->passage_count; i++) {
        struct feedback_passage one = f->passages[i];
        size_t at = i;

        for (; at > 0 && f->passages[at - 1].score < one.score; at--)
            f->passages[at] = f->passages[at - 1];
        f->passages[at] = one;
    }
}

static int compare_stems(const void *a, const void *b)
{
    const struct feedback_term *l = a, *r = b;

    return text_compare(l->stem->form, r->stem->form);
}

bool feedback_model(struct feedback *f, size_t passages)
{
    double best, sum = 0;

    sort_passages(f);
    best = f->passage_count ? f->passages[0].score : 0;
    if (best <= 0)
        return false;
    for (size_t i = 0; i < f->passage_count && i < passages; i++) {
        const struct feedback_passage *p = &f->passages[i];
        double e = exp(TEMPERATURE * (p->score - best) / best);
        double k = 0.9 * (0.6 + 0.4 * p->words / USUAL_WORDS);

        sum += e;
        for (size_t j = 0; j < p->count; j++)
            term_of(f, p->counts[j].stem)->p +=
                e * p->counts[j].tf / (p->counts[j].tf + k);
    }
    for (size_t i = 0; i < f->term_count; i++)
        f->terms[i].p /= sum;
    if (f->term_count)
        qsort(f->terms, f->term_count, sizeof(*f->terms), compare_stems);
    return true;
}

bool feedback_is_word(struct ir_text stem)
{
    size_t letters = 0;
    bool digits = true;

    for (size_t i = 0; i < stem.size; i++) {
        unsigned char c = (unsigned char)stem.data[i];

        letters += (c & 0xc0) != 0x80;
        digits = digits && ((c >= '0' && c <= '9') || c == '.' || c == ',');
    }
    return letters >= 3 && !digits;
}

/* The value by which expansion terms are selected; below 0: never. */
static double worth(const struct feedback_term *t, double all)
{
    if (t->query <= 0 &&
        (t->articles < 2 || t->articles > FEEDBACK_MOST * all ||
         !feedback_is_word(t->stem->form)))
        return -1;
    return t->p * score_idf(all, t->articles);
}

/* By weight, into which select_terms() has put their worth; then by bytes. */
static int compare_terms(const void *a, const void *b)
{
    const struct feedback_term *l = a, *r = b;

    if (l->weight != r->weight)
        return l->weight < r->weight ? 1 : -1;
    return compare_stems(a, b);
}

/* Keep the terms of the greatest worth. */
static void select_terms(struct feedback *f, double all, size_t terms)
{
    size_t kept = 0;

    for (size_t i = 0; i < f->term_count; i++)
        f->terms[i].weight = worth(&f->terms[i], all);
    if (f->term_count)
        qsort(f->terms, f->term_count, sizeof(*f->terms), compare_terms);
    while (kept < f->term_count && kept < terms && f->terms[kept].weight > 0)
        kept++;
    f->term_count = kept;
}

void feedback_weigh(struct feedback *f, double all, size_t terms)
{
    double asked = 0, sum = 0;

    for (size_t i = 0; i < f->term_count; i++)
        asked += f->terms[i].query;
    select_terms(f, all, terms);
    for (size_t i = 0; i < f->term_count; i++)
        sum += f->terms[i].p;
    for (size_t i = 0; i < f->term_count; i++)
        f->terms[i].weight = FEEDBACK_SHARE * asked * f->terms[i].p / sum;
}

/* ---- from passages to a query ---- */

/* Score of the passage by its terms alone. */
static double score_window(const struct evidence *e, const struct plan *plan,
                           const struct passage *p)
{
    double words = e->sentence_words[p->last + 1] - e->sentence_words[p->first];
    double k = 0.9 * (0.6 + 0.4 * words / FEEDBACK_WORDS), score;
    double *tf = xcalloc(plan->term_count, sizeof(*tf));
    size_t from = 0, to;

    while (from < e->body.count && e->body.items[from].sentence < p->first)
        from++;
    for (to = from;
         to < e->body.count && e->body.items[to].sentence <= p->last;)
        to++;
    score = from < to
                ? score_terms(&e->body.items[from], to - from, plan, k, tf)
                : 0;
    free(tf);
    return score;
}

/* Count the stems of the passage, without stop words. */
static void read_passage(struct ir_searcher *s, const struct record *r,
                         const struct passage *p, struct feedback_passage *out)
{
    const struct sentence *sentences = r->sentences.items;
    struct word word;

    words_start(s->walk, r->article.text, sentences[p->first].start, 0, NULL);
    words_until(s->walk, sentences[p->last].end);
    while (words_next(s->walk, &word))
        if (word.form.size && !(word.flags & WORD_BESIDE) &&
            !stopwords_has(s->stop, word.form))
            feedback_count(out, stems_get(s->stems, word.form)->stem);
}

/* Add the best passage of an article. */
static enum ir_status add_passage(const struct ranking_input *in,
                                  const struct candidate *c,
                                  struct passages *scratch, struct feedback *f,
                                  struct ir_error *err)
{
    const struct plan *plan = in->verifier->plan;
    struct reading *r;
    enum ir_status status =
        verify_read(in->verifier, c->document, c->bytes, &r, err);

    if (status != IR_OK || !r || !r->record.sentences.count)
        return status;
    score_passages(&r->evidence, plan, &r->record, c->score, FEEDBACK_WORDS, 1,
                   scratch);
    read_passage(in->s, &r->record, &scratch->items[0],
                 feedback_add(f, c->score + score_window(&r->evidence, plan,
                                                         &scratch->items[0])));
    return IR_OK;
}

/* Look up the document frequency of each term. */
static enum ir_status count_articles(struct store *s, struct feedback *f,
                                     struct ir_error *err)
{
    struct buf name = BUF_INIT;
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < f->term_count; i++) {
        uint64_t articles;

        term_word(&name, "Z", f->terms[i].stem->form);
        status = store_frequency(s, buf_text(&name), &articles, err);
        if (status == IR_OK)
            f->terms[i].articles = (double)articles;
    }
    buf_free(&name);
    return status;
}

/*
 * May articles match by the new words alone?  They may where any word is
 * enough, unless a part of the query must or must not be in an article.
 */
static bool may_widen(const struct ranking_input *in)
{
    const struct clause *root = &in->verifier->plan->root;

    if (in->request->match != IR_MATCH_ANY || in->request->like.size ||
        root->kind != CLAUSE_LIST)
        return false;
    for (size_t i = 0; i < root->part_count; i++)
        if (root->parts[i].must || root->parts[i].kind == CLAUSE_NOT ||
            root->parts[i].kind == CLAUSE_FILTER)
            return false;
    return true;
}

/* The matches of the query, or those of the new words as well. */
static struct store_query *matches_of(const struct ranking_input *in,
                                      struct store_query *words)
{
    struct store_query *own =
        store_query_scale(store_query_copy(in->query), 1 - FEEDBACK_SHARE);

    if (!in->verifier->every)
        return store_query_two(STORE_AND_MAYBE, own, words);
    own = store_query_two(STORE_OR, words, own);
    if (in->filter)
        own = store_query_two(STORE_FILTER, own, store_query_copy(in->filter));
    return own;
}

/* The matches, scored by the query and by the expansion terms. */
static struct store_query *query_of(const struct ranking_input *in,
                                    const struct feedback *f)
{
    struct store_query **terms = xmalloc(f->term_count * sizeof(*terms));
    struct store_query *any;
    struct buf name = BUF_INIT;

    for (size_t i = 0; i < f->term_count; i++) {
        term_word(&name, "Z", f->terms[i].stem->form);
        terms[i] = store_query_scale(store_query_term(buf_text(&name), 1),
                                     f->terms[i].weight);
    }
    any = store_query_join(STORE_OR, terms, f->term_count);
    free(terms);
    buf_free(&name);
    return matches_of(in, any);
}

static enum ir_status model(const struct ranking_input *in, struct feedback *f,
                            struct store_query **expanded, struct ir_error *err)
{
    const struct ir_request *r = in->request;
    const struct plan *plan = in->verifier->plan;
    enum ir_status status;

    for (size_t i = 0; i < plan->term_count; i++)
        if (plan->terms[i].stem && plan->terms[i].share > 0)
            feedback_ask(f, plan->terms[i].stem, plan->terms[i].share);
    if (!feedback_model(f, r->feedback_passages))
        return IR_OK;
    status = count_articles(in->s->store, f, err);
    if (status != IR_OK)
        return status;
    feedback_weigh(f, in->view->collection.articles, r->feedback_terms);
    if (!f->term_count)
        return IR_OK;
    in->verifier->every = may_widen(in);
    *expanded = query_of(in, f);
    return IR_OK;
}

enum ir_status feedback_expand(const struct ranking_input *in,
                               struct candidates *best,
                               struct store_query **expanded,
                               struct ir_error *err)
{
    struct feedback f = {.passages = NULL};
    struct passages scratch = {NULL, 0, 0};
    enum ir_status status = IR_OK;

    rank_candidates(best);
    for (size_t i = 0; status == IR_OK && i < best->count &&
                       i < FEEDBACK_ARTICLES && !deadline_passed(in->deadline);
         i++)
        status = add_passage(in, &best->items[i], &scratch, &f, err);
    if (status == IR_OK)
        status = model(in, &f, expanded, err);
    feedback_free(&f);
    free(scratch.items);
    return status;
}
