/* Add one item of the pipeline, or what is to be done with it instead. */
#include "indexer/adding.h"

/* Is it of a file that changed, and which the next round reads? */
static bool comes_again(struct adding *a, const struct item *item)
{
    if (!a->retries || strcmp(item->problem.reason, "changed") != 0)
        return false;
    a->changed++;
    if (!a->settings->quiet)
        log_line(a->settings->log, "%s: %s; it is read again", item->name,
                 item->problem.err.message);
    return true;
}

static enum ir_status reject(struct adding *a, struct item *item,
                             struct ir_error *err)
{
    if (a->rebuild) /* of which it is a part */
        return ir_fail(err, item->problem.err.status, "%s: %s", item->name,
                       item->problem.err.message);
    if (!comes_again(a, item))
        report_rejected(a->report, item->name, &item->problem);
    return files_note(&a->files, item, FILES_REJECTED, err);
}

/* Apply --on-duplicate; *settled: the article is not to be added. */
static enum ir_status settle_duplicate(struct adding *a, struct item *item,
                                       bool *settled, struct ir_error *err)
{
    bool has = false;
    enum ir_status status;

    *settled = false;
    if (a->settings->on_duplicate == DUPLICATE_REPLACE)
        return IR_OK;
    status = store_has(a->changes.writer, item->doc->id, &has, err);
    if (status != IR_OK || !has)
        return status;
    *settled = true;
    if (a->settings->on_duplicate == DUPLICATE_SKIP) {
        a->skipped++;
        return files_note(&a->files, item, FILES_SKIPPED, err);
    }
    problem_set(&item->problem, IR_INVALID, "duplicate",
                "an article with this id is there already: %.*s",
                (int)item->doc->id.size - 1, item->doc->id.data + 1);
    return reject(a, item, err);
}

/* Apply --on-copy to an article whose title and text the index has. */
static enum ir_status look_for_copy(struct adding *a, struct item *item,
                                    bool *settled, struct ir_error *err)
{
    enum ir_status status;
    uint64_t copies;
    bool has;

    *settled = false;
    status = document_copies(item->doc, a->changes.store, &copies, err);
    if (seen_get(&a->contents, document_content(item->doc)))
        copies = 1;
    if (status != IR_OK || !copies)
        return status;
    status = store_has(a->changes.writer, item->doc->id, &has, err);
    if (status != IR_OK || has)
        return status;
    report_copy(a->report, item->name, item->problem.line);
    if (a->settings->on_copy == COPY_KEEP)
        return IR_OK;
    *settled = true;
    a->skipped++;
    return files_note(&a->files, item, FILES_SKIPPED, err);
}

static bool is_wanted(const struct settings *s, struct ir_text id)
{
    return !s->only || seen_get(s->only, seen_key(id.data, id.size));
}

/* *settled: --on-duplicate or --on-copy excludes the article. */
static enum ir_status settle(struct adding *a, struct item *item, bool *settled,
                             struct ir_error *err)
{
    enum ir_status status;

    if (!is_wanted(a->settings, item->doc->id)) {
        *settled = true;
        a->skipped++;
        return files_note(&a->files, item, FILES_SKIPPED, err);
    }
    status = settle_duplicate(a, item, settled, err);
    if (status == IR_OK && !*settled)
        status = look_for_copy(a, item, settled, err);
    return status;
}

/* Count an article of this run with this content, or one that is replaced. */
static void count_content(struct adding *a, uint64_t content, int change)
{
    const uint64_t count = seen_get(&a->contents, content);
    uint64_t before;

    if (count || change > 0)
        seen_put(&a->contents, content, count + (uint64_t)change, &before);
}

/* Report an article that replaces a different one of this run. */
static void note_id(struct adding *a, const struct item *item)
{
    const struct ir_text id = item->doc->id;
    uint64_t content = document_content(item->doc), before;

    if (seen_put(&a->ids, seen_key(id.data, id.size), content, &before) &&
        before != content) {
        report_again(a->report, item->name, item->problem.line,
                     (struct ir_text){id.data + 1, id.size - 1});
        count_content(a, before, -1);
    }
    if (a->changes.writer && store_writer_is_bulk(a->changes.writer))
        count_content(a, content, 1);
}

static enum ir_status put(struct adding *a, struct item *item,
                          struct ir_error *err)
{
    struct doc *doc = item->doc;
    enum ir_status status;
    bool settled;

    if (a->changes.writer && !a->rebuild) {
        status = settle(a, item, &settled, err);
        if (status != IR_OK || settled)
            return status;
    }
    note_id(a, item);
    status = files_note(&a->files, item, FILES_PUT, err);
    if (status != IR_OK)
        return status;
    item->doc = NULL;
    status = changes_put(&a->changes, doc, err);
    /* If it is the whole file, it is committed with the end of the file. */
    if (status != IR_OK || item->notes.whole_file)
        return status;
    return changes_commit_when_full(&a->changes, err);
}

static enum ir_status end_file(struct adding *a, const struct item *item,
                               struct ir_error *err)
{
    enum ir_status status = files_end(&a->files, item, err);

    return status == IR_OK ? changes_commit_when_full(&a->changes, err)
                           : status;
}

enum ir_status adding_take(struct adding *a, struct item *item,
                           struct ir_error *err)
{
    a->bytes = item->bytes;
    if (item->status != IR_OK)
        return reject(a, item, err);
    if (item->event == ARTICLES_FILE_END)
        return end_file(a, item, err);
    if (item->notes.replaced)
        report_repaired(a->report, item->name, item->problem.line,
                        item->notes.replaced);
    if (item->notes.converted)
        report_converted(a->report, item->name, item->problem.line,
                         item->notes.converted);
    if (*item->notes.undated)
        report_undated(a->report, item->name, item->problem.line,
                       buf_text(&item->parsed.fields[PARSED_DATE]),
                       item->notes.undated);
    if (item->notes.textless)
        report_textless(a->report, item->name, item->problem.line);
    return put(a, item, err);
}
