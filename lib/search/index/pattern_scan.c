/* Scans of the index's terms for words that fit the patterns of a query. */
#include "search/index/pattern_scan.h"
#include "article/terms.h"

#include <stdio.h>

#define POSTINGS_A_TERM 64 /* postings that cost as much as one term */

/* A scan for all patterns without a prefix, or for one that has one. */
struct walk {
    struct store *store;
    struct stems *stems;
    struct deadline *deadline;
    size_t most; /* limit of terms examined */
    struct variants *v;
    size_t from, to; /* patterns */
    bool anywhere;   /* of those without a prefix */
    uint64_t work;   /* since the clock was last read, in terms */
    struct buf name; /* scratch */
};

/* Read the clock only now and then: it costs as much as examining a term. */
static bool is_late(struct walk *w)
{
    if (w->work++ < DEADLINE_TERMS)
        return false;
    w->work = 0;
    return deadline_passed(w->deadline);
}

/* For words over the limit only the set of their articles is kept. */
static enum ir_status unite(struct walk *w, struct pattern *p,
                            const struct variant *word, struct ir_error *err)
{
    struct store_set **set = word->stem ? &p->stems : &p->forms;

    if (!*set)
        *set = store_set_new(w->store);
    term_word(&w->name, word->stem ? "Z" : "", buf_text(&word->word));
    w->work += word->frequency / POSTINGS_A_TERM;
    return store_set_add_term(*set, buf_text(&w->name), err);
}

/* Offer the word, which is the term at hand, to the patterns that it fits. */
static enum ir_status offer(struct walk *w, struct ir_text word, bool stem,
                            struct store_terms *terms, struct ir_error *err)
{
    enum ir_status status = IR_OK;
    uint64_t frequency;
    unsigned distance;

    for (size_t i = w->from; status == IR_OK && i < w->to; i++) {
        struct pattern *p = &w->v->items[i];
        const struct variant *lost;

        if (p->every || (w->anywhere && p->prefix) ||
            !pattern_takes(p, word, &distance))
            continue;
        status = store_terms_frequency(terms, &frequency, err);
        if (status != IR_OK)
            break;
        lost = pattern_offer(p, word, stem, frequency);
        if (lost)
            status = unite(w, p, lost, err);
    }
    return status;
}

/* Beyond the limit words are only counted. */
static void leave(struct walk *w, struct ir_text word, bool stem)
{
    for (size_t i = w->from; i < w->to; i++) {
        struct pattern *p = &w->v->items[i];
        unsigned distance;

        if (p->every || (w->anywhere && p->prefix) ||
            !pattern_takes(p, word, &distance))
            continue;
        if (p->left == VARIANTS_LEFT_MAX)
            p->uncounted = true;
        else if (!stem ||
                 stems_get(w->stems, word)->stem == stems_get(w->stems, word))
            p->left++;
    }
}

/* Count the words left out, but at no more cost than that of the scan. */
static bool has_ended(const struct walk *w)
{
    return w->v->looked >= 2 * w->most;
}

/* The scan has ended: finish its patterns. */
static void end_of(const struct walk *w, struct pattern *p)
{
    p->uncounted = p->uncounted || has_ended(w) || w->deadline->passed;
    p->cut = p->uncounted || p->left;
}

/* Scan the terms with this prefix; the Z of a stem is not part of the word. */
static enum ir_status look_at(struct walk *w, struct ir_text begin, bool stem,
                              struct ir_error *err)
{
    struct store_terms *terms;
    struct ir_text term;
    enum ir_status status = store_terms_start(w->store, begin, &terms, err);

    if (status != IR_OK)
        return status;
    while (status == IR_OK && !has_ended(w) && !is_late(w)) {
        status = store_terms_next(terms, &term, NULL, err);
        if (status != IR_OK)
            break;
        w->v->looked++;
        /* ZS is a stem of the title: no word begins with a capital. */
        if (stem && term.size > 1 && term.data[1] >= 'A' && term.data[1] <= 'Z')
            continue;
        term.data += stem;
        term.size -= stem;
        if (w->v->looked > w->most)
            leave(w, term, stem);
        else
            status = offer(w, term, stem, terms, err);
    }
    store_terms_free(terms);
    return status == IR_END ? IR_OK : status;
}

/* Words with terms of their own begin with a lower-case letter or a non-ASCII
 * byte; all others are their own stems. */
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
    /* Prefixes of terms are capitals, so no word begins with one. */
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

    for (size_t i = 0; status == IR_OK && i < count && !w->deadline->passed;
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
        if (w->deadline->passed ||
            (!w->v->items[i].prefix && !w->v->items[i].every))
            end_of(w, &w->v->items[i]);
    return status;
}

static void warn_unknown(struct query *q, const struct variants_node *at)
{
    char message[120];

    snprintf(message, sizeof(message), "no word of the index matches %.*s",
             (int)(at->text.size < 60 ? at->text.size : 60), at->text.data);
    query_warn(q, "pattern_unknown", message, at->node->start, at->node->end);
}

static void warn_cut(struct query *q, const struct variants_node *at,
                     const struct pattern *p, size_t most)
{
    char message[200], left[48];

    variants_say_left(p->left, p->uncounted, left);
    snprintf(message, sizeof(message),
             "%.*s: only %zu terms of the index are examined for the "
             "patterns of one query; %s left out",
             (int)(at->text.size < 40 ? at->text.size : 40), at->text.data,
             most, left);
    query_warn(q, "pattern_cut", message, at->node->start, at->node->end);
}

/* The joined form is one of the two ways to match a compound. */
static bool joined_before(const struct variants *v, size_t i)
{
    const struct variants_node *at = &v->nodes[i];

    return at->node->wild && at->node->kind == QUERY_WORD && i &&
           v->nodes[i - 1].node == at->node && text_find(at->text, '-');
}

/* Does any word fit the joined form of this pattern? */
static bool joined_fits(const struct variants *v, size_t i)
{
    size_t last = i;

    while (last + 1 < v->node_count &&
           v->nodes[last + 1].node == v->nodes[i].node)
        last++;
    return last > i && joined_before(v, last) &&
           !pattern_is_empty(&v->items[v->nodes[last].pattern]);
}

static void warn(const struct walk *w, struct query *q)
{
    const struct variants *v = w->v;

    for (size_t i = 0; i < v->node_count && !w->deadline->passed; i++) {
        const struct pattern *p = &v->items[v->nodes[i].pattern];

        if (p->cut)
            warn_cut(q, &v->nodes[i], p, w->most);
        else if (pattern_is_empty(p) && !joined_before(v, i) &&
                 !joined_fits(v, i))
            warn_unknown(q, &v->nodes[i]);
    }
}

enum ir_status patterns_find(struct query *q, struct store *store,
                             struct stems *stems, size_t most,
                             struct deadline *deadline, struct variants *out,
                             struct ir_error *err)
{
    struct walk w = {.store = store,
                     .stems = stems,
                     .deadline = deadline,
                     .most = most,
                     .v = out,
                     .name = BUF_INIT};
    enum ir_status status;

    patterns_free(out);
    variants_start(out, q->root);
    status = look_for(&w, err);
    variants_finish(out, stems);
    buf_free(&w.name);
    if (status == IR_OK)
        warn(&w, q);
    return status;
}

void patterns_free(struct variants *v)
{
    for (size_t i = 0; i < v->count; i++) {
        store_set_free(v->items[i].forms);
        store_set_free(v->items[i].stems);
    }
    variants_free(v);
}
