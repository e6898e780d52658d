/* What a server accepts. */
#include "searcher/serve/limits.h"
#include "searcher/output/json.h"
#include "searcher/serve/parameters.h"

void limits_print(const struct server *s, struct buf *out)
{
    const struct serve_settings *serve = &s->settings->serve;
    struct json j = {out, false};

    json_open(&j, '{');
    json_key_string(&j, "version", IR_VERSION);
    json_key(&j, "indexes");
    json_open(&j, '[');
    for (size_t i = 0; i < s->index_count; i++)
        json_put_text(&j, s->indexes[i].name);
    json_close(&j, ']');
    json_key(&j, "limits");
    json_open(&j, '{');
    json_key_number(&j, "query_bytes", PARAMETERS_QUERY_MAX);
    json_key_number(&j, "query_depth", IR_QUERY_DEPTH_MAX);
    json_key_number(&j, "url_bytes", TARGET_MAX);
    json_key_number(&j, "body_bytes", BODY_MAX);
    json_key_number(&j, "limit", IR_HITS_MAX);
    json_key_number(&j, "reach", IR_REACH_MAX);
    json_key_number(&j, "replies_bytes", REPLIES_MAX);
    json_key_number(&j, "suggestions", IR_SUGGESTIONS_MAX);
    json_key_number(&j, "seconds", serve->time_max);
    json_key_number(&j, "queue", serve->queue);
    json_key_number(&j, "clients", serve->clients);
    json_key_number(&j, "clients_per_address", serve->clients_each);
    json_close(&j, '}');
    json_close(&j, '}');
}
