/* Answer queries: search or list, print, and warn. */
#include "searcher/output/caret.h"
#include "searcher/session/session.h"
#include "text/visible.h"

#define FLUSH_AT ((size_t)1 << 16) /* bytes to collect before writing */

/* Begin a message, which in a batch names the query. */
static void add_start(const struct session *s, const char *kind,
                      struct buf *out)
{
    buf_addf(out, "irsearch: %s", kind);
    if (!s->page.qid.size)
        return;
    buf_adds(out, "query ");
    visible_add(out, s->page.qid);
    buf_adds(out, ": ");
}

/* Add the column, unless the warning is about the start of the query or about
 * a text other than the query. */
static void add_column(const struct session *s, const struct ir_warning *w,
                       struct buf *out)
{
    size_t column = caret_column(buf_text(&s->query), w->start);

    if (w->start && w->start < w->end && w->end <= s->query.size)
        buf_addf(out, " (column %zu)", column + 1);
}

/* Does it say that articles are missing which cannot be read? */
static bool is_of_unread(const struct ir_warning *warning)
{
    return !strcmp(warning->code, "unread");
}

/* An answer without all that may belong to it has failed. */
static void warn(struct session *s, const struct ir_warning *warning)
{
    struct buf out = BUF_INIT;

    s->failed = s->failed || is_of_unread(warning);
    add_start(s, "warning: ", &out);
    visible_add(&out, text_of(warning->message));
    add_column(s, warning, &out);
    buf_addc(&out, '\n');
    s->sink->notice(s->sink, buf_text(&out));
    buf_free(&out);
}

static void suggest(const struct session *s, const struct ir_results *r)
{
    struct buf out = BUF_INIT;

    if (!r->suggestion.size)
        return;
    add_start(s, "", &out);
    buf_adds(&out, "no match; showing results for ");
    visible_add(&out, r->suggestion);
    buf_adds(&out, " (--as-typed searches as typed)\n");
    s->sink->notice(s->sink, buf_text(&out));
    buf_free(&out);
}

static bool is_page(const struct settings *s)
{
    return s->limit != SIZE_MAX || s->request.offset || s->request.after.size;
}

static bool is_whole(const struct settings *s)
{
    return !s->request.limit || s->no_limit ||
           (s->articles && !s->quiet && !is_page(s));
}

/* A timeout is only a warning if it left some hits; without any, or if all were
 * to be counted or shown, the query counts as failed. */
static void tell_late(struct session *s, bool late, bool found)
{
    struct buf out = BUF_INIT;

    if (!late)
        return;
    add_start(s, "warning: ", &out);
    buf_addf(&out, "stopped after %g s", s->settings->request.timeout);
    buf_adds(&out,
             s->time_max > 0 && s->settings->request.timeout >= s->time_max
                 ? ", the most that the server allows\n"
                 : "; --timeout 0 to go on\n");
    s->sink->notice(s->sink, buf_text(&out));
    buf_free(&out);
    s->late = true;
    s->failed = s->failed || !found || is_whole(s->settings);
}

/* How to see the next page; programs take its token from the answer. */
static enum ir_status tell_next(struct session *s, const struct ir_results *r,
                                struct ir_error *err)
{
    struct buf out = BUF_INIT;
    enum ir_status status = IR_OK;

    if (s->output->machine || s->page.qid.size || s->settings->count ||
        s->settings->articles || !r->count || !r->next.size)
        return IR_OK;
    buf_addf(&out, "irsearch: next page: --offset %zu\n", r->offset + r->count);
    status = session_flush(s, err);
    s->sink->notice(s->sink, buf_text(&out));
    buf_free(&out);
    return status;
}

static void tell_stats(struct session *s, const struct ir_results *r)
{
    struct buf out = BUF_INIT;
    struct page page = {.out = &out, .qid = s->page.qid};

    if (!s->settings->request.stats || !s->output->stats)
        return;
    s->output->stats(&page, r);
    s->sink->notice(s->sink, buf_text(&out));
    buf_free(&out);
}

