/* Let a server answer: put each question of a session to it. */
#include "searcher/client/client.h"
#include "searcher/client/connection.h"
#include "searcher/exchange/exchange.h"
#include "searcher/session/token.h"

#include <jansson.h>
#include <stdlib.h>

/* Seconds to wait for an answer: after the timeout of the search, as requests
 * may wait for a processor, or where that has none. */
#define WAIT_AFTER 10
#define WAIT_DEFAULT 120
#define PROBLEM_TYPE "application/problem+json"

struct client {
    struct address address;
    struct connection connection;
    struct buf token, request, question;
    struct exchange_end end; /* of the last answer */
};

bool client_is(const struct settings *settings)
{
    bool is = false;

    for (size_t i = 0; i < settings->db.count; i++)
        is = is || address_is(settings->db.items[i]);
    return is;
}

/* Make the request out of the question. */
static void add_request(struct client *c)
{
    struct buf *out = &c->request;

    buf_clear(out);
    buf_addf(out,
             "POST %s" EXCHANGE_PATH " HTTP/1.1\r\n"
             "Host: %s\r\n"
             "User-Agent: irsearch/" IR_VERSION "\r\n"
             "Accept: " EXCHANGE_TYPE "\r\n"
             "Content-Type: " EXCHANGE_TYPE "\r\n"
             "Content-Length: %zu\r\n",
             c->address.prefix.data, c->address.field.data, c->question.size);
    if (c->token.size)
        buf_addf(out, "Authorization: Bearer %s\r\n", c->token.data);
    buf_adds(out, "\r\n");
    buf_addt(out, buf_text(&c->question));
}

/* Say why a server refuses: what it says itself, if it is one of ours. */
static enum ir_status refused(const struct client *c, struct ir_error *err)
{
    const struct reply_head *head = &c->connection.head;
    json_t *root = NULL;
    const char *detail = NULL;

    if (text_begins(head->type, PROBLEM_TYPE))
        root = json_loadb(c->connection.body.data, c->connection.body.size, 0,
                          NULL);
    detail = json_string_value(json_object_get(root, "detail"));
    if (detail && head->status == 404)
        detail = "the server has no such index, or is older than this client";
    if (detail)
        ir_fail(err, IR_IO, "%.120s: %.110s (%u)", c->address.text, detail,
                head->status);
    else
        ir_fail(err, IR_IO,
                "%.120s: not an answer of irsearch --serve: status %u",
                c->address.text, head->status);
    json_decref(root);
    return IR_IO;
}

/* Take over what the server has answered. */
static enum ir_status take(struct client *c, struct session *s,
                           struct ir_error *err)
{
    const struct connection *connection = &c->connection;
    struct ir_error why;
    enum ir_status status;

    if (connection->head.status != 200)
        return refused(c, err);
    if (!text_is(connection->head.type, EXCHANGE_TYPE))
        return ir_fail(err, IR_IO, "%.120s: not an answer of irsearch --serve",
                       c->address.text);
    status = exchange_get_answer(connection->body, s->sink, &c->end, &why);
    if (status == IR_CORRUPT)
        return ir_fail(err, IR_IO, "%.120s: %s", c->address.text, why.message);
    if (status != IR_OK) {
        *err = why;
        return status;
    }
    s->found = s->found || c->end.found;
    s->failed = s->failed || c->end.failed;
    if (c->end.has_refused)
        s->refused = &c->end.refused;
    if (c->end.error.status != IR_OK)
        *err = c->end.error;
    return c->end.error.status;
}

static enum ir_status put(struct session *s,
                          const struct exchange_question *question,
                          struct ir_error *err)
{
    struct client *c = s->server;
    enum ir_status status;

    s->refused = NULL;
    if (question->text.size > EXCHANGE_TEXT_MAX ||
        question->query.size > EXCHANGE_TEXT_MAX)
        return ir_fail(err, IR_LIMIT,
                       "a server takes queries and ids of at most %d bytes",
                       EXCHANGE_TEXT_MAX);
    buf_clear(&c->question);
    exchange_put_question(s, question, &c->question);
    add_request(c);
    status = connection_ask(&c->connection, buf_text(&c->request), err);
    return status == IR_OK ? take(c, s, err) : status;
}

