/* Put, delete and commit, and keep count. */
#include "indexer/changes.h"
#include "article/terms.h"

#include <inttypes.h>
#include <stdlib.h>

#define CHUNK 1000 /* deletions at a time */
/* Memory that a byte of pending documents takes, with the store's share. */
#define PENDING_COST 2
/* A new index with so many articles is compacted at the end: it costs a
 * twelfth of the time and saves a third of the space. */
#define COMPACT_LEAST 2000

void changes_warn(const struct settings *s)
{
    const char *how =
        s->quiet || (s->log && s->log->exposed) ? NULL : store_exposed(s->db);

    if (!how)
        return;
    if (s->log)
        s->log->exposed = true;
    log_line(s->log, "warning: index %s %s", s->db, how);
}

/* 0 if it cannot be read. */
static uint64_t revision_of(struct store *store, uint64_t *documents)
{
    struct store_info info;

    if (store_info(store, &info, NULL) != IR_OK)
        return 0;
    *documents = info.documents;
    return info.revision;
}

enum ir_status changes_open(struct changes *c, const struct settings *s,
                            bool create, struct ir_error *err)
{
    const struct store_writer_options options = {
        .lock_timeout = s->lock_timeout,
        .sync = !s->no_sync,
        .create = create,
        .bulk_memory = s->writer == WRITER_API ? 0 : s->memory,
        .revision_slot = SLOT_REVISION,
        .revision_value = value_number_put,
    };
    uint64_t documents = 1;
    enum ir_status status;

    *c = (struct changes){.settings = s};
    if (s->dry_run) {
        status = store_open(&s->db, 1, &c->store, err);
        if (status != IR_OK)
            c->store = NULL;
        else
            c->revision = revision_of(c->store, &documents);
        return status == IR_NOT_FOUND && create ? IR_OK : status;
    }
    status = store_writer_open(s->db, &options, &c->writer, err);
    if (status != IR_OK) {
        c->writer = NULL;
        return status;
    }
    if (s->jobs == 1)
        store_writer_alone(c->writer);
    changes_warn(s);
    c->store = store_writer_store(c->writer);
    c->revision = revision_of(c->store, &documents);
    c->made = !documents;
    c->whole = store_writer_is_bulk(c->writer);
    return IR_OK;
}

void changes_close(struct changes *c)
{
    if (!c->writer)
        store_close(c->store);
    store_writer_close(c->writer);
    c->writer = NULL;
    c->store = NULL;
}

/* The articles are committed, so a failed compaction only costs space. */
void changes_finish(struct changes *c)
{
    struct ir_error err;

    changes_close(c);
    if (c->whole || !c->made || c->added < COMPACT_LEAST ||
        settings_stopped(c->settings))
        return;
    if (store_compact(c->settings->db, 0, &err) != IR_OK)
        log_line(c->settings->log, "not compacted: %s", err.message);
}

enum ir_status changes_put(struct changes *c, struct doc *d,
                           struct ir_error *err)
{
    bool replaced = false;
    enum ir_status status;

    if (!c->writer) {
        doc_free(d);
        c->added++;
        return IR_OK;
    }
    status = store_put(c->writer, d, &replaced, err);
    if (status != IR_OK)
        return status;
    c->replaced += replaced;
    c->added += !replaced;
    c->uncommitted++;
    return IR_OK;
}

enum ir_status changes_delete(struct changes *c, struct ir_text id,
                              struct ir_error *err)
{
    char *term = NULL;
    enum ir_status status;

    if (c->writer)
        status = store_delete(c->writer, id, err);
    else
        status = store_term_of(c->store, id, TEXT("Q"), &term, err);
    free(term);
    c->deleted += status == IR_OK;
    return status;
}

enum ir_status changes_delete_holders(struct changes *c, struct ir_text term,
                                      struct ir_error *err)
{
    enum ir_status status;
    size_t deleted;

    do {
        status = store_delete_holders(c->writer, term, CHUNK, &deleted, err);
        c->deleted += deleted;
        if (status == IR_OK)
            status = changes_commit_when_full(c, err);
    } while (status == IR_OK && deleted);
    return status;
}

enum ir_status changes_commit(struct changes *c, struct ir_error *err)
{
    enum ir_status status;
    uint64_t documents;
    char count[48];

    if (!c->writer)
        return IR_OK;
    status = store_commit(c->writer, err);
    if (status != IR_OK)
        return status;
    c->revision = revision_of(c->store, &documents);
    if (c->settings->verbose && c->uncommitted)
        log_line(c->settings->log, "committed %s, revision %" PRIu64,
                 count_articles(count, c->uncommitted), c->revision);
    c->uncommitted = 0;
    return IR_OK;
}

enum ir_status changes_commit_when_full(struct changes *c, struct ir_error *err)
{
    const struct settings *s = c->settings;
    enum ir_status status;
    bool much;

    if (!c->writer)
        return IR_OK;
    /* Who knows how much more will come: probably as much as came. */
    much = store_wants_commit(c->writer);
    if (!much && store_pending_bytes(c->writer) < s->memory / PENDING_COST)
        return IR_OK;
    status = changes_commit(c, err);
    if (status == IR_OK && much)
        store_expect(c->writer, UINT64_MAX);
    return status;
}
