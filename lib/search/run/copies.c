/* Describes the copies of an article. */
#include "search/run/copies.h"
#include "article/terms.h"
#include "base/seen.h"
#include "search/run/sharing.h"
#include "search/run/stories.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- members of a story ---- */

struct member {
    uint32_t document;
    bool has_date;
    int64_t date;
    struct ir_text id, source;
};

/* The earliest first, then those without a date. */
static int compare(const void *a, const void *b)
{
    const struct member *l = a, *r = b;

    if (l->has_date != r->has_date)
        return l->has_date ? -1 : 1;
    if (l->has_date && l->date != r->date)
        return l->date < r->date ? -1 : 1;
    return (l->document > r->document) - (l->document < r->document);
}

static int compare_ids(const void *a, const void *b)
{
    const struct member *l = a, *r = b;
    bool equal =
        l->has_date == r->has_date && (!l->has_date || l->date == r->date);

    return equal ? text_compare(l->id, r->id) : compare(a, b);
}

/* The members of a story with their dates, in order, to be freed. */
static enum ir_status dated(struct ir_searcher *s, uint32_t story,
                            struct member **out, size_t *count,
                            struct ir_error *err)
{
    const uint32_t *documents;
    struct buf value = BUF_INIT;
    enum ir_status status = IR_OK;
    struct member *all;

    *count = stories_members(s->stories, story, &documents);
    all = xcalloc(*count + 1, sizeof(*all));
    for (size_t i = 0; status == IR_OK && i < *count; i++) {
        all[i].document = documents[i];
        status = store_value(s->store, documents[i], SLOT_DATE, &value, err);
        all[i].has_date = status == IR_OK && value.size;
        all[i].date = all[i].has_date ? value_number_get(buf_text(&value)) : 0;
    }
    buf_free(&value);
    qsort(all, *count, sizeof(*all), compare);
    *out = all;
    return status;
}

static struct member *member_of(struct member *all, size_t count,
                                uint32_t document)
{
    for (size_t i = 0; i < count; i++)
        if (all[i].document == document)
            return &all[i];
    return NULL;
}

static enum ir_status name(struct ir_searcher *s, struct arena *arena,
                           struct ir_text bytes, struct record *record,
                           struct member *m, struct ir_error *err)
{
    enum ir_status status = record_decode(s->decoder, bytes, record, err);

    if (status != IR_OK)
        return status;
    m->id = arena_text(arena, record->article.id);
    m->source = arena_text(arena, record->article.source);
    return IR_OK;
}

/* Read the ids and sources of some members. */
static enum ir_status name_all(struct ir_searcher *s, struct arena *arena,
                               struct member *all, size_t count,
                               struct ir_error *err)
{
    const struct store_search how = {
        .limit = count, .unranked = true, .with_data = true};
    struct store_set *set = store_set_new(s->store);
    struct store_query *query;
    struct store_hits *hits;
    struct record record = RECORD_INIT;
    enum ir_status status;

    for (size_t i = 0; i < count; i++)
        store_set_add(set, all[i].document);
    query = store_query_set(set, 0);
    store_set_free(set);
    status = store_search(s->store, query, &how, &hits, err);
    store_query_free(query);
    if (status != IR_OK)
        return status;
    for (size_t i = 0; status == IR_OK && i < store_hits_count(hits); i++) {
        struct member *m = member_of(all, count, store_hits_document(hits, i));

        if (m)
            status = name(s, arena, store_hits_data(hits, i), &record, m, err);
    }
    store_hits_free(hits);
    record_free(&record);
    return status;
}

/* ---- results ---- */

static void fill(struct arena *arena, uint32_t document,
                 const struct member *all, size_t count, struct ir_story *out)
{
    struct ir_copy *copies = arena_alloc(arena, count * sizeof(*copies) + 1);
    const struct ir_copy **each = arena_alloc(arena, count * sizeof(*each) + 1);

    if (count && all[0].has_date)
        out->first = all[0].id;
    for (size_t i = 0; i < count && out->copy_count < IR_COPIES_MAX; i++) {
        struct ir_copy *copy = &copies[out->copy_count];

        if (all[i].document == document)
            continue;
        *copy = (struct ir_copy){.id = all[i].id,
                                 .source = all[i].source,
                                 .has_date = all[i].has_date,
                                 .date = all[i].date};
        each[out->copy_count++] = copy;
    }
    out->copies = each;
}

/* Fill a story of several articles. */
static enum ir_status fill_story(struct ir_searcher *s, struct arena *arena,
                                 uint32_t document, uint32_t number,
                                 struct ir_story *story, struct ir_error *err)
{
    struct member *all;
    size_t count, shown;
    enum ir_status status = dated(s, number, &all, &count, err);

