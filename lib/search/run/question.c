/* Parses and plans a query: topics, patterns, dates, and warnings. */
#include "search/run/question.h"
#include "search/index/lexicon.h"
#include "search/index/pattern_scan.h"
#include "search/run/copies.h"

#include <stdio.h>

/* ---- topics ---- */

static void warn_unknown(struct query *q, const struct query_node *node)
{
    char message[120];

    if (node->end > node->start) {
        query_fault(q, "unknown_topic", "no such topic; treated as a word",
                    node->start, node->end);
        return;
    }
    /* A topic from the request has no position in the query. */
    snprintf(message, sizeof(message), "no topic \"%.*s\"; treated as a word",
             (int)(node->text.size < 60 ? node->text.size : 60),
             node->text.data);
    query_warn(q, "unknown_topic", message, node->start, node->end);
}

static void warn_cut(struct query *q, const struct topic *topic,
                     const struct query_node *node)
{
    char message[160], left[48];

    for (size_t i = 0; i < topic->count; i++) {
        const struct topic_term *m = &topic->terms[i];

        if (!m->left)
            continue;
        variants_say_left(m->left, m->left == VARIANTS_LEFT_MAX, left);
        snprintf(message, sizeof(message),
                 "%.*s* expands to at most %d words of the topic; %s left out",
                 (int)(m->text.size < 40 ? m->text.size : 40), m->text.data,
                 LEXICON_PREFIX_MAX, left);
        query_warn(q, "pattern_cut", message, node->start, node->end);
    }
}

static enum ir_status use_topics(struct query *q, struct ir_searcher *s,
                                 struct query_node *node, struct ir_error *err)
{
    enum ir_status status = IR_OK;
    struct topic *topic;

    for (struct query_node *n = node->parts; n && status == IR_OK; n = n->next)
        status = use_topics(q, s, n, err);
    if (status != IR_OK || node->kind != QUERY_TOPIC)
        return status;
    topic = topics_find(s->topics, node->text);
    if (!topic) {
        warn_unknown(q, node);
        node->kind = QUERY_WORD;
        return IR_OK;
    }
    if (!topic->expanded)
        status = lexicon_expand(s->store, s->stems, s->topics, topic, err);
    if (status == IR_OK)
        warn_cut(q, topic, node);
    return status;
}

/* Expand the prefixes of the query's topics, once for each revision. */
static enum ir_status find_topics(struct query *q, struct ir_searcher *s,
                                  uint64_t revision, struct ir_error *err)
{
    if (s->topics_revision != revision)
        topics_forget(s->topics);
    s->topics_revision = revision;
    return q->root ? use_topics(q, s, q->root, err) : IR_OK;
}

/* ---- warnings ---- */

/* A strict request is refused: the message must not say what would be done
 * instead. */
static void cut_repair(struct ir_warning *w)
{
    for (char *at = w->message + strlen(w->message); at-- > w->message;)
        if (at[0] == ';' && at[1] == ' ') {
            *at = '\0';
            return;
        }
}

/* Nothing is left to search for; if a warning says why, quote it. */
static enum ir_status refuse_empty(const struct query *q, struct ir_searcher *s,
                                   struct ir_error *err)
{
    for (size_t i = 0; i < q->warning_count; i++) {
        const struct ir_warning *w = &q->warnings[i];

        if (strcmp(w->code, "bad_date"))
            continue;
        s->has_refused = true;
        s->refused = *w;
        cut_repair(&s->refused);
        return ir_fail(err, IR_INVALID, "%s; nothing is left to search for",
                       s->refused.message);
    }
    return ir_fail(err, IR_INVALID, "the query contains no word");
}

/* With strict the first warning refuses the search. */
static enum ir_status refuse_warnings(const struct query *q,
                                      struct ir_searcher *s, bool strict,
                                      struct ir_error *err)
{
    const struct ir_warning *first = q->warnings;

    s->has_refused = strict && q->warning_count;
    if (!s->has_refused)
        return IR_OK;
    s->refused = *first;
    cut_repair(&s->refused);
    return ir_fail(err, IR_INVALID, "%s (%s)", s->refused.message, first->code);
}

const struct ir_warning *ir_refused(const struct ir_searcher *s)
{
    return s->has_refused ? &s->refused : NULL;
}

/* ---- dates ---- */

/* The first date filter in the tree, or NULL. */
static const struct query_node *find_date(const struct query_node *node)
{
    const struct query_node *found = node->kind == QUERY_DATE ? node : NULL;

    for (const struct query_node *p = node->parts; p && !found; p = p->next)
        found = find_date(p);
    return found;
}

static enum ir_status has_dates(struct store *s, bool *out,
                                struct ir_error *err)
{
    struct store_terms *years;
    struct ir_text term;
    uint64_t frequency;
    enum ir_status status = store_terms_start(s, TEXT("Y"), &years, err);

    if (status != IR_OK)
        return status;
    status = store_terms_next(years, &term, &frequency, err);
    store_terms_free(years);
    *out = status == IR_OK;
    return status == IR_END ? IR_OK : status;
}