/* What there is to say of the query. */
static void tell_query(struct session *s, const struct ir_results *r)
{
    for (size_t i = 0; i < r->warning_count; i++)
        warn(s, r->warnings[i]);
    if (!s->output->machine)
        suggest(s, r);
    tell_stats(s, r);
}

/* In a batch, lines of ids and counts begin with a column for the qid. */
static void add_qid(struct session *s)
{
    if (!s->page.qid.size)
        return;
    visible_add(&s->out, s->page.qid);
    buf_addc(&s->out, '\t');
}

static void add_id(struct session *s, struct ir_text id)
{
    bool null = s->settings->null;

    s->found = true;
    if (s->settings->quiet)
        return;
    add_qid(s);
    /* With -0 a program reads the ids and needs the exact bytes. */
    if (null && s->page.exact)
        buf_addt(&s->out, id);
    else
        visible_add(&s->out, id);
    buf_addc(&s->out, null ? '\0' : '\n');
}

static void end_list(struct session *s, struct ir_list *list, bool found)
{
    const struct ir_warning *warning = list ? ir_list_warning(list, 0) : NULL;

    if (warning && is_of_unread(warning))
        warn(s, warning);
    tell_late(s, list && ir_list_timed_out(list), found);
    ir_list_free(list);
}

static enum ir_status start_list(struct session *s,
                                 const struct ir_request *request,
                                 struct ir_list **out, struct ir_error *err)
{
    const struct ir_warning *warning;
    enum ir_status status = ir_list_start(s->searcher, request, out, err);

    if (status != IR_OK)
        return status;
    for (size_t i = 0; (warning = ir_list_warning(*out, i)); i++)
        warn(s, warning);
    return IR_OK;
}

/* Print all ids; with --quiet, only look for the first. */
static enum ir_status list(struct session *s, const struct ir_request *request,
                           struct ir_error *err)
{
    struct ir_list *matches = NULL;
    struct ir_text id;
    bool found = false;
    enum ir_status status = start_list(s, request, &matches, err);

    while (status == IR_OK) {
        status = ir_list_next(matches, &id, err);
        if (status != IR_OK)
            break;
        add_id(s, id);
        found = true;
        if (s->settings->quiet)
            break;
        if (s->out.size > FLUSH_AT)
            status = session_flush(s, err);
    }
    end_list(s, matches, found);
    return status == IR_END ? IR_OK : status;
}

/* Print the hits of one article of a stream. */
static void add_hits(struct session *s, const struct ir_results *r)
{
    /* In a batch, the output ends every article with an empty line. */
    if (s->page.goes_on && !s->output->machine && !s->page.qid.size)
        buf_addc(&s->out, '\n');
    s->page.lists = true;
    s->output->results(&s->page, r);
    s->page.lists = false;
    s->found = s->page.goes_on = true;
}

/* Print all hits, article by article, in constant memory. */
static enum ir_status stream(struct session *s,
                             const struct ir_request *request,
                             struct ir_error *err)
{
    struct ir_list *matches = NULL;
    struct ir_text id;
    const struct ir_results none = {.query = buf_text(&s->query)};
    enum ir_status status = start_list(s, request, &matches, err);

    s->page.goes_on = false;
    while (status == IR_OK) {
        struct ir_results *r;

        status = ir_list_next(matches, &id, err);
        if (status == IR_OK)
            status = ir_list_hits(matches, &r, err);
        if (status != IR_OK)
            break;
        add_hits(s, r);
        ir_results_free(r);
        if (s->out.size > FLUSH_AT)
            status = session_flush(s, err);
    }
    if (status == IR_END && !s->page.goes_on && !s->output->machine)
        s->output->results(&s->page, &none);
    end_list(s, matches, s->page.goes_on);
    return status == IR_END ? IR_OK : status;
}

/* Only for people: programs check the exit status. */
static void tell_nothing(const struct session *s)
{
    if (!s->output->machine && !s->page.qid.size && !s->settings->count &&
        !s->settings->articles && !s->page.exact)
        s->sink->notice(s->sink, TEXT("irsearch: nothing matches\n"));
}

