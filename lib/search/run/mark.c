/* Finds the words of a query in one article, for people who read it. */
#include "search/run/mark.h"
#include "search/run/results.h"
#include "search/run/validate.h"

#include <stdlib.h>

struct marking {
    struct ir_text id;
    const struct ir_request *request;
    struct deadline deadline;
    struct ir_results *out;
};

/* What counts of a request: the rest is about which articles there are, or about
 * their order and pages. */
static void make_request(const struct ir_request *given, struct ir_request *out)
{
    ir_request_init(out);
    out->query = given->query;
    out->match = given->match;
    out->literal = given->literal;
    out->strict = given->strict;
    out->stats = given->stats;
    out->now = given->now;
    out->as_typed = given->as_typed;
    out->topics = given->topics;
    out->topic_count = given->topic_count;
    out->timeout = given->timeout;
    out->snippet = 0;
    out->limit = 1;
}

/* All of the article: the words that satisfy the query, or, if it does not
 * match, those that a search for some of the words would show. */
static enum ir_status choose(struct search *x, struct choice *c,
                             struct ir_results *r, struct ir_error *err)
{
    struct reading *reading = NULL;
    bool matches = false;
    enum ir_status status =
        verify_match(&x->verifier, c->document, c->bytes, &matches, err);

    if (status != IR_OK)
        return status;
    r->articles = (struct ir_total){matches, IR_EQ};
    c->any = x->verifier.any || !matches;
    x->verifier.any = c->any;
    x->verifier.every = true;
    status = verify_read(&x->verifier, c->document, c->bytes, &reading, err);
    if (status == IR_OK && reading->record.sentences.count)
        c->passage.last = (uint32_t)reading->record.sentences.count - 1;
    return status;
}

enum ir_status mark_article(struct search *x, struct ir_text id,
                            struct ir_results **out, struct ir_error *err)
{
    struct choice whole = {.id = id};
    struct ir_results *r;
    char *data = NULL;
    enum ir_status status =
        searcher_find(x->s, id, &whole.document, &data, &whole.bytes.size, err);

    if (status != IR_OK)
        return status;
    whole.bytes.data = data;
    r = results_new(x);
    status = choose(x, &whole, r, err);
    if (status == IR_OK)
        status = results_fill(r, x, &x->verifier, &whole, 1, err);
    free(data);
    r->timed_out = x->deadline.passed;
    if (status == IR_OK && deadline_cancelled(&x->deadline))
        status = ir_fail(err, IR_CANCELLED, "the search was cancelled");
    if (status == IR_OK)
        *out = r;
    else
        ir_results_free(r);
    return status;
}

static enum ir_status mark_once(struct ir_searcher *s, void *arg,
                                struct ir_error *err)
{
    struct marking *m = arg;
    struct search x;
    enum ir_status status;

    ir_results_free(m->out); /* of another revision */
    m->out = NULL;
    status = search_begin(&x, s, m->request, m->deadline, err);
    if (status == IR_OK)
        status = mark_article(&x, m->id, &m->out, err);
    search_end(&x);
    return status;
}

enum ir_status ir_mark(struct ir_searcher *s, struct ir_text id,
                       const struct ir_request *request,
                       struct ir_results **out, struct ir_error *err)
{
    struct ir_request full, own;
    struct marking m = {.id = id, .request = &own};
    double start = clock_seconds();
    enum ir_status status = request_complete(request, &full, err);

    if (status != IR_OK)
        return status;
    make_request(&full, &own);
    m.deadline = deadline_in(own.timeout, &s->cancels);
    status = searcher_retry(s, mark_once, &m, own.timeout, err);
    if (status != IR_OK) {
        ir_results_free(m.out);
        return status;
    }
    m.out->took_ms = (clock_seconds() - start) * 1e3;
    *out = m.out;
    return IR_OK;
}
