/* What a query needs from the index before it can be planned: the words of
 * its topics, and another spelling. */
#include "search/run/searcher.h"

#include <stdio.h>

/* ---- topics ---- */

static void warn_unknown(struct search *x, const struct query_node *node)
{
    char message[120];

    if (node->end > node->start) {
        query_fault(&x->query, "unknown_topic",
                    "there is no such topic; taken as a word", node->start,
                    node->end);
        return;
    }
    /* One that --topic asks for stands nowhere in the query. */
    snprintf(message, sizeof(message), "no topic \"%.*s\"; taken as a word",
             (int)(node->text.size < 60 ? node->text.size : 60),
             node->text.data);
    query_warn(&x->query, "unknown_topic", message, node->start, node->end);
}

static void warn_cut(struct search *x, const struct concept *topic,
                     const struct query_node *node)
{
    char message[160], left[48];

    for (size_t i = 0; i < topic->count; i++) {
        const struct topic_member *m = &topic->members[i];

        if (!m->left)
            continue;
        variants_say_left(m->left, m->left == VARIANTS_LEFT_MAX, left);
        snprintf(message, sizeof(message),
                 "%.*s* stands for %d words of the topic at most; %s left out",
                 (int)(m->text.size < 40 ? m->text.size : 40), m->text.data,
                 LEXICON_PREFIX_MAX, left);
        query_warn(&x->query, "pattern_cut", message, node->start, node->end);
    }
}

static enum ir_status use_topics(struct search *x, struct query_node *node,
                                 struct ir_error *err)
{
    struct ir_searcher *s = x->s;
    enum ir_status status = IR_OK;
    struct concept *topic;

    for (struct query_node *n = node->parts; n && status == IR_OK; n = n->next)
        status = use_topics(x, n, err);
    if (status != IR_OK || node->kind != QUERY_TOPIC)
        return status;
    topic = topics_find(s->topics, node->text);
    if (!topic) {
        warn_unknown(x, node);
        node->kind = QUERY_WORD;
        return IR_OK;
    }
    if (!topic->expanded)
        status = lexicon_expand(s->store, s->stems, s->topics, topic, err);
    if (status == IR_OK)
        warn_cut(x, topic, node);
    return status;
}

enum ir_status search_topics(struct search *x, struct ir_error *err)
{
    struct ir_searcher *s = x->s;

    if (s->topics_revision != x->index.revision)
        topics_forget(s->topics);
    s->topics_revision = x->index.revision;
    return x->query.root ? use_topics(x, x->query.root, err) : IR_OK;
}

/* ---- warnings ---- */

/* What would be done about it is not done. */
static void cut_repair(struct ir_warning *w)
{
    for (char *at = w->message + strlen(w->message); at-- > w->message;)
        if (at[0] == ';' && at[1] == ' ') {
            *at = '\0';
            return;
        }
}

enum ir_status search_empty(const struct search *x, struct ir_error *err)
{
    for (size_t i = 0; i < x->query.warning_count; i++) {
        const struct ir_warning *w = &x->query.warnings[i];

        if (strcmp(w->code, "bad_date"))
            continue;
        x->s->has_refused = true;
        x->s->refused = *w;
        cut_repair(&x->s->refused);
        return ir_fail(err, IR_INVALID, "%s; nothing is left to search for",
                       x->s->refused.message);
    }
    return ir_fail(err, IR_INVALID, "the query holds no word");
}

enum ir_status search_strict(const struct search *x, struct ir_error *err)
{
    const struct ir_warning *first = x->query.warnings;

    x->s->has_refused = x->request->strict && x->query.warning_count;
    if (!x->s->has_refused)
        return IR_OK;
    x->s->refused = *first;
    cut_repair(&x->s->refused);
    return ir_fail(err, IR_INVALID, "%s (%s)", x->s->refused.message,
                   first->code);
}

const struct ir_warning *ir_refused(const struct ir_searcher *s)
{
    return s->has_refused ? &s->refused : NULL;
}

/* ---- spelling ---- */

static bool known(const void *arg, struct ir_text form)
{
    const struct plan *p = arg;

    for (size_t i = 0; i < p->form_count; i++)
        if (text_equal(p->forms[i].text, form))
            return p->terms[p->forms[i].term].frequency > 0;
    return true;
}

static bool all_known(const struct plan *p)
{
    for (size_t i = 0; i < p->form_count; i++)
        if (p->forms[i].typed && !p->terms[p->forms[i].term].frequency)
            return false;
    return true;
}

static enum ir_status answered(struct search *x, bool *out,
                               struct ir_error *err)
{
    const struct store_search how = {.limit = 1, .unranked = true};
    struct store_query *all = search_ask(x, x->request->match == IR_MATCH_ANY);
    struct store_hits *hits;
    enum ir_status status = store_search(x->s->store, all, &how, &hits, err);

    store_query_free(all);
    if (status != IR_OK)
        return status;
    *out = store_hits_count(hits) > 0;
    store_hits_free(hits);
    return IR_OK;
}

enum ir_status search_respell(struct search *x, bool *found,
                              struct ir_error *err)
{
    struct ir_searcher *s = x->s;
    bool yes = true;
    enum ir_status status = IR_OK;

    *found = false;
    if (all_known(x->plan) || !x->index.articles)
        return IR_OK;
    status = answered(x, &yes, err);
    if (status != IR_OK || yes)
        return status;
    x->spelling.deadline = &x->deadline;
    status = spelling_find(&x->spelling, &x->query, s->stop, known, x->plan,
                           s->store, s->stems, err);
    if (status != IR_OK || x->deadline.passed)
        return status;
    if (x->spelling.cut)
        query_warn(&x->query, "spelling_cut",
                   "the index has too many words to look at all of them", 0,
                   x->query.text.size);
    *found = spelling_write(&x->spelling, &x->query, &x->suggestion) &&
             x->suggestion.size <= IR_QUERY_MAX;
    if (!*found)
        buf_clear(&x->suggestion);
    return IR_OK;
}

void search_mark_respelled(struct search *x)
{
    for (size_t i = 0; i < x->spelling.count; i++) {
        const struct respelled *r = &x->spelling.items[i];
        struct plan *p = x->plan;

        if (r->word.chosen == r->word.count)
            continue;
        for (size_t j = 0; j < p->form_count; j++) {
            struct plan_term *t = &p->terms[p->forms[j].term];

            if (!text_equal(p->forms[j].text,
                            buf_text(&r->word.best[r->word.chosen].word)))
                continue;
            t->fuzzy = true;
            t->shown = (struct ir_text){x->typed.text.data + r->start,
                                        r->end - r->start};
        }
    }
}