static void print(struct session *s, const struct ir_results *r)
{
    const struct settings *settings = s->settings;

    if (settings->articles) {
        for (size_t i = 0; i < r->count; i++)
            add_id(s, r->hits[i]->article->id);
    } else if (settings->count && !s->output->machine) {
        add_qid(s);
        buf_addf(&s->out, "%llu\n",
                 (unsigned long long)(r->stories.relation == IR_EQ
                                          ? r->stories.value
                                          : r->articles.value));
    } else {
        s->output->results(&s->page, r);
    }
}

static bool is_some(const struct ir_total *total)
{
    return total->value && total->relation != IR_LE;
}

static enum ir_status search(struct session *s,
                             const struct ir_request *request,
                             struct ir_error *err)
{
    struct ir_results *r;
    bool found;
    enum ir_status status = ir_search(s->searcher, request, &r, err);

    if (status != IR_OK)
        return status;
    s->index = *r->index;
    s->searched = true;
    tell_query(s, r);
    print(s, r);
    /* A page beyond the last hit is empty although there are matches. */
    found = r->count || is_some(&r->articles) || is_some(&r->partial);
    s->found = s->found || found;
    if (!found && !r->timed_out)
        tell_nothing(s);
    tell_late(s, r->timed_out, found);
    status = tell_next(s, r, err);
    ir_results_free(r);
    return status;
}

/* Print the words that the matches have more often than others. */
static enum ir_status print_terms(struct session *s,
                                  const struct ir_request *request,
                                  struct ir_error *err)
{
    struct ir_terms *terms;
    bool found;
    enum ir_status status = ir_terms_of(s->searcher, request, &terms, err);

    if (status != IR_OK)
        return status;
    found = is_some(&terms->results->articles);
    s->found = s->found || found;
    tell_query(s, terms->results);
    tell_late(s, terms->timed_out, found);
    if (!found)
        tell_nothing(s);
    if (!s->settings->quiet)
        s->output->terms(&s->page, terms);
    ir_terms_free(terms);
    return IR_OK;
}

enum ir_status session_answer(struct session *s, struct ir_text query,
                              struct ir_error *err)
{
    const struct settings *settings = s->settings;
    struct ir_request request = settings->request;
    enum ir_status status;

    buf_clear(&s->query);
    buf_addt(&s->query, query);
    request.query = buf_text(&s->query);
    if (s->page.brief)
        request.snippet = output_snippet_columns(&s->page);
    if (settings->terms_of)
        status = print_terms(s, &request, err);
    else if (settings->quiet || (settings->articles && !is_page(settings)))
        status = list(s, &request, err);
    else if (settings->no_limit)
        status = stream(s, &request, err);
    else
        status = search(s, &request, err);
    return status == IR_OK ? session_flush(s, err) : status;
}

enum ir_status session_why(struct session *s, struct ir_text id,
                           struct ir_text query, struct ir_error *err)
{
    struct ir_request request = s->settings->request;
    struct ir_reasons *why;
    enum ir_status status;

    buf_clear(&s->query);
    buf_addt(&s->query, query);
    request.query = buf_text(&s->query);
    status = ir_why(s->searcher, id, &request, &why, err);
    if (status != IR_OK)
        return status;
    tell_query(s, why->marked);
    tell_late(s, why->timed_out, true);
    s->found = why->standing != IR_STANDING_OUT;
    if (!s->settings->quiet)
        s->output->why(&s->page, why);
    ir_reasons_free(why);
    return session_flush(s, err);
}

enum ir_status session_show(struct session *s, struct ir_text id,
                            struct ir_text query, struct ir_error *err)
{
    struct ir_request request = s->settings->request;
    struct ir_results *r;
    enum ir_status status;

    buf_clear(&s->query);
    buf_addt(&s->query, query);
    request.query = buf_text(&s->query);
    status = ir_mark(s->searcher, id, &request, &r, err);
    if (status != IR_OK)
        return status;
    if (!s->page.goes_on) /* the query is the same for each article */
        tell_query(s, r);
    tell_late(s, r->timed_out, true);
    if (!s->settings->quiet)
        s->output->show(&s->page, r->hits[0]);
    ir_results_free(r);
    return session_flush(s, err);
}