    shown = count > IR_COPIES_MAX + 1 ? IR_COPIES_MAX + 1 : count;
    if (status == IR_OK)
        status = name_all(s, arena, all, shown, err);
    if (status == IR_OK) {
        story->count = count - 1;
        qsort(all, shown, sizeof(*all), compare_ids);
        fill(arena, document, all, shown, story);
    }
    free(all);
    return status;
}

enum ir_status copies_fill(struct ir_searcher *s, struct arena *arena,
                           uint32_t document, const struct ir_article *article,
                           const struct ir_story **out, struct ir_error *err)
{
    struct ir_story *story = arena_alloc(arena, sizeof(*story));
    const uint32_t *members;
    uint32_t number;
    enum ir_status status =
        stories_of(s->stories, s->store, document, &number, err);

    *out = story;
    if (status == IR_OK && stories_members(s->stories, number, &members) > 1)
        return fill_story(s, arena, document, number, story, err);
    if (article->has_date)
        story->first = article->id;
    return status;
}

/* ---- queries ---- */

static enum ir_status pass_members(struct decided *d, struct plan_filter *f,
                                   struct ir_searcher *s, uint32_t document,
                                   struct ir_error *err)
{
    struct arena arena = ARENA_INIT;
    struct store_set *set = decided_set(d, s->store);
    struct member *all = NULL;
    size_t count = 0;
    uint32_t story;
    uint64_t before;
    enum ir_status status =
        stories_of(s->stories, s->store, document, &story, err);

    if (status == IR_OK)
        status = dated(s, story, &all, &count, err);
    if (status == IR_OK)
        status = name_all(s, &arena, all, count, err);
    for (size_t i = 0; status == IR_OK && i < count; i++) {
        store_set_add(set, all[i].document);
        seen_put(&f->among, seen_key(all[i].id.data, all[i].id.size), 1,
                 &before);
    }
    f->held = set;
    f->decided = true;
    free(all);
    arena_free(&arena);
    return status;
}

/* Warn if articles that are like the document are not taken for its copies. */
static enum ir_status warn_about(struct query *query, struct ir_searcher *s,
                                 uint32_t document, struct ir_error *err)
{
    char message[160] = "";
    bool common;
    enum ir_status status =
        stories_common(s->stories, s->store, document, &common, err);

    if (stories_chained(s->stories, document))
        snprintf(message, sizeof(message),
                 "the article is one of over %d that are alike in a chain, as "
                 "filled-in forms are: they are not taken for copies",
                 IR_STORY_MAX);
    else if (common)
        snprintf(message, sizeof(message),
                 "over %d articles have a part of this one, as forms have: "
                 "those that share nothing else are not taken for copies",
                 STORY_BAND_MAX);
    if (status == IR_OK && *message)
        query_warn(query, "copies_many", message, 0, query->text.size);
    return status;
}

static enum ir_status pass_copies(struct decided *d, struct plan_filter *f,
                                  struct query *query, struct ir_searcher *s,
                                  struct ir_error *err)
{
    struct buf id = BUF_INIT;
    struct ir_error why;
    uint32_t document;
    enum ir_status status =
        searcher_id(s, buf_text(&f->text), &id, &document, &why);

    buf_free(&id);
    if (status == IR_OK) {
        status = pass_members(d, f, s, document, err);
        return status == IR_OK ? warn_about(query, s, document, err) : status;
    }
    if (status != IR_NOT_FOUND && status != IR_INVALID)
        return ir_fail(err, status, "%s", why.message);
    query_warn(query, "unknown_article", why.message, 0, query->text.size);
    buf_clear(&f->text); /* no article passes */
    return IR_OK;
}

enum ir_status copies_decide(struct plan *p, struct decided *d,
                             struct query *query, struct ir_searcher *s,
                             struct ir_error *err)
{
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < p->filter_count; i++) {
        struct plan_filter *f = &p->filters[i];

        if (f->kind != FILTER_FIELD || f->field != FIELD_COPIES ||
            !f->text.size)
            continue;
        status = pass_copies(d, f, query, s, err);
        if (status == IR_OK && s->options.format < INDEX_FORMAT_COPIES)
            query_warn(query, "copies_unknown",
                       "the index was made by an older version, which does "
                       "not know copies: irindex --rebuild makes it anew",
                       0, query->text.size);
    }
    return status;
}

bool copies_asked(const struct plan *p, const struct clause *c)
{
    if (c->kind == CLAUSE_FILTER)
        return p->filters[c->filter].kind == FILTER_FIELD &&
               p->filters[c->filter].field == FIELD_COPIES;
    for (size_t i = 0; c->kind != CLAUSE_NOT && i < c->part_count; i++)
        if (copies_asked(p, &c->parts[i]))
            return true;
    return false;
}
