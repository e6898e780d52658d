/* Every article back as a line of JSON, as the jsonl reader takes it. */
#include "command/streams.h"
#include "indexer/document/parsed.h"
#include "indexer/say.h"
#include "indexer/settings.h"
#include "indexer/stored.h"

#include <jansson.h>

#define BATCH ((size_t)1 << 16) /* bytes of lines that are written at once */

static const struct {
    const char *name;
    enum parsed_field field;
} keys[] = {
    {"id", PARSED_ID},           {"title", PARSED_TITLE},
    {"date", PARSED_DATE},       {"source", PARSED_SOURCE},
    {"section", PARSED_SECTION}, {"byline", PARSED_BYLINE},
    {"lang", PARSED_LANG},       {"url", PARSED_URL},
    {"text", PARSED_TEXT},
};

static int add_bytes(const char *bytes, size_t size, void *out)
{
    buf_add(out, bytes, size);
    return 0;
}

static json_t *string_of(const struct buf *text)
{
    return json_stringn(text->data, text->size);
}

/* What only an index knows stands in one member of its own. */
static json_t *own_member(const struct parsed *parsed)
{
    json_t *own = json_object();

    if (parsed->fields[PARSED_PATH].size)
        json_object_set_new(own, "path",
                            string_of(&parsed->fields[PARSED_PATH]));
    if (parsed->title_in_text)
        json_object_set_new(own, "title_in_text", json_true());
    return own;
}

static enum ir_status add_line(const struct parsed *parsed, struct buf *out,
                               struct ir_error *err)
{
    json_t *line = json_object(), *own = own_member(parsed);
    bool bad = false;

    for (size_t i = 0; i < COUNT(keys); i++)
        if (parsed->fields[keys[i].field].size || keys[i].field == PARSED_TEXT)
            bad |= json_object_set_new(
                line, keys[i].name, string_of(&parsed->fields[keys[i].field]));
    if (json_object_size(own))
        json_object_set(line, PARSED_OWN_MEMBER, own);
    bad |= json_dump_callback(line, add_bytes, out, JSON_COMPACT);
    buf_addc(out, '\n');
    json_decref(own);
    json_decref(line);
    if (bad)
        return ir_fail(err, IR_CORRUPT, "%.100s: not UTF-8",
                       parsed->fields[PARSED_ID].data);
    return IR_OK;
}

static enum ir_status write_all(struct stored *all, struct ir_error *err)
{
    struct buf out = BUF_INIT;
    enum ir_status status;
    struct parsed parsed;

    parsed_start(&parsed);
    while ((status = stored_next(all, &parsed, err)) == IR_OK) {
        status = add_line(&parsed, &out, err);
        if (status == IR_OK && out.size >= BATCH) {
            status = streams_write(buf_text(&out), err);
            buf_clear(&out);
        }
        if (status != IR_OK)
            break;
    }
    if (status == IR_END)
        status = streams_write(buf_text(&out), err);
    parsed_free(&parsed);
    buf_free(&out);
    return status;
}

enum exit_status run_export(const struct settings *s)
{
    struct stored *all;
    struct store *store;
    struct ir_error err;
    enum ir_status status = store_open(&s->db, 1, &store, &err);

    if (status != IR_OK)
        return fatal(&err);
    status = stored_start(store, &all, &err);
    if (status == IR_OK) {
        status = write_all(all, &err);
        stored_free(all);
    }
    store_close(store);
    return status == IR_OK ? EXIT_DONE : fatal(&err);
}
