/* Answer irsearch as a client: what it would have written itself. */
#include "searcher/exchange/exchange.h"
#include "searcher/serve/access_log.h"
#include "searcher/serve/endpoints.h"
#include "searcher/serve/parameters.h"

#include <stdio.h>

/* Is it the question that is at fault, and not the server? */
static bool is_of_question(enum ir_status status)
{
    return status == IR_OK || status == IR_INVALID || status == IR_LIMIT ||
           status == IR_NOT_FOUND;
}

static enum ir_status ask(struct session *s,
                          const struct exchange_question *question,
                          struct ir_error *err)
{
    if (question->text.size > EXCHANGE_TEXT_MAX ||
        question->query.size > EXCHANGE_TEXT_MAX)
        return ir_fail(err, IR_LIMIT,
                       "a server takes queries and ids of at most %d bytes",
                       EXCHANGE_TEXT_MAX);
    session_start(s);
    switch (question->kind) {
    case EXCHANGE_ARTICLE: return s->answerer->article(s, question->text, err);
    case EXCHANGE_SHOW:
        return s->answerer->show(s, question->text, question->query, err);
    case EXCHANGE_VERIFY: return s->answerer->verify(s, question->text, err);
    case EXCHANGE_WHY:
        return s->answerer->why(s, question->text, question->query, err);
    case EXCHANGE_INFO: return s->answerer->info(s, err);
    case EXCHANGE_TERMS: return s->answerer->terms(s, question->text, err);
    case EXCHANGE_QUERY:
    case EXCHANGE_KINDS: break;
    }
    return s->answerer->query(s, question->text, err);
}

static void put_end(const struct session *s, enum ir_status status,
                    const struct ir_error *err, struct buf *out)
{
    const struct ir_warning *w = ir_refused(s->searcher);
    struct exchange_end end = {.found = s->found, .failed = s->failed};

    if (status != IR_OK)
        end.error = *err;
    if (status == IR_INVALID && w) {
        end.has_refused = true;
        end.refused = *w;
        snprintf(end.code, sizeof(end.code), "%s", w->code);
    }
    exchange_put_end(&end, out);
}

/* Run a session whose parts become the reply. */
static void run(struct desk *d, struct request *r, struct settings *settings,
                const struct page *page,
                const struct exchange_question *question)
{
    double most = (double)d->server->settings->serve.time_max;
    struct exchange_sink sink = EXCHANGE_SINK;
    struct session s;
    struct ir_error err;
    struct fault f;
    enum ir_status status;

    if (settings->request.timeout <= 0 || settings->request.timeout > most)
        settings->request.timeout = most;
    session_init(&s, settings, &sink.sink);
    s.searcher = d->searchers[r->index];
    s.time_max = most;
    s.page = *page;
    s.page.out = &s.out;
    status = ask(&s, question, &err);
    if (is_of_question(status)) {
        put_end(&s, status, &err, &sink.out);
        buf_free(&r->reply.body);
        r->reply.body = sink.out;
        sink.out = (struct buf)BUF_INIT;
        r->reply.status = 200;
        r->reply.type = EXCHANGE_TYPE;
    } else {
        fault_of(&f, &err);
        if (f.status == 500 || err.status == IR_ENDLESS)
            log_event("error", err.message);
        reply_fault(&r->reply, &f);
    }
    session_free(&s);
    buf_free(&sink.out);
}

void endpoint_run(struct desk *d, struct request *r)
{
    struct arguments none = {.config = BUF_INIT};
    struct arena arena = ARENA_INIT;
    struct settings settings;
    struct exchange_question question;
    struct page page;
    struct ir_error err;
    struct fault f = {0};

    if (!parameters_only(&r->target, NULL, 0, &f)) {
        reply_fault(&r->reply, &f);
        return;
    }
    if (exchange_get_question(buf_text(&r->body), &arena, &settings, &page,
                              &question, &err) != IR_OK) {
        fault_set(&f, 400, ir_status_name(err.status), "%s", err.message);
        reply_fault(&r->reply, &f);
    } else if (!desk_defers(d, r, &settings.request,
                            exchange_has_query(question.kind)
                                ? question.query
                                : question.text)) {
        run(d, r, &settings, &page, &question);
    }
    options_free(&settings_options, &settings, &none);
    arena_free(&arena);
}
