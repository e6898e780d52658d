/* Scores words by the log-likelihood ratio of their counts. */
#include "search/run/keyness.h"
#include "article/terms.h"

#include <math.h>
#include <stdlib.h>

#define ARTICLES_MIN 2    /* matches that have a word, if there are so many */
#define LETTERS_MIN 2     /* code points */
#define CHOSEN_MORE 4     /* of every k-th match: so many times the words ... */
#define CHOSEN_BESIDES 40 /* ... that are asked for, and these */

static double cell(double observed, double expected)
{
    return observed > 0 ? observed * log(observed / expected) : 0;
}

double keyness(double a, double w, double n, double all)
{
    if (a * all <= w * n)
        return 0;
    return 2 * (cell(a, n * w / all) + cell(w - a, (all - n) * w / all) +
                cell(n - a, n * (all - w) / all) +
                cell(all - n - w + a, (all - n) * (all - w) / all));
}

struct counting {
    struct vocabulary *vocabulary;
    struct store *store;
    const struct store_set *set;
    struct deadline *deadline;
    double matches, all;
    uint32_t *documents; /* of the set */
    size_t document_count;
    uint32_t *counts; /* by term of the vocabulary: documents looked at */
    size_t room;
    uint64_t looked;
    struct key_word *best; /* highest score first */
    size_t best_count, most;
};

static void take(void *closure, uint32_t document)
{
    struct counting *c = closure;

    c->documents[c->document_count++] = document;
}

/* Make room for the terms that the vocabulary has now. */
static void grow(struct counting *c)
{
    size_t before = c->room, count = vocabulary_count(c->vocabulary);

    if (count <= before)
        return;
    c->room = 2 * count;
    c->counts = xrealloc(c->counts, c->room * sizeof(*c->counts));
    memset(c->counts + before, 0, (c->room - before) * sizeof(*c->counts));
}

/* Count the documents, every step-th of them, that have each term. */
static enum ir_status count_terms(struct counting *c, size_t step,
                                  struct ir_error *err)
{
    struct vector terms = {NULL, 0, 0};
    enum ir_status status = IR_OK;

    grow(c);
    for (size_t i = 0; status == IR_OK && i < c->document_count &&
                       !deadline_passed(c->deadline);
         i += step) {
        status = vocabulary_read(c->vocabulary, c->store, c->documents[i], 1,
                                 &terms, err);
        grow(c);
        for (size_t j = 0; status == IR_OK && j < terms.count; j++)
            c->counts[terms.items[j].term]++;
        c->looked++;
    }
    vector_free(&terms);
    return status;
}

static bool is_word(struct ir_text stem)
{
    size_t letters = 0;
    bool digits = true;

    for (size_t i = 0; i < stem.size; i++) {
        letters += ((unsigned char)stem.data[i] & 0xc0) != 0x80;
        digits = digits && (ascii_digit(stem.data[i]) || stem.data[i] == '.' ||
                            stem.data[i] == ',');
    }
    return letters >= LETTERS_MIN && !digits;
}

static int compare(const void *a, const void *b)
{
    const struct key_word *l = a, *r = b;

    if (l->score != r->score)
        return l->score < r->score ? 1 : -1;
    return text_compare(l->stem, r->stem);
}

/* Keep a word if it is among the best. */
static void keep(struct counting *c, const struct key_word *word)
{
    size_t at = c->best_count;

    if (word->score < IR_TERM_SCORE_MIN ||
        (at == c->most && (!at || compare(word, &c->best[at - 1]) > 0)))
        return;
    if (at == c->most)
        at--;
    else
        c->best_count++;
    for (; at && compare(word, &c->best[at - 1]) < 0; at--)
        c->best[at] = c->best[at - 1];
    c->best[at] = *word;
}

/* A term, and how many of the documents looked at have it. */
struct count {
    uint32_t term, documents;
};

