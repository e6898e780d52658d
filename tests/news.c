#include "tests/news.h"
#include "article/index_options.h"
#include "article/record.h"
#include "article/terms.h"
#include "indexer/document/document.h"
#include "tests/temp.h"

#include <stdio.h>
#include <stdlib.h>

static char root[TEMP_SIZE], dirs[NEWS_DIRS][80];

struct news {
    struct store_writer *writer;
    struct document_builder *builder;
    struct parsed parsed;
    bool damage;
};

void news_make(void)
{
    temp_folder(root);
    for (size_t i = 0; i < NEWS_DIRS; i++)
        snprintf(dirs[i], sizeof(dirs[i]), "%s/%zu", root, i);
}

void news_remove(void)
{
    temp_remove(root);
}

const char *news_dir(size_t i)
{
    return dirs[i];
}

struct news *news_open(size_t i, const char *stem)
{
    const struct store_writer_options how = {.lock_timeout = 1, .create = true};
    struct index_options options;
    struct news *n = xcalloc(1, sizeof(*n));

    ok(store_writer_open(dirs[i], &how, &n->writer, &err));
    index_options_init(&options);
    free(options.stem);
    options.stem = xstrdup(stem);
    if (index_options_absent(store_writer_store(n->writer)))
        ok(index_options_save(&options, n->writer, &err));
    index_options_free(&options);
    ok(document_builder_new(stem, &n->builder, &err));
    parsed_start(&n->parsed);
    return n;
}

static void add(struct news *n)
{
    struct document_notes notes;
    struct problem p = {.line = 0};
    struct doc *d;

    ck_assert_msg(document_build(n->builder, &n->parsed, &d, &notes, &p) ==
                      IR_OK,
                  "%s", p.err.message);
    if (n->damage)
        ((char *)(uintptr_t)d->data.data)[d->data.size - 9] ^= 0x10;
    ok(store_put(n->writer, d, NULL, &err));
    parsed_clear(&n->parsed);
}

void news_add(struct news *n, const char *id, const char *title,
              struct ir_text text)
{
    parsed_set(&n->parsed, PARSED_ID, text_of(id));
    parsed_set(&n->parsed, PARSED_TITLE, text_of(title));
    parsed_set(&n->parsed, PARSED_TEXT, text);
    add(n);
}

void news_set(struct news *n, enum parsed_field field, const char *value)
{
    parsed_set(&n->parsed, field, text_of(value));
}

void news_add_dated(struct news *n, const char *id, const char *date,
                    const char *text)
{
    parsed_set(&n->parsed, PARSED_DATE, text_of(date));
    news_add(n, id, "", text_of(text));
}

void news_add_damaged(struct news *n, const char *id, const char *text)
{
    n->damage = true;
    news_add(n, id, "", text_of(text));
    n->damage = false;
}

void news_delete(struct news *n, const char *id)
{
    struct buf term = BUF_INIT;

    term_unique(&term, text_of(id));
    ok(store_delete(n->writer, buf_text(&term), &err));
    buf_free(&term);
}

void news_commit(struct news *n)
{
    ok(store_commit(n->writer, &err));
}

void news_close(struct news *n)
{
    news_commit(n);
    store_writer_close(n->writer);
    document_builder_free(n->builder);
    parsed_free(&n->parsed);
    record_encode_done();
    free(n);
}

struct ir_searcher *searcher;

void open_index(void)
{
    const char *dir = news_dir(0);

    ir_close(searcher);
    searcher = NULL;
    ok(ir_open(&dir, 1, &searcher, &err));
}

void news_remove_all(void)
{
    ir_close(searcher);
    searcher = NULL;
    news_remove();
}

struct ir_request request_of(const char *query)
{
    struct ir_request r;

    ir_request_init(&r);
    r.query = text_of(query);
    return r;
}

struct ir_results *search(const struct ir_request *r)
{
    struct ir_results *results = NULL;

    ok(ir_search(searcher, r, &results, &err));
    return results;
}

/* count articles, the first `with` of which hold both gas and oil. */
void fill_news(size_t count, size_t with)
{
    struct news *n = news_open(0, "english");

    for (size_t i = 0; i < count; i++) {
        char id[32], text[200];

        snprintf(id, sizeof(id), "n%03zu", i);
        snprintf(text, sizeof(text), "Gas came in lot %zu. %s", i,
                 i < with ? "So did oil." : "Nothing else did.");
        news_add(n, id, "", text_of(text));
    }
    news_close(n);
    open_index();
}

/* The ids of the list, in order of ids, one space between. */
static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

size_t list_ids(const struct ir_request *r, struct buf *out)
{
    char *ids[1200];
    size_t count = 0;
    struct ir_list *list;
    struct ir_text id;
    enum ir_status status;

    ok(ir_list_start(searcher, r, &list, &err));
    while ((status = ir_list_next(list, &id, &err)) == IR_OK && count < 1200)
        ids[count++] = strndup(id.data, id.size);
    fails(status, IR_END);
    fails(ir_list_next(list, &id, &err), IR_END);
    ir_list_free(list);
    qsort(ids, count, sizeof(*ids), compare_ids);
    for (size_t i = 0; i < count; i++) {
        buf_addf(out, "%s%s", i ? " " : "", ids[i]);
        free(ids[i]);
    }
    return count;
}

void lists(const char *query, enum ir_match match, const char *want)
{
    struct ir_request r = request_of(query);
    struct buf ids = BUF_INIT;

    r.match = match;
    list_ids(&r, &ids);
    ck_assert_str_eq(ids.data, want);
    buf_free(&ids);
}

void totals(const struct ir_request *r, uint64_t value)
{
    struct ir_results *results = search(r);

    ck_assert_uint_eq(results->articles.value, value);
    ck_assert_int_eq(results->articles.relation, IR_EQ);
    ir_results_free(results);
}

void shows(const struct ir_request *r, const char *want)
{
    struct ir_results *results = search(r);
    struct buf ids = BUF_INIT;

    for (size_t i = 0; i < results->count; i++) {
        buf_adds(&ids, i ? " " : "");
        buf_addt(&ids, results->hits[i]->article->id);
        ck_assert_double_ge(results->hits[i]->score, 0);
    }
    ck_assert_str_eq(ids.data, want);
    buf_free(&ids);
    ir_results_free(results);
}
