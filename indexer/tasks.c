/* The tasks of irindex other than adding. */
#include "article/handle.h"
#include "article/terms.h"
#include "command/streams.h"
#include "indexer/changes.h"
#include "indexer/check.h"
#include "indexer/document/analysis.h"
#include "indexer/index_base.h"
#include "indexer/stored.h"
#include "text/visible.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#define BATCH ((size_t)1 << 16) /* bytes of lines that are written at once */

/* Delete the article with this handle. */
static enum ir_status delete_handle(struct changes *c, struct ir_text handle,
                                    struct ir_error *err)
{
    struct record_decoder *decoder = record_decoder_new();
    struct buf id = BUF_INIT, term = BUF_INIT;
    enum ir_status status = handle_find(c->store, decoder, handle, &id, err);

    if (status == IR_OK) {
        term_unique(&term, buf_text(&id));
        status = changes_delete(c, buf_text(&term), err);
    }
    record_decoder_free(decoder);
    buf_free(&id);
    buf_free(&term);
    return status;
}

/* Delete the article with an id, or else that of the file with this path, or
 * else that with this handle. */
static enum ir_status delete_one(struct changes *c,
                                 const struct index_base *base, const char *id,
                                 struct ir_error *err)
{
    struct buf term = BUF_INIT, path = BUF_INIT;
    enum ir_status status;

    term_unique(&term, text_of(id));
    status = changes_delete(c, buf_text(&term), err);
    if (status == IR_NOT_FOUND) {
        naming_resolve(id, &path);
        term_unique(&term, text_of(naming_name(&base->naming, path.data)));
        status = changes_delete(c, buf_text(&term), err);
    }
    if (status == IR_NOT_FOUND && handle_is(text_of(id)))
        status = delete_handle(c, text_of(id), err);
    buf_free(&term);
    buf_free(&path);
    return status;
}

static enum ir_status delete_all(const struct settings *s, struct changes *c,
                                 struct ir_error *err)
{
    struct index_base base;
    enum ir_status status = index_base_load(&base, c->store, err);

    if (c->writer)
        store_expect_deletions(c->writer, s->words.count);
    for (size_t i = 0; i < s->words.count && status == IR_OK; i++) {
        status = delete_one(c, &base, s->words.items[i], err);
        if (status == IR_INVALID)
            log_line(s->log, "%s", err->message);
        else if (status == IR_NOT_FOUND)
            log_line(s->log, "%s: no such article", s->words.items[i]);
        else
            continue;
        status = IR_OK;
    }
    index_base_free(&base);
    return status == IR_OK ? changes_commit(c, err) : status;
}

enum exit_status run_delete(const struct settings *s)
{
    struct index_options analysis;
    struct changes c;
    struct ir_error err;
    char count[48];
    enum ir_status status = changes_open(&c, s, false, &err);

    if (status == IR_OK)
        status = index_options_load(&analysis, c.store, 0, s->db, &err);
    if (status == IR_OK) {
        index_options_free(&analysis);
        status = delete_all(s, &c, &err);
    }
    if (status == IR_OK && !s->quiet)
        log_line(s->log, "%s %sdeleted, revision %" PRIu64,
                 count_articles(count, c.deleted),
                 s->dry_run ? "would be " : "", c.revision);
    changes_close(&c);
    if (status != IR_OK)
        return fatal(s, &err);
    return c.deleted == s->words.count ? EXIT_DONE : EXIT_REJECTED;
}

static uint64_t total(const struct store_table *tables)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < STORE_TABLES && tables[i].name; i++)
        bytes += tables[i].bytes;
    return bytes;
}

enum exit_status run_compact(const struct settings *s)
{
    struct store_table before[STORE_TABLES + 1], after[STORE_TABLES + 1];
    struct store *store;
    struct ir_error err;
    enum ir_status status = store_open(&s->db, 1, &store, &err);

    if (status == IR_OK) {
        status = check_ours(store, s->db, &err);
        store_close(store);
    }
    if (status == IR_OK)
        status = store_tables(s->db, before, &err);
    if (status == IR_OK)
        status = store_compact(s->db, s->lock_timeout, &err);
    if (status == IR_OK)
        status = store_tables(s->db, after, &err);
    if (status != IR_OK)
        return fatal(s, &err);
    changes_warn(s);
    if (!s->quiet)
        log_line(s->log, "%s: %.1f MB, %.1f MB before", s->db,
                 (double)total(after) / 1e6, (double)total(before) / 1e6);
    return EXIT_DONE;
}

enum exit_status run_backup(const struct settings *s)
{
    struct store_info info;
    struct store *store;
    struct ir_error err;
    char count[48];
    enum ir_status status = store_backup(s->db, s->backup, &err);

