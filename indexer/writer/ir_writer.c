/* The public writer: documents from memory into an index, in one thread. */
#include <irsearch_writer.h>

#include "article/record.h"
#include "article/terms.h"
#include "base/sized.h"
#include "indexer/document/analysis.h"
#include "indexer/document/document.h"

#include <stdio.h>
#include <stdlib.h>

/* Bytes of each struct in the first version of the interface. */
#define OPTIONS_LEAST SIZED_TO(struct ir_writer_options, synonyms)
#define ARTICLE_LEAST SIZED_TO(struct ir_writer_article, url)

struct ir_writer {
    struct store_writer *store;
    struct document_builder *builder;
    struct parsed parsed; /* scratch */
    struct buf term, note;
};

/* For the postings of a new index. */
#define BULK_MEMORY ((size_t)64 << 20)

static const struct ir_writer_options default_options;
static const struct ir_writer_article no_article;

void ir_writer_options_init_size(struct ir_writer_options *options, size_t size)
{
    sized_init(options, size, &default_options, sizeof(default_options));
}

void ir_writer_article_init_size(struct ir_writer_article *article, size_t size)
{
    sized_init(article, size, &no_article, sizeof(no_article));
}

static enum ir_status open_store(struct ir_writer *w, const char *dir,
                                 const struct ir_writer_options *o,
                                 struct ir_error *err)
{
    const struct store_writer_options how = {
        .lock_timeout = o->lock_timeout,
        .sync = !o->no_sync,
        .create = !o->existing,
        .bulk_memory = BULK_MEMORY,
        .revision_slot = SLOT_REVISION,
        .revision_value = value_number_put,
    };

    if (!(o->lock_timeout >= 0))
        return ir_fail(err, IR_INVALID, "lock_timeout is below 0");
    return store_writer_open(dir, &how, &w->store, err);
}

static enum ir_status prepare(struct ir_writer *w, const char *dir,
                              const struct ir_writer_options *o,
                              struct ir_error *err)
{
    const struct analysis_wish wish = {o->stem, o->stopwords, o->synonyms};
    struct index_options analysis;
    enum ir_status status = analysis_settle(
        &wish, dir, store_writer_store(w->store), w->store, &analysis, err);

    if (status != IR_OK)
        return status;
    status = document_builder_new(analysis.stem, &w->builder, err);
    if (status == IR_OK && !o->no_detect)
        document_builder_detect(w->builder);
    index_options_free(&analysis);
    return status;
}

enum ir_status ir_writer_open(const char *dir,
                              const struct ir_writer_options *options,
                              struct ir_writer **out, struct ir_error *err)
{
    static const struct buf none = BUF_INIT;
    struct ir_writer_options full = default_options;
    struct ir_writer *w;
    enum ir_status status = IR_OK;

    if (options)
        status = sized_copy(options, OPTIONS_LEAST, &full, sizeof(full),
                            "writer's options", err);
    if (status != IR_OK)
        return status;
    w = xcalloc(1, sizeof(*w));
    parsed_start(&w->parsed);
    w->term = w->note = none;
    status = open_store(w, dir, &full, err);
    if (status == IR_OK)
        status = prepare(w, dir, &full, err);
    if (status == IR_OK)
        *out = w;
    else
        ir_writer_close(w);
    return status;
}

void ir_writer_close(struct ir_writer *w)
{
    if (!w)
        return;
    store_writer_close(w->store);
    document_builder_free(w->builder);
    parsed_free(&w->parsed);
    buf_free(&w->term);
    buf_free(&w->note);
    record_encode_done();
    free(w);
}

static void set_fields(struct parsed *p, const struct ir_writer_article *a)
{
    parsed_clear(p);
    parsed_set(p, PARSED_ID, a->id);
    parsed_set(p, PARSED_TITLE, a->title);
    parsed_set(p, PARSED_TEXT, a->text);
    parsed_set(p, PARSED_DATE, a->date);
    parsed_set(p, PARSED_SOURCE, a->source);
    parsed_set(p, PARSED_SECTION, a->section);
    parsed_set(p, PARSED_BYLINE, a->byline);
    parsed_set(p, PARSED_LANG, a->lang);
    parsed_set(p, PARSED_URL, a->url);
}

static void take_notes(struct ir_writer *w, const struct document_notes *notes)
{
    const struct buf *date = &w->parsed.fields[PARSED_DATE];
    char count[64];

    if (*notes->undated)
        buf_addf(&w->note, "date \"%.*s\" not kept: %s",
                 date->size < 40 ? (int)date->size : 40, date->data,
                 notes->undated);
    if (notes->replaced)
        buf_addf(&w->note, "%s%s replaced", w->note.size ? "; " : "",
                 count_things(count, notes->replaced, "invalid byte"));
}

/* Begin the message about an article with its id. */
static enum ir_status refuse(struct ir_text id, const struct ir_error *why,
                             struct ir_error *err)
{
    return ir_fail(err, why->status, "article \"%.*s\": %.150s",
                   id.size < 60 ? (int)id.size : 60, id.size ? id.data : "",
                   why->message);
}

static enum ir_status build(struct ir_writer *w,
                            const struct ir_writer_article *a, struct doc **out,
                            struct ir_error *err)
{
    struct document_notes notes = {0};
    struct problem p = {.line = 0};
    enum ir_status status;

    set_fields(&w->parsed, a);
    status = document_build(w->builder, &w->parsed, out, &notes, &p);
    if (status != IR_OK)
        return refuse(a->id, &p.err, err);
    status = store_prepare(w->store, *out, &p.err);
    if (status != IR_OK) {
        doc_free(*out);
        return refuse(a->id, &p.err, err);
    }
    take_notes(w, &notes);
    return IR_OK;
}

enum ir_status ir_writer_add(struct ir_writer *w,
                             const struct ir_writer_article *article,
                             struct ir_error *err)
{
    struct ir_writer_article a = no_article;
    struct doc *d;
    enum ir_status status =
        sized_copy(article, ARTICLE_LEAST, &a, sizeof(a), "article", err);

    buf_clear(&w->note);
    if (status != IR_OK)
        return status;
    if (store_pending_bytes(w->store) >= IR_WRITER_PENDING_MAX)
        return ir_fail(err, IR_LIMIT,
                       "%zu bytes wait for a commit: at most %d; commit first",
                       store_pending_bytes(w->store), IR_WRITER_PENDING_MAX);
    status = build(w, &a, &d, err);
    return status == IR_OK ? store_put(w->store, d, NULL, err) : status;
}

const char *ir_writer_note(const struct ir_writer *w)
{
    return w->note.size ? w->note.data : NULL;
}

enum ir_status ir_writer_delete(struct ir_writer *w, struct ir_text id,
                                struct ir_error *err)
{
    enum ir_status status;

    term_unique(&w->term, id);
    status = store_delete(w->store, buf_text(&w->term), err);
    if (status == IR_NOT_FOUND)
        return ir_fail(err, status, "no article \"%.*s\"",
                       id.size < 150 ? (int)id.size : 150, id.data);
    return status;
}

enum ir_status ir_writer_commit(struct ir_writer *w, struct ir_error *err)
{
    return store_commit(w->store, err);
}
