/* Articles that are there already: by their id, or by what they say. */
#include "indexer/adding.h"

/* Is there one already, and does that settle the matter? */
static enum ir_status settle_duplicate(struct adding *a, struct item *item,
                                       bool *settled, struct ir_error *err)
{
    bool has = false;
    enum ir_status status;

    *settled = false;
    if (a->settings->on_duplicate == DUPLICATE_REPLACE)
        return IR_OK;
    status = store_has(a->writer, item->doc->id, &has, err);
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
    return adding_reject(a, item, err);
}

/* Is there another article with the same title and text? */
static enum ir_status look_for_copy(struct adding *a, struct item *item,
                                    bool *settled, struct ir_error *err)
{
    enum ir_status status;
    uint64_t copies;
    bool has;

    *settled = false;
    status =
        document_copies(item->doc, store_writer_store(a->writer), &copies, err);
    if (status != IR_OK || !copies)
        return status;
    status = store_has(a->writer, item->doc->id, &has, err);
    if (status != IR_OK || has)
        return status;
    report_copy(a->report, item->name, item->problem.line);
    if (a->settings->on_copy == COPY_KEEP)
        return IR_OK;
    *settled = true;
    a->skipped++;
    return files_note(&a->files, item, FILES_SKIPPED, err);
}

enum ir_status duplicates_settle(struct adding *a, struct item *item,
                                 bool *settled, struct ir_error *err)
{
    enum ir_status status = settle_duplicate(a, item, settled, err);

    if (status == IR_OK && !*settled)
        status = look_for_copy(a, item, settled, err);
    return status;
}

void duplicates_note(struct adding *a, const struct item *item)
{
    const struct ir_text id = item->doc->id;
    uint64_t content = document_content(item->doc), before;

    if (seen_put(&a->ids, seen_key(id.data, id.size), content, &before) &&
        before != content)
        report_again(a->report, item->name, item->problem.line,
                     (struct ir_text){id.data + 1, id.size - 1});
}
