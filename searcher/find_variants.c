/* Walks over the terms of an index for what patterns stand for. */
#include "searcher/searcher.h"

#include <stdio.h>

/* One walk: of all patterns without a prefix, or of one with it. */
struct walk {
    struct store *store;
    struct variants *v;
    struct deadline *deadline;
    size_t pattern; /* SIZE_MAX: all without a prefix */
};

/* Asked now and then only: a term costs no more than the clock. */
static bool is_late(const struct walk *w)
{
    return w->v->looked % DEADLINE_TERMS == 0 && deadline_passed(w->deadline);
}

/* All terms that begin so; skip bytes of each are no part of the word. */
static enum ir_status look_at(const struct walk *w, struct ir_text begin,
                              size_t skip, struct ir_error *err)
{
    struct store_terms *terms;
    struct ir_text term;
    uint64_t frequency;
    enum ir_status status = store_terms_start(w->store, begin, &terms, err);

    if (status != IR_OK)
        return status;
    while (!w->v->stopped && !is_late(w) &&
           (status = store_terms_next(terms, &term, &frequency, err)) ==
               IR_OK) {
        w->v->stopped = w->v->looked++ >= VARIANTS_LOOKED_MAX;
        /* ZS is a stem of the title: no word begins with a capital. */
        if (skip && term.size > skip && term.data[skip] >= 'A' &&
            term.data[skip] <= 'Z')
            continue;
        term.data += skip;
        term.size -= skip;
        if (w->pattern == SIZE_MAX)
            variants_offer(w->v, term, frequency);
        else
            variants_offer_one(w->v, w->pattern, term, frequency);
    }
    store_terms_free(terms);
    return status == IR_END ? IR_OK : status;
}

/* Words begin with a small letter, or with a byte beyond ASCII; what begins
 * otherwise is its own stem. */
static enum ir_status look_at_all(const struct walk *w, struct ir_error *err)
{
    enum ir_status status = look_at(w, TEXT("Z"), 1, err);

    for (int byte = 'a'; status == IR_OK && byte < 0xf8; byte++) {
        char begin = (char)byte;

        if (byte > 'z' && byte < 0xc2)
            continue;
        status = look_at(w, (struct ir_text){&begin, 1}, 0, err);
    }
    return status;
}

static enum ir_status look_at_prefix(const struct walk *w, struct ir_error *err)
{
    const struct pattern *p = &w->v->items[w->pattern];
    struct buf begin = BUF_INIT;
    enum ir_status status = IR_OK;

    buf_addc(&begin, 'Z');
    buf_add(&begin, p->text.data, p->prefix);
    /* A term of another kind begins with a capital, so a word never does. */
    if (p->text.data[0] < 'A' || p->text.data[0] > 'Z')
        status = look_at(w, (struct ir_text){begin.data + 1, begin.size - 1}, 0,
                         err);
    if (status == IR_OK)
        status = look_at(w, buf_text(&begin), 1, err);
    buf_free(&begin);
    return status;
}

static void warn(struct search *x, const struct pattern *p)
{
    const struct query_node *node = p->node;
    char message[120];

    if (!p->cut && !p->count)
        snprintf(message, sizeof(message), "no word of the index fits %.*s",
                 (int)(node->text.size < 60 ? node->text.size : 60),
                 node->text.data);
    else
        snprintf(message, sizeof(message),
                 "%.*s stands for over %zu words; only the %s are looked for",
                 (int)(node->text.size < 40 ? node->text.size : 40),
                 node->text.data, p->room,
                 node->kind == QUERY_FUZZY ? "nearest" : "most frequent");
    query_warn(&x->query, p->cut ? "pattern_cut" : "pattern_unknown", message,
               node->start, node->end);
}

enum ir_status search_variants(struct search *x, struct ir_error *err)
{
    struct walk w = {x->s->store, &x->variants, &x->deadline, SIZE_MAX};
    bool all = false;
    enum ir_status status = IR_OK;

    variants_free(&x->variants);
    variants_start(&x->variants, x->query.root);
    for (size_t i = 0;
         status == IR_OK && i < w.v->count && !deadline_passed(&x->deadline);
         i++) {
        w.pattern = i;
        if (w.v->items[i].prefix)
            status = look_at_prefix(&w, err);
        else
            all = true;
    }
    w.pattern = SIZE_MAX;
    if (status == IR_OK && all)
        status = look_at_all(&w, err);
    variants_finish(w.v);
    if (w.v->stopped)
        query_warn(&x->query, "pattern_cut",
                   "the index has too many words to look at all of them", 0,
                   x->query.text.size);
    for (size_t i = 0; i < w.v->count && !x->deadline.passed; i++)
        if (w.v->items[i].cut || !w.v->items[i].count)
            warn(x, &w.v->items[i]);
    return status;
}
