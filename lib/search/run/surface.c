/* Reads articles for the ways in which they write some words. */
#include "search/run/surface.h"
#include "article/terms.h"
#include "base/seen.h"

#include <stdlib.h>

/* A way to write a stem. */
struct form {
    struct ir_text word;
    size_t count; /* of its places */
    size_t next;  /* index + 1 of the next form of the stem; 0: none */
};

struct reading_forms {
    struct ir_searcher *s;
    const struct store_set *set;
    struct surface *stems;
    size_t count;
    struct arena *arena;
    struct seen numbers; /* of stems: index + 1 by name */
    struct form *forms;
    size_t form_count, form_room;
    size_t *first; /* by stem: index + 1 of its first form */
    struct record record;
};

static void add_form(struct reading_forms *r, size_t stem, struct ir_text word)
{
    size_t *link = &r->first[stem];

    while (*link && !text_equal(r->forms[*link - 1].word, word))
        link = &r->forms[*link - 1].next;
    if (*link) {
        r->forms[*link - 1].count++;
        return;
    }
    /* The link may be in the array, which may move. */
    *link = r->form_count + 1;
    r->forms = xgrow(r->forms, r->form_count, &r->form_room, sizeof(*r->forms));
    r->forms[r->form_count++] = (struct form){arena_text(r->arena, word), 1, 0};
}

static void read_text(struct reading_forms *r, struct ir_text text)
{
    struct words *walk = r->s->walk;
    struct word word;

    words_start(walk, text, 0, 0, NULL);
    while (words_next(walk, &word)) {
        struct ir_text stem;
        uint64_t number;

        if (!word.form.size || (word.flags & (WORD_BESIDE | WORD_ACRONYM)))
            continue;
        stem = stems_get(r->s->stems, word.form)->stem->form;
        number = seen_get(&r->numbers, seen_key(stem.data, stem.size));
        if (number)
            add_form(r, number - 1, text_slice(text, word.start, word.end));
    }
}

/* Read at most so many articles of a set. */
static enum ir_status read_articles(struct reading_forms *r,
                                    const struct store_set *set, size_t most,
                                    struct ir_error *err)
{
    const struct store_search how = {
        .limit = most, .unranked = true, .with_data = true};
    struct store_query *query = store_query_set(set, 0);
    struct store_hits *hits;
    enum ir_status status = store_search(r->s->store, query, &how, &hits, err);

    store_query_free(query);
    if (status != IR_OK)
        return status;
    for (size_t i = 0; status == IR_OK && i < store_hits_count(hits); i++) {
        status = record_decode(r->s->decoder, store_hits_data(hits, i),
                               &r->record, err);
        if (status != IR_OK)
            break;
        read_text(r, r->record.article.title);
        read_text(r, r->record.article.text);
    }
    store_hits_free(hits);
    return status;
}

static void take_first(void *closure, uint32_t document)
{
    uint32_t *first = closure;

    if (!*first || document < *first)
        *first = document;
}

/* Read a holder of each stem that has not been seen yet. */
static enum ir_status read_holders(struct reading_forms *r,
                                   struct ir_error *err)
{
    struct store_set *holders = store_set_new(r->s->store);
    struct buf term = BUF_INIT;
    enum ir_status status = IR_OK;
    size_t count = 0;

    for (size_t i = 0; status == IR_OK && i < r->count; i++) {
        uint32_t first = 0;

        if (r->first[i])
            continue;
        term_word(&term, "Z", r->stems[i].stem);
        status =
            store_set_holders(r->set, buf_text(&term), take_first, &first, err);
        if (status != IR_OK || !first)
            continue;
        store_set_add(holders, first);
        count++;
    }
    if (status == IR_OK && count)
        status = read_articles(r, holders, count, err);
    store_set_free(holders);
    buf_free(&term);
    return status;
}

/* Of each stem the form with the most places; of equals the first. */
static void choose(struct reading_forms *r)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct form *best = NULL;

        for (size_t at = r->first[i]; at; at = r->forms[at - 1].next)
            if (!best || r->forms[at - 1].count > best->count)
                best = &r->forms[at - 1];
        r->stems[i].word = best ? best->word : (struct ir_text){NULL, 0};
    }
}

enum ir_status surfaces_find(struct ir_searcher *s, const struct store_set *set,
                             struct surface *stems, size_t count,
                             struct arena *arena, struct ir_error *err)
{
    struct reading_forms r = {.s = s,
                              .set = set,
                              .stems = stems,
                              .count = count,
                              .arena = arena,
                              .numbers = SEEN_INIT,
                              .first = xcalloc(count + 1, sizeof(*r.first)),
                              .record = RECORD_INIT};
    uint64_t before;
    enum ir_status status;

    for (size_t i = 0; i < count; i++)
        seen_put(&r.numbers, seen_key(stems[i].stem.data, stems[i].stem.size),
                 i + 1, &before);
    status = read_articles(&r, set, SURFACE_ARTICLES, err);
    if (status == IR_OK)
        status = read_holders(&r, err);
    if (status == IR_OK)
        choose(&r);
    seen_free(&r.numbers);
    free(r.forms);
    free(r.first);
    record_free(&r.record);
    return status;
}