static int by_documents(const void *a, const void *b)
{
    const struct count *l = a, *r = b;

    if (l->documents != r->documents)
        return l->documents < r->documents ? 1 : -1;
    return (l->term > r->term) - (l->term < r->term);
}

/* The terms that may be key words, most documents first. */
static struct count *sort_terms(const struct counting *c, size_t *count)
{
    const uint32_t least =
        c->looked < ARTICLES_MIN ? (uint32_t)c->looked : ARTICLES_MIN;
    size_t all = vocabulary_count(c->vocabulary);
    struct count *out = xmalloc((all + 1) * sizeof(*out));

    *count = 0;
    for (size_t i = 0; i < all; i++)
        if (c->counts[i] && c->counts[i] >= least)
            out[(*count)++] = (struct count){(uint32_t)i, c->counts[i]};
    qsort(out, *count, sizeof(*out), by_documents);
    return out;
}

/*
 * Choose the best words.  The frequency of a word in all articles is looked up
 * only while one that no other article has could still be among them.
 */
static enum ir_status choose(struct counting *c, struct ir_error *err)
{
    const double scale = c->matches / (double)c->looked;
    size_t count;
    struct count *terms = sort_terms(c, &count);
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < count; i++) {
        double a = terms[i].documents * scale;
        struct key_word word = {
            .stem = vocabulary_stem(c->vocabulary, terms[i].term),
            .articles = terms[i].documents};

        if (c->best_count == c->most &&
            keyness(a, a, c->matches, c->all) < c->best[c->most - 1].score)
            break;
        if (!is_word(word.stem))
            continue;
        status = vocabulary_frequency(c->vocabulary, c->store, terms[i].term,
                                      &word.whole, err);
        a = fmin(a, (double)word.whole);
        word.score = keyness(a, (double)word.whole, c->matches, c->all);
        keep(c, &word);
    }
    free(terms);
    return status;
}

/* Count all matches that have each of the words, and score them again. */
static enum ir_status count_holders(struct counting *c, struct ir_error *err)
{
    struct buf term = BUF_INIT;
    size_t chosen = c->best_count;
    enum ir_status status = IR_OK;

    c->best_count = 0;
    for (size_t i = 0; status == IR_OK && i < chosen; i++) {
        struct key_word word = c->best[i];

        term_word(&term, "Z", word.stem);
        status = store_set_shared(c->set, buf_text(&term), &word.articles, err);
        word.score = keyness((double)word.articles, (double)word.whole,
                             c->matches, c->all);
        keep(c, &word); /* at most what has been read is overwritten */
    }
    buf_free(&term);
    return status;
}

enum ir_status key_words_find(struct vocabulary *v, struct store *s,
                              const struct store_set *set, uint64_t documents,
                              size_t most, struct deadline *deadline,
                              struct key_words *out, struct ir_error *err)
{
    const size_t matches = (size_t)store_set_count(set);
    const size_t step =
        (matches + IR_TERMS_LOOKED_MAX - 1) / IR_TERMS_LOOKED_MAX;
    struct counting c = {.vocabulary = v,
                         .store = s,
                         .set = set,
                         .deadline = deadline,
                         .matches = (double)matches,
                         .all = (double)documents,
                         .most = most};
    enum ir_status status;

    *out = (struct key_words){NULL, 0, 0};
    if (!matches || !most)
        return IR_OK;
    c.documents = xmalloc(matches * sizeof(*c.documents));
    store_set_each(set, take, &c);
    if (step > 1)
        c.most = most * CHOSEN_MORE + CHOSEN_BESIDES;
    c.best = xcalloc(c.most, sizeof(*c.best));
    status = count_terms(&c, step, err);
    if (status == IR_OK && c.looked)
        status = choose(&c, err);
    if (status == IR_OK && c.looked < matches)
        status = count_holders(&c, err);
    *out = (struct key_words){c.best, c.best_count, c.looked};
    if (out->count > most)
        out->count = most;
    free(c.documents);
    free(c.counts);
    return status;
}