static enum ir_status ask(struct session *s, enum exchange_kind kind,
                          struct ir_text text, struct ir_error *err)
{
    const struct exchange_question question = {kind, text, TEXT("")};

    return put(s, &question, err);
}

static enum ir_status ask_query(struct session *s, struct ir_text query,
                                struct ir_error *err)
{
    buf_clear(&s->query);
    buf_addt(&s->query, query);
    return ask(s, EXCHANGE_QUERY, buf_text(&s->query), err);
}

static enum ir_status ask_article(struct session *s, struct ir_text id,
                                  struct ir_error *err)
{
    return ask(s, EXCHANGE_ARTICLE, id, err);
}

static enum ir_status ask_about(struct session *s, enum exchange_kind kind,
                                struct ir_text id, struct ir_text query,
                                struct ir_error *err)
{
    const struct exchange_question question = {kind, id, query};

    buf_clear(&s->query);
    buf_addt(&s->query, query);
    return put(s, &question, err);
}

static enum ir_status ask_show(struct session *s, struct ir_text id,
                               struct ir_text query, struct ir_error *err)
{
    return ask_about(s, EXCHANGE_SHOW, id, query, err);
}

static enum ir_status ask_why(struct session *s, struct ir_text id,
                              struct ir_text query, struct ir_error *err)
{
    return ask_about(s, EXCHANGE_WHY, id, query, err);
}

static enum ir_status ask_verify(struct session *s, struct ir_text citation,
                                 struct ir_error *err)
{
    return ask(s, EXCHANGE_VERIFY, citation, err);
}

static enum ir_status ask_info(struct session *s, struct ir_error *err)
{
    return ask(s, EXCHANGE_INFO, TEXT(""), err);
}

static enum ir_status ask_terms(struct session *s, struct ir_text text,
                                struct ir_error *err)
{
    return ask(s, EXCHANGE_TERMS, text, err);
}

static enum ir_status check(const struct settings *settings,
                            struct ir_error *err)
{
    if (settings->db.count != 1)
        return ir_fail(err, IR_INVALID,
                       "option --db: a server is searched alone; it can join "
                       "folders itself");
    if (settings->topics && *settings->topics)
        return ir_fail(err, IR_INVALID,
                       "option --topics (or IR_TOPICS): topics are those of "
                       "the server; give it to irsearch --serve");
    if (settings->mcp)
        return ir_fail(err, IR_INVALID,
                       "option --mcp: needs an index, not a server");
    return IR_OK;
}

enum ir_status client_start(struct session *s, struct ir_error *err)
{
    static const struct answerer there = {ask_query,  ask_article, ask_show,
                                          ask_verify, ask_why,     ask_info,
                                          ask_terms};
    const struct settings *settings = s->settings;
    struct client *c = xcalloc(1, sizeof(*c));
    double timeout = settings->request.timeout;
    enum ir_status status;

    c->address = (struct address)ADDRESS_INIT;
    c->connection = (struct connection)CONNECTION_INIT;
    c->connection.address = &c->address;
    c->connection.wait = timeout > 0 ? timeout + WAIT_AFTER : WAIT_DEFAULT;
    c->connection.body_max = EXCHANGE_BODY_MAX;
    c->token = c->request = c->question = (struct buf)BUF_INIT;
    s->server = c;
    s->answerer = &there;
    status = check(settings, err);
    if (status == IR_OK)
        status = address_read(&c->address, settings->db.items[0], err);
    if (status == IR_OK && settings->serve.token_file)
        status = token_read(settings->serve.token_file, &c->token, err);
    return status;
}

void client_stop(struct session *s)
{
    struct client *c = s->server;

    if (!c)
        return;
    s->refused = NULL;
    s->server = NULL;
    connection_close(&c->connection);
    address_free(&c->address);
    buf_free(&c->token);
    buf_free(&c->request);
    buf_free(&c->question);
    free(c);
}