    if (status == IR_OK)
        status = store_open(&s->backup, 1, &store, &err);
    if (status != IR_OK)
        return fatal(s, &err);
    status = store_info(store, &info, &err);
    store_close(store);
    if (status != IR_OK)
        return fatal(s, &err);
    if (!s->quiet)
        log_line(s->log, "%s: a checked copy of %s, revision %" PRIu64,
                 s->backup, count_articles(count, info.documents),
                 info.revision);
    return EXIT_DONE;
}

static const char *list_words(const char *list, const char *empty, char out[64])
{
    size_t lines = 0;

    if (!*list)
        return empty;
    if (!strcmp(list, "none"))
        return "none";
    for (; *list; list++)
        lines += *list == '\n' || !list[1];
    return count_things(out, lines, "line");
}

static void describe(const char *dir, const struct store_info *info,
                     const struct index_options *analysis,
                     const struct index_base *base,
                     const struct store_table *tables, const char *unverified,
                     struct buf *out)
{
    struct buf name = BUF_INIT, folder = BUF_INIT;
    char words[64];

    visible_add(&name, text_of(dir));
    buf_addf(out, "index:      %s\n", name.data);
    if (base->known) {
        index_base_folder(base, &folder);
        buf_clear(&name);
        visible_add(&name, buf_text(&folder));
        buf_addf(out, "base:       %s\n", name.data);
    }
    buf_addf(out, "uuid:       %s\n", info->uuid);
    buf_addf(out, "revision:   %" PRIu64 "\n", info->revision);
    buf_addf(out, "articles:   %" PRIu64 "\n", info->documents);
    buf_addf(out, "sentences:  %" PRIu64 "\n", info->tallies[TALLY_SENTENCES]);
    buf_addf(out, "words:      %" PRIu64 "\n", info->tallies[TALLY_WORDS]);
    buf_addf(out, "text_bytes: %" PRIu64 "\n", info->tallies[TALLY_BYTES]);
    buf_addf(out, "stem:       %s\n", analysis->stem);
    buf_addf(out, "stopwords:  %s\n",
             list_words(analysis->stopwords, "built-in", words));
    buf_addf(out, "synonyms:   %s\n",
             list_words(analysis->synonyms, "none", words));
    buf_addf(out, "seal:       %s%s\n",
             unverified ? "not verified: " : "verified as it is read",
             unverified ? unverified : "");
    for (size_t i = 0; i < STORE_TABLES && tables[i].name; i++) {
        buf_clear(&name);
        buf_addf(&name, "%s:", tables[i].name);
        buf_addf(out, "%-11s %" PRIu64 "\n", name.data, tables[i].bytes);
    }
    buf_addf(out, "bytes:      %" PRIu64 "\n", total(tables));
    buf_free(&name);
    buf_free(&folder);
}

enum exit_status run_info(const struct settings *s)
{
    struct store_table tables[STORE_TABLES + 1];
    struct index_options analysis;
    struct index_base base = {.naming = NAMING_INIT};
    struct store_info info;
    struct buf text = BUF_INIT;
    struct store *store;
    struct ir_error err;
    enum ir_status status = store_open(&s->db, 1, &store, &err);

    if (status != IR_OK)
        return fatal(s, &err);
    status = index_options_load(&analysis, store, 0, s->db, &err);
    if (status == IR_OK) {
        status = store_info(store, &info, &err);
        if (status == IR_OK)
            status = store_tables(s->db, tables, &err);
        if (status == IR_OK)
            status = index_base_load(&base, store, &err);
        if (status == IR_OK)
            describe(s->db, &info, &analysis, &base, tables,
                     store_unverified(store), &text);
        index_base_free(&base);
        index_options_free(&analysis);
    }
    store_close(store);
    if (status == IR_OK)
        status = streams_write(buf_text(&text), &err);
    buf_free(&text);
    return status == IR_OK ? EXIT_DONE : fatal(s, &err);
}

/* Print every article as a line of JSON that the jsonl reader can read. */

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
    visible_add_json(out, (struct ir_text){bytes, size});
    return 0;
}

static json_t *json_of(const struct buf *text)
{
    return json_stringn(text->data, text->size);
}

/* Fields that exist only in an index go into a separate member. */
static json_t *own_member(const struct parsed *parsed)
{
    json_t *own = json_object();

    if (parsed->fields[PARSED_PATH].size)
        json_object_set_new(own, "path", json_of(&parsed->fields[PARSED_PATH]));
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
            bad |= json_object_set_new(line, keys[i].name,
                                       json_of(&parsed->fields[keys[i].field]));
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
        return fatal(s, &err);
    status = check_ours(store, s->db, &err);
    if (status == IR_OK)
        status = stored_start(store, &all, &err);
    if (status == IR_OK) {
        status = write_all(all, &err);
        stored_free(all);
    }
    store_close(store);
    return status == IR_OK ? EXIT_DONE : fatal(s, &err);
}
