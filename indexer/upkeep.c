/* Everything irindex does but adding: delete, check, compact, info. */
#include "article/options.h"
#include "article/terms.h"
#include "command/streams.h"
#include "indexer/document/parsed.h"
#include "indexer/say.h"
#include "indexer/settings.h"
#include "indexer/stored.h"
#include "text/visible.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static enum ir_status delete_all(const struct settings *s,
                                 struct store_writer *w, uint64_t *deleted,
                                 struct ir_error *err)
{
    struct buf term = BUF_INIT;
    enum ir_status status = IR_OK;

    *deleted = 0;
    for (size_t i = 0; i < s->words.count && status == IR_OK; i++) {
        term_unique(&term, text_of(s->words.items[i]));
        status = store_delete(w, buf_text(&term), err);
        *deleted += status == IR_OK;
        if (status != IR_NOT_FOUND)
            continue;
        say("%s: no such article", s->words.items[i]);
        status = IR_OK;
    }
    buf_free(&term);
    if (status == IR_OK)
        status = store_commit(w, err);
    return status;
}

enum exit_status run_delete(const struct settings *s)
{
    struct index_options analysis;
    struct store_writer *w;
    struct ir_error err;
    uint64_t deleted;
    char count[48];
    enum ir_status status = settings_writer(s, false, &w, &err);

    if (status != IR_OK)
        return fatal(&err);
    status =
        index_options_load(&analysis, store_writer_store(w), 0, s->db, &err);
    if (status == IR_OK) {
        index_options_free(&analysis);
        status = delete_all(s, w, &deleted, &err);
    }
    if (status == IR_OK && !s->quiet)
        say("%s deleted, revision %" PRIu64, count_articles(count, deleted),
            last_revision(w));
    store_writer_close(w);
    if (status != IR_OK)
        return fatal(&err);
    return deleted == s->words.count ? EXIT_DONE : EXIT_REJECTED;
}

/* Can every stored article be read, and is it the one it should be? */
static enum ir_status check_records(struct store *store, uint64_t *count,
                                    struct ir_error *err)
{
    struct stored *all;
    struct parsed parsed;
    enum ir_status status = stored_start(store, &all, err);

    if (status != IR_OK)
        return status;
    parsed_start(&parsed);
    *count = 0;
    while ((status = stored_next(all, &parsed, err)) == IR_OK)
        ++*count;
    parsed_free(&parsed);
    stored_free(all);
    return status == IR_END ? IR_OK : status;
}

enum exit_status run_check(const struct settings *s)
{
    struct store_info info;
    struct store *store;
    struct ir_error err;
    uint64_t count = 0;
    char words[48];
    enum ir_status status = store_check(s->db, &err);

    if (status == IR_OK)
        status = store_open(&s->db, 1, &store, &err);
    if (status != IR_OK)
        return fatal(&err);
    status = check_records(store, &count, &err);
    if (status == IR_OK)
        status = store_info(store, &info, &err);
    if (status == IR_OK && info.documents != count)
        status = ir_fail(&err, IR_CORRUPT,
                         "%s: %" PRIu64 " articles, but %" PRIu64 " ids", s->db,
                         info.documents, count);
    store_close(store);
    if (status != IR_OK)
        return fatal(&err);
    if (!s->quiet)
        say("%s: no damage found in %s, revision %" PRIu64, s->db,
            count_articles(words, count), info.revision);
    return EXIT_DONE;
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
    struct ir_error err;
    enum ir_status status = store_tables(s->db, before, &err);

    if (status == IR_OK)
        status = store_compact(s->db, s->lock_timeout, &err);
    if (status == IR_OK)
        status = store_tables(s->db, after, &err);
    if (status != IR_OK)
        return fatal(&err);
    settings_warn(s);
    if (!s->quiet)
        say("%s: %.1f MB, %.1f MB before", s->db, (double)total(after) / 1e6,
            (double)total(before) / 1e6);
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
                     const struct store_table *tables, struct buf *out)
{
    struct buf name = BUF_INIT;
    char words[64];

    visible_add(&name, text_of(dir));
    buf_addf(out, "index:      %s\n", name.data);
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
    for (size_t i = 0; i < STORE_TABLES && tables[i].name; i++) {
        buf_clear(&name);
        buf_addf(&name, "%s:", tables[i].name);
        buf_addf(out, "%-11s %" PRIu64 "\n", name.data, tables[i].bytes);
    }
    buf_addf(out, "bytes:      %" PRIu64 "\n", total(tables));
    buf_free(&name);
}

enum exit_status run_info(const struct settings *s)
{
    struct store_table tables[STORE_TABLES + 1];
    struct index_options analysis;
    struct store_info info;
    struct buf text = BUF_INIT;
    struct store *store;
    struct ir_error err;
    enum ir_status status = store_open(&s->db, 1, &store, &err);

    if (status != IR_OK)
        return fatal(&err);
    status = index_options_load(&analysis, store, 0, s->db, &err);
    if (status == IR_OK) {
        status = store_info(store, &info, &err);
        if (status == IR_OK)
            status = store_tables(s->db, tables, &err);
        if (status == IR_OK)
            describe(s->db, &info, &analysis, tables, &text);
        index_options_free(&analysis);
    }
    store_close(store);
    if (status == IR_OK)
        status = streams_write(buf_text(&text), &err);
    buf_free(&text);
    return status == IR_OK ? EXIT_DONE : fatal(&err);
}
