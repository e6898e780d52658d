/* Walks over the terms of an index for what patterns stand for. */
#include "article/terms.h"
#include "search/run/searcher.h"

#include <stdio.h>

#define POSTINGS_A_TERM 64 /* that cost as much as to look at a term */

/* One walk: of all patterns without a prefix, or of one with it. */
struct walk {
    struct search *x;
    struct variants *v;
    size_t from, to; /* patterns */
    bool anywhere;   /* those without a prefix */
    uint64_t work;   /* since the clock was looked at, in terms */
    struct buf name; /* scratch */
};

/* Asked now and then only: a term costs no more than the clock. */
static bool is_late(struct walk *w)
{
    if (w->work++ < DEADLINE_TERMS)
        return false;
    w->work = 0;
    return deadline_passed(&w->x->deadline);
}

/* Of a word that has no room its articles are kept. */
static enum ir_status unite(struct walk *w, struct pattern *p,
                            const struct variant *word, struct ir_error *err)
{
    struct store_union **set = word->stem ? &p->stems : &p->forms;

    if (!*set)
        *set = store_union_new(w->x->s->store);
    term_word(&w->name, word->stem ? "Z" : "", buf_text(&word->word));
    w->work += word->frequency / POSTINGS_A_TERM;
    return store_union_add(*set, buf_text(&w->name), err);
}

static enum ir_status offer(struct walk *w, struct ir_text word, bool stem,
                            uint64_t frequency, struct ir_error *err)
{
    enum ir_status status = IR_OK;

    for (size_t i = w->from; status == IR_OK && i < w->to; i++) {
        struct pattern *p = &w->v->items[i];
        const struct variant *lost;

        if (p->every || (w->anywhere && p->prefix))
            continue;
        lost = pattern_offer(p, word, stem, frequency);
        if (lost)
            status = unite(w, p, lost, err);
    }
    return status;
}

/* Behind the limit words are only counted. */
static void leave(struct walk *w, struct ir_text word, bool stem)
{
    struct stems *stems = w->x->s->stems;

    for (size_t i = w->from; i < w->to; i++) {
        struct pattern *p = &w->v->items[i];
        unsigned distance;

        if (p->every || (w->anywhere && p->prefix) ||
            !pattern_takes(p, word, &distance))
            continue;
        if (p->left == VARIANTS_LEFT_MAX)
            p->uncounted = true;
        else if (!stem ||
                 stems_get(stems, word)->stem == stems_get(stems, word))
            p->left++;
    }
}

/* Counting what is left out costs no more than what was looked at. */
static bool has_ended(const struct walk *w)
{
    return w->v->looked >= 2 * w->x->s->terms_looked_at;
}

/* What a pattern was looked for in is over. */
static void end_of(const struct walk *w, struct pattern *p)
{
    p->uncounted = p->uncounted || has_ended(w) || w->x->deadline.passed;
    p->cut = p->uncounted || p->left;
}

/* All terms that begin so; of a stem, the Z in front is no part of it. */
static enum ir_status look_at(struct walk *w, struct ir_text begin, bool stem,
                              struct ir_error *err)
{
    struct store_terms *terms;
    struct ir_text term;
    uint64_t frequency;
    enum ir_status status =
        store_terms_start(w->x->s->store, begin, &terms, err);

    if (status != IR_OK)
        return status;
    while (status == IR_OK && !has_ended(w) && !is_late(w)) {
        status = store_terms_next(terms, &term, &frequency, err);
        if (status != IR_OK)
            break;
        w->v->looked++;
        /* ZS is a stem of the title: no word begins with a capital. */
        if (stem && term.size > 1 && term.data[1] >= 'A' && term.data[1] <= 'Z')
            continue;
        term.data += stem;
        term.size -= stem;
        if (w->v->looked > w->x->s->terms_looked_at)
            leave(w, term, stem);
        else
            status = offer(w, term, stem, frequency, err);
    }
    store_terms_free(terms);
    return status == IR_END ? IR_OK : status;
}

/* Words begin with a small letter, or with a byte beyond ASCII; what begins
 * otherwise is its own stem. */
static enum ir_status look_at_all(struct walk *w, struct ir_error *err)
{
    enum ir_status status = look_at(w, TEXT("Z"), true, err);

    for (int byte = 'a'; status == IR_OK && byte < 0xf8; byte++) {
        char begin = (char)byte;

        if (byte > 'z' && byte < 0xc2)
            continue;
        status = look_at(w, (struct ir_text){&begin, 1}, false, err);
    }
    return status;
}

static enum ir_status look_at_prefix(struct walk *w, struct ir_error *err)
{
    const struct pattern *p = &w->v->items[w->from];
    struct buf begin = BUF_INIT;
    enum ir_status status = IR_OK;

    buf_addc(&begin, 'Z');
    buf_add(&begin, p->text.data, p->prefix);
    /* A term of another kind begins with a capital, so a word never does. */
    if (p->text.data[0] < 'A' || p->text.data[0] > 'Z')
        status = look_at(w, (struct ir_text){begin.data + 1, begin.size - 1},
                         false, err);
    if (status == IR_OK)
        status = look_at(w, buf_text(&begin), true, err);
    buf_free(&begin);
    return status;
}

