/* Tells which words a set of articles has more often than others. */
#include "search/run/keyness.h"
#include "search/run/matches.h"
#include "search/run/results.h"
#include "search/run/surface.h"
#include "search/run/validate.h"

#include <stdlib.h>

#define SPARE 20 /* words in case some are only other ways to write others */

/* An answer, and what owns its texts. */
struct owned_terms {
    struct ir_terms terms; /* first, so that pointers convert */
    struct ir_results *results;
    struct arena arena;
};

struct asking {
    const struct ir_request *request;
    struct deadline deadline;
    struct owned_terms *out;
};

void ir_terms_free(struct ir_terms *terms)
{
    struct owned_terms *own = (struct owned_terms *)(void *)terms;

    if (!own)
        return;
    ir_results_free(own->results);
    arena_free(&own->arena);
    free(own);
}

static bool is_shown(const struct owned_terms *own, struct ir_text word)
{
    for (size_t i = 0; i < own->terms.count; i++)
        if (text_equal(own->terms.items[i]->word, word))
            return true;
    return false;
}

/* The words themselves, each once, at most limit. */
static void fill(struct owned_terms *own, const struct key_words *found,
                 const struct surface *surfaces, size_t limit)
{
    struct ir_term *all =
        arena_alloc(&own->arena, found->count * sizeof(*all) + 1);
    const struct ir_term **each =
        arena_alloc(&own->arena, found->count * sizeof(*each) + 1);

    own->terms.items = each;
    own->terms.looked = found->looked;
    for (size_t i = 0; i < found->count && own->terms.count < limit; i++) {
        const struct key_word *from = &found->items[i];
        struct ir_term *to = &all[own->terms.count];

        if (!surfaces[i].word.size || is_shown(own, surfaces[i].word))
            continue;
        *to = (struct ir_term){surfaces[i].word, from->articles, from->whole,
                               from->score};
        each[own->terms.count++] = to;
    }
}

/* Find the words of a set of matches. */
static enum ir_status find_words(struct search *x, struct owned_terms *own,
                                 const struct store_set *set,
                                 struct ir_error *err)
{
    struct ir_searcher *s = x->s;
    const size_t limit = x->request->limit;
    struct key_words found;
    struct surface *surfaces;
    enum ir_status status;

    vocabulary_start(s->vocabulary, &x->view.info);
    status =
        key_words_find(s->vocabulary, s->store, set, x->view.info.articles,
                       limit ? limit + SPARE : 0, &x->deadline, &found, err);
    surfaces = xcalloc(found.count + 1, sizeof(*surfaces));
    for (size_t i = 0; i < found.count; i++)
        surfaces[i].stem = found.items[i].stem;
    if (status == IR_OK && found.count)
        status = surfaces_find(s, set, surfaces, found.count, &own->arena, err);
    if (status == IR_OK)
        fill(own, &found, surfaces, limit);
    free(surfaces);
    free(found.items);
    return status;
}

static enum ir_status terms_once(struct ir_searcher *s, void *arg,
                                 struct ir_error *err)
{
    struct asking *a = arg;
    struct store_set *set = NULL;
    struct search x;
    enum ir_status status = search_begin(&x, s, a->request, a->deadline, err);

    ir_terms_free((struct ir_terms *)a->out); /* of another revision */
    a->out = xcalloc(1, sizeof(*a->out));
    if (status == IR_OK) {
        set = store_set_new(s->store);
        a->out->results = results_new(&x);
        status = search_matches(&x, set, &a->out->results->articles, err);
    }
    if (status == IR_OK)
        status = find_words(&x, a->out, set, err);
    if (status == IR_OK && deadline_cancelled(&x.deadline))
        status = ir_fail(err, IR_CANCELLED, "the search was cancelled");
    a->out->terms.results = a->out->results;
    a->out->terms.timed_out = x.deadline.passed;
    store_set_free(set);
    search_end(&x);
    return status;
}

enum ir_status ir_terms_of(struct ir_searcher *s,
                           const struct ir_request *request,
                           struct ir_terms **out, struct ir_error *err)
{
    struct ir_request full;
    struct asking a = {.request = &full};
    double start = clock_seconds();
    enum ir_status status = request_complete(request, &full, err);

    if (status != IR_OK)
        return status;
    full.baseline = (struct ir_text){NULL, 0};
    full.facet_count = 0;
    full.timeline = IR_INTERVAL_NONE;
    a.deadline = deadline_in(full.timeout, &s->cancels);
    status = searcher_retry(s, terms_once, &a, full.timeout, err);
    if (status != IR_OK) {
        ir_terms_free((struct ir_terms *)a.out);
        return status;
    }
    a.out->results->took_ms = (clock_seconds() - start) * 1e3;
    a.out->results->timed_out = a.out->terms.timed_out;
    *out = &a.out->terms;
    return IR_OK;
}
