/* The arguments that searches and counts share, and the query in an answer. */
#include "searcher/mcp/asked.h"

static void take_filter(const struct value *value, const struct ir_text **texts,
                        size_t *count)
{
    if (!value->given)
        return;
    *texts = &value->text;
    *count = 1;
}

struct ir_request asked_request(const struct mcp_service *service,
                                const struct value *values)
{
    struct ir_request r = service->defaults;

    r.query = values[ASKED_QUERY].text;
    if (values[ASKED_SINCE].given)
        r.since = values[ASKED_SINCE].text;
    if (values[ASKED_UNTIL].given)
        r.until = values[ASKED_UNTIL].text;
    take_filter(&values[ASKED_SOURCE], &r.sources, &r.source_count);
    take_filter(&values[ASKED_SECTION], &r.sections, &r.section_count);
    take_filter(&values[ASKED_LANG], &r.langs, &r.lang_count);
    if (values[ASKED_REVISION].given)
        r.since_revision = values[ASKED_REVISION].number;
    return r;
}

const char *asked_relation(enum ir_relation relation)
{
    return relation == IR_EQ ? "eq" : relation == IR_LE ? "le" : "ge";
}

static void add_warnings(struct json *j, const struct ir_results *r)
{
    json_key(j, "warnings");
    json_open(j, '[');
    for (size_t i = 0; i < r->warning_count && i < MCP_WARNINGS_MAX; i++) {
        const struct ir_warning *w = r->warnings[i];

        json_open(j, '{');
        json_key_string(j, "code", w->code);
        fit_key(j, "message", text_of(w->message));
        json_key_number(j, "start", w->start);
        json_key_number(j, "end", w->end);
        json_close(j, '}');
    }
    json_close(j, ']');
}

void asked_add(struct json *j, const struct ir_results *r)
{
    json_key(j, "query");
    json_open(j, '{');
    json_key(j, "text");
    fit_put(j, r->query, MCP_ECHO_MAX);
    json_key(j, "parsed");
    fit_put(j, r->parsed, MCP_ECHO_MAX);
    json_key_string(j, "match",
                    r->match == IR_MATCH_ANY       ? "any"
                    : r->match == IR_MATCH_PARTIAL ? "partial"
                                                   : "all");
    json_key(j, "suggestion");
    if (r->suggestion.size)
        fit_put(j, r->suggestion, MCP_ECHO_MAX);
    else
        json_put_null(j);
    add_warnings(j, r);
    json_close(j, '}');
}