static enum ir_status look_for(struct walk *w, struct ir_error *err)
{
    size_t count = w->v->count;
    bool all = false;
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < count && !w->x->deadline.passed;
         i++) {
        struct pattern *p = &w->v->items[i];

        all = all || (!p->prefix && !p->every);
        w->from = i;
        w->to = i + 1;
        if (p->prefix)
            status = look_at_prefix(w, err);
        if (p->prefix)
            end_of(w, p);
    }
    w->from = 0;
    w->to = count;
    w->anywhere = true;
    if (status == IR_OK && all)
        status = look_at_all(w, err);
    for (size_t i = 0; i < count; i++)
        if (w->x->deadline.passed ||
            (!w->v->items[i].prefix && !w->v->items[i].every))
            end_of(w, &w->v->items[i]);
    return status;
}

static void warn_unknown(struct search *x, const struct variants_node *at)
{
    char message[120];

    snprintf(message, sizeof(message), "no word of the index fits %.*s",
             (int)(at->text.size < 60 ? at->text.size : 60), at->text.data);
    query_warn(&x->query, "pattern_unknown", message, at->node->start,
               at->node->end);
}

static void warn_cut(struct search *x, const struct variants_node *at)
{
    const struct pattern *p = &x->variants.items[at->pattern];
    char message[200], left[48];

    variants_say_left(p->left, p->uncounted, left);
    snprintf(message, sizeof(message),
             "%.*s: only %zu terms of the index are looked at for the "
             "patterns of one query; %s left out",
             (int)(at->text.size < 40 ? at->text.size : 40), at->text.data,
             x->s->terms_looked_at, left);
    query_warn(&x->query, "pattern_cut", message, at->node->start,
               at->node->end);
}

/* A compound as one word is one way of two to find it. */
static bool joined_before(const struct variants *v, size_t i)
{
    const struct variants_node *at = &v->nodes[i];

    return at->node->wild && at->node->kind == QUERY_WORD && i &&
           v->nodes[i - 1].node == at->node &&
           memchr(at->text.data, '-', at->text.size);
}

/* Do words fit the compound of this pattern as one word? */
static bool joined_fits(const struct variants *v, size_t i)
{
    size_t last = i;

    while (last + 1 < v->node_count &&
           v->nodes[last + 1].node == v->nodes[i].node)
        last++;
    return last > i && joined_before(v, last) &&
           !pattern_is_empty(&v->items[v->nodes[last].pattern]);
}

static void warn(struct search *x)
{
    const struct variants *v = &x->variants;

    for (size_t i = 0; i < v->node_count && !x->deadline.passed; i++) {
        const struct pattern *p = &v->items[v->nodes[i].pattern];

        if (p->cut)
            warn_cut(x, &v->nodes[i]);
        else if (pattern_is_empty(p) && !joined_before(v, i) &&
                 !joined_fits(v, i))
            warn_unknown(x, &v->nodes[i]);
    }
}

enum ir_status search_variants(struct search *x, struct ir_error *err)
{
    struct walk w = {.x = x, .v = &x->variants, .name = BUF_INIT};
    enum ir_status status;

    search_variants_free(x);
    variants_start(&x->variants, x->query.root);
    status = look_for(&w, err);
    variants_finish(&x->variants, x->s->stems);
    buf_free(&w.name);
    if (status == IR_OK)
        warn(x);
    return status;
}

void search_variants_free(struct search *x)
{
    for (size_t i = 0; i < x->variants.count; i++) {
        store_union_free(x->variants.items[i].forms);
        store_union_free(x->variants.items[i].stems);
    }
    variants_free(&x->variants);
}

/* Do words that a node stands for remain unknown? */
static bool is_cut(const struct search *x, const struct query_node *node)
{
    const struct variants *v = &x->variants;
    const struct concept *topic = node->kind == QUERY_TOPIC
                                      ? topics_find(x->s->topics, node->text)
                                      : NULL;

    for (size_t i = 0; topic && i < topic->count; i++)
        if (topic->members[i].left)
            return true;
    for (size_t i = 0; i < v->node_count; i++)
        if (v->nodes[i].node == node && v->items[v->nodes[i].pattern].cut)
            return true;
    return false;
}

/* Of those: does one ask for words, or refuse them? */
static void find_cut(const struct search *x, const struct query_node *node,
                     bool negated, bool out[2])
{
    bool pair =
        node->kind >= QUERY_NOT_NEAR && node->kind <= QUERY_NOT_PARAGRAPH;

    if (is_cut(x, node))
        out[negated] = true;
    for (const struct query_node *n = node->parts; n; n = n->next)
        find_cut(x, n,
                 negated !=
                     (node->kind == QUERY_NOT || (pair && n != node->parts)),
                 out);
}

void search_bound_total(const struct search *x, struct ir_total *total)
{
    bool cut[2] = {false, false};

    if (x->query.root)
        find_cut(x, x->query.root, false, cut);
    if (cut[false])
        total->relation = IR_GE;
    else if (cut[true])
        total->relation = IR_LE;
}
