/* Answers in parts: pages, cursors and streams. */
#include "tests/judge.h"
#include "tests/news.h"

#include <stdlib.h>

/* Ids in the order of the hits. */
static void add_ids(const struct ir_results *r, struct buf *out)
{
    for (size_t i = 0; i < r->count; i++)
        buf_addf(out, "%.*s ", (int)r->hits[i].article->id.size,
                 r->hits[i].article->id.data);
}

/* All pages of so many hits, by offset or by cursor. */
static void add_pages(struct ir_request r, bool cursors, struct buf *out)
{
    struct buf cursor = BUF_INIT;
    bool more = true;

    while (more) {
        struct ir_results *results = search(&r);

        add_ids(results, out);
        more = results->next.size && results->count;
        buf_clear(&cursor);
        buf_addt(&cursor, results->next);
        ir_results_free(results);
        if (cursors)
            r.after = buf_text(&cursor);
        else
            r.offset += r.limit;
    }
    buf_free(&cursor);
}

bool judge_pages(const struct trial *t, size_t variant)
{
    struct ir_request r = judge_request(t, IR_MATCH_ANY);
    struct buf whole = BUF_INIT, pages = BUF_INIT;
    struct ir_results *results;
    bool same;

    r.articles = variant % 3;
    r.sort = (enum ir_sort)(variant / 4 % 3);
    r.limit = IR_HITS_MAX;
    results = search(&r);
    add_ids(results, &whole);
    ir_results_free(results);
    r.limit = 1 + variant % 40;
    add_pages(r, variant % 8, &pages);
    same = text_equal(buf_text(&whole), buf_text(&pages));
    if (!same)
        buf_addf(t->why, "pages of %zu by %s, sort %d: %s\ninstead of %s\n",
                 r.limit, variant % 8 ? "cursor" : "offset", (int)r.sort,
                 pages.data, whole.data);
    buf_free(&whole);
    buf_free(&pages);
    return same;
}

bool judge_stream(const struct trial *t)
{
    struct ir_request r = judge_request(t, IR_MATCH_ALL);
    struct ir_list *list;
    struct ir_text id;
    bool same = true;

    ok(ir_list_start(searcher, &r, &list, &err));
    while (same && ir_list_next(list, &id, &err) == IR_OK) {
        struct ir_results *results;

        ok(ir_list_hits(list, &results, &err));
        for (size_t i = 0; same && i < results->count; i++)
            same = text_equal(results->hits[i].article->id, id) &&
                   judge_hit(t, &results->hits[i], false);
        if (same && !results->count)
            same = judge_differ(t, "no hits of its own",
                                judge_article(id)->article);
        ir_results_free(results);
    }
    ir_list_free(list);
    return same;
}
