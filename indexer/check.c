/* Checks and seals an index. */
#include "indexer/check.h"
#include "article/index_options.h"
#include "indexer/document/document.h"
#include "indexer/settings.h"
#include "indexer/stored.h"
#include "store/child.h"

#include <inttypes.h>

/* So many articles, and one of so many, are analysed again. */
#define SAMPLE_LEAST 200
#define SAMPLE_SHARE 100

enum ir_status check_ours(struct store *store, const char *dir,
                          struct ir_error *err)
{
    struct index_options analysis;
    enum ir_status status =
        index_options_load_stored(&analysis, store, 0, dir, err);

    if (status == IR_OK)
        index_options_free(&analysis);
    return status == IR_NOT_FOUND ? IR_OK : status;
}

/* Every article is read; of a sample, it is seen whether the index has what the
 * text makes of it. */
struct records {
    const char *dir;
    struct store *store;
    struct store_info info;
    struct stored *all;
    struct document_builder *builder; /* NULL: no sample */
    struct parsed parsed;
    uint64_t count;
};

/* An index of an older format has other terms than are made today. */
static enum ir_status start_builder(struct records *r, struct ir_error *err)
{
    struct index_options analysis;
    enum ir_status status =
        index_options_load_stored(&analysis, r->store, 0, r->dir, err);

    if (status != IR_OK) /* empty */
        return status == IR_NOT_FOUND ? IR_OK : status;
    if (analysis.format == INDEX_FORMAT)
        status = document_builder_new(analysis.stem, &r->builder, err);
    index_options_free(&analysis);
    return status;
}

/* Which of them it is changes with the revision. */
static bool is_sampled(const struct records *r)
{
    const uint64_t share = r->info.documents / SAMPLE_SHARE;
    const uint64_t wanted = share > SAMPLE_LEAST ? share : SAMPLE_LEAST;
    const uint64_t step = 1 + r->info.documents / wanted;

    return r->builder && (r->count + r->info.revision) % step == 0;
}

static enum ir_status check_terms(struct records *r, struct ir_error *err)
{
    const struct buf *id = &r->parsed.fields[PARSED_ID];
    struct document_notes notes;
    struct problem p = {.line = 0};
    struct doc *d;
    enum ir_status status =
        document_build(r->builder, &r->parsed, &d, &notes, &p);

    if (status == IR_OK) {
        status = store_compare(r->store, stored_document(r->all), d, &p.err);
        doc_free(d);
    }
    return status == IR_OK ? IR_OK
                           : ir_fail(err, status, "%s: article %.80s: %s",
                                     r->dir, id->data, p.err.message);
}

static enum ir_status check_all(struct records *r, struct ir_error *err)
{
    enum ir_status status;

    while ((status = stored_next(r->all, &r->parsed, err)) == IR_OK) {
        if (is_sampled(r))
            status = check_terms(r, err);
        if (status != IR_OK)
            return status;
        r->count++;
    }
    if (status == IR_END && r->info.documents != r->count)
        return ir_fail(err, IR_CORRUPT,
                       "%s: %" PRIu64 " articles, but %" PRIu64 " ids", r->dir,
                       r->info.documents, r->count);
    return status == IR_END ? IR_OK : status;
}

/* In a child. */
static enum ir_status check_records(void *of, struct ir_error *err)
{
    struct records *r = of;
    enum ir_status status = store_open(&r->dir, 1, &r->store, err);

    if (status != IR_OK)
        return status;
    status = check_ours(r->store, r->dir, err);
    if (status == IR_OK)
        status = store_info(r->store, &r->info, err);
    if (status == IR_OK)
        status = start_builder(r, err);
    if (status == IR_OK)
        status = stored_start_whole(r->store, &r->all, err);
    parsed_start(&r->parsed);
    if (status == IR_OK)
        status = check_all(r, err);
    parsed_free(&r->parsed);
    stored_free(r->all);
    document_builder_free(r->builder);
    store_close(r->store);
    return status;
}

static enum ir_status check_articles(const char *dir, struct ir_error *err)
{
    struct records r = {.dir = dir};

    return child_run(dir, store_size(dir), check_records, &r, err);
}

/* What there is to say of an index that was checked. */
static enum ir_status look(const char *dir, struct store_info *out,
                           struct ir_error *err)
{
    struct store *store;
    enum ir_status status = store_open(&dir, 1, &store, err);

    if (status != IR_OK)
        return status;
    status = check_ours(store, dir, err);
    if (status == IR_OK)
        status = store_info(store, out, err);
    store_close(store);
    return status;
}

/* What a check was made by. */
static void add_means(const struct store_checked *by, struct buf *out)
{
    if (by->sealed)
        buf_addf(out, ": %.1f MB are as they were sealed",
                 (double)by->bytes / 1e6);
    else
        buf_adds(out, "; it has no seal: irindex --seal makes one");
    if (by->newer)
        buf_addf(out, ", %" PRIu64 " blocks are of no finished commit",
                 by->newer);
}

/* And what to do about it. */
static enum exit_status tell_damage(const struct settings *s,
                                    const struct ir_error *err)
{
    const enum exit_status result = fatal(s, err);

    if (err->status == IR_CORRUPT && !s->quiet)
        log_line(s->log,
                 "%s: --repair NEW writes what is left of it to a new index",
                 s->db);
    return result;
}

enum exit_status run_check(const struct settings *s)
{
    struct buf means = BUF_INIT;
    struct store_checked by;
    struct store_info info;
    struct ir_error err;
    char words[48];
    enum ir_status status = store_check(s->db, s->full, &by, &err);

    if (status == IR_OK && !by.whole)
        status = check_articles(s->db, &err);
    if (status == IR_OK)
        status = look(s->db, &info, &err);
    if (status != IR_OK)
        return tell_damage(s, &err);
    if (s->verbose || !by.sealed || by.newer)
        add_means(&by, &means);
    if (!s->quiet)
        log_line(s->log, "%s: no damage found in %s, revision %" PRIu64 "%s",
                 s->db, count_articles(words, info.documents), info.revision,
                 means.size ? means.data : "");
    buf_free(&means);
    return EXIT_DONE;
}

enum exit_status run_seal(const struct settings *s)
{
    struct store_info info;
    struct ir_error err;
    char words[48];
    enum ir_status status = check_articles(s->db, &err);

    if (status == IR_OK)
        status = store_seal(s->db, s->lock_timeout, &err);
    if (status == IR_OK)
        status = look(s->db, &info, &err);
    if (status != IR_OK)
        return fatal(s, &err);
    if (!s->quiet)
        log_line(s->log, "%s: %s checked and sealed", s->db,
                 count_articles(words, info.documents));
    return EXIT_DONE;
}