enum ir_status question_dates(struct question *q, const struct ir_request *r,
                              const struct view *view, struct store *store,
                              struct ir_error *err)
{
    const struct query_node *node =
        q->query.root ? find_date(q->query.root) : NULL;
    const char *so = node              ? "; date: finds nothing"
                     : r->since.size   ? "; since finds nothing"
                     : r->until.size   ? "; until finds nothing"
                     : r->sort         ? " to sort by"
                     : r->recency != 0 ? "; recency changes nothing"
                                       : NULL;
    enum ir_status status;
    char message[120];
    bool dates;

    if (!so || !view->info.articles)
        return IR_OK;
    status = has_dates(store, &dates, err);
    if (status != IR_OK || dates)
        return status;
    snprintf(message, sizeof(message), "no article of the index has a date%s",
             so);
    query_warn(&q->query, "undated", message, node ? node->start : 0,
               node ? node->end : 0);
    return IR_OK;
}

/* ---- reading ---- */

void question_init(struct question *q)
{
    memset(q, 0, sizeof(*q));
    q->query.text = q->typed.text = (struct buf)BUF_INIT;
    q->suggestion = q->like = (struct buf)BUF_INIT;
}

void question_free(struct question *q)
{
    plan_free(q->plan);
    decided_free(&q->decided);
    query_free(&q->query);
    query_free(&q->typed);
    buf_free(&q->suggestion);
    buf_free(&q->like);
    patterns_free(&q->variants);
}

static enum ir_status decide(struct question *q, struct ir_searcher *s,
                             struct deadline *deadline, struct ir_error *err)
{
    const struct decided_index in = {s->store, s->stems,
                                     index_options_english(&s->options),
                                     s->options.format >= INDEX_FORMAT_FIELDS};

    return decided_find(&q->decided, q->plan, &in, deadline, err);
}

/* Expand the patterns, then plan. */
static enum ir_status plan(struct question *q, const struct view *view,
                           struct ir_searcher *s, struct deadline *deadline,
                           struct ir_error *err)
{
    const struct plan_words words = {s->stop,   s->synonyms,  s->relatives,
                                     s->topics, &q->variants, view->now};
    enum ir_status status = find_topics(&q->query, s, view->info.revision, err);

    if (status == IR_OK)
        status = patterns_find(&q->query, s->store, s->stems,
                               s->terms_looked_at, deadline, &q->variants, err);
    if (status == IR_OK)
        q->plan = plan_new(&q->query, s->stems, &words);
    if (status == IR_OK)
        q->plan->asked = answer_asked(buf_text(&q->query.text));
    if (status == IR_OK)
        status = copies_decide(q->plan, &q->decided, &q->query, s, err);
    return status == IR_OK ? decide(q, s, deadline, err) : status;
}

enum ir_status question_read(struct question *q, struct ir_text text,
                             const struct ir_request *r,
                             const struct view *view, struct ir_searcher *s,
                             struct deadline *deadline, struct ir_error *err)
{
    enum ir_status status = query_parse(text, r->literal, &q->query, err);

    if (status != IR_OK)
        return status;
    query_require(&q->query, r->topics, r->topic_count);
    status = plan(q, view, s, deadline, err);
    if (status == IR_OK)
        status = question_dates(q, r, view, s->store, err);
    if (status == IR_OK)
        status = refuse_warnings(&q->query, s, r->strict, err);
    if (status == IR_OK && q->plan->empty)
        status = refuse_empty(&q->query, s, err);
    if (status == IR_OK && q->plan->nearest > NEAR_PARTS_MAX)
        status = ir_fail(err, IR_LIMIT, "%zu words near each other: at most %d",
                         q->plan->nearest, NEAR_PARTS_MAX);
    return status;
}

/* ---- totals ---- */

/* Were some of the words that a node expands to left out? */
static bool is_cut(const struct variants *v, struct topics *topics,
                   const struct query_node *node)
{
    const struct topic *topic =
        node->kind == QUERY_TOPIC ? topics_find(topics, node->text) : NULL;

    for (size_t i = 0; topic && i < topic->count; i++)
        if (topic->terms[i].left)
            return true;
    for (size_t i = 0; i < v->node_count; i++)
        if (v->nodes[i].node == node && v->items[v->nodes[i].pattern].cut)
            return true;
    return false;
}

/* Set cut[negated] for each kind of such node in the tree. */
static void find_cut(const struct variants *v, struct topics *topics,
                     const struct query_node *node, bool negated, bool out[2])
{
    bool pair =
        node->kind >= QUERY_NOT_NEAR && node->kind <= QUERY_NOT_PARAGRAPH;

    if (is_cut(v, topics, node))
        out[negated] = true;
    for (const struct query_node *n = node->parts; n; n = n->next)
        find_cut(v, topics, n,
                 negated !=
                     (node->kind == QUERY_NOT || (pair && n != node->parts)),
                 out);
}

void question_bound_total(const struct question *q, struct topics *topics,
                          struct ir_total *total)
{
    bool cut[2] = {false, false};

    if (q->query.root)
        find_cut(&q->variants, topics, q->query.root, false, cut);
    if (cut[false])
        total->relation = IR_GE;
    else if (cut[true])
        total->relation = IR_LE;
}
