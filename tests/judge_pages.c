/* Answers in parts: pages, page tokens and streams. */
#include "tests/judge.h"
#include "tests/news.h"

#include <stdlib.h>

/* Ids in the order of the hits. */
static void add_ids(const struct ir_results *r, struct buf *out)
{
    for (size_t i = 0; i < r->count; i++)
        buf_addf(out, "%.*s ", (int)r->hits[i]->article->id.size,
                 r->hits[i]->article->id.data);
}

/* All pages of so many hits, by offset or by page token.  None is empty. */
static bool add_pages(struct ir_request r, bool tokens, struct buf *out)
{
    struct buf token = BUF_INIT;
    bool more = true, first = true, empty = false;

    for (; more; first = false) {
        struct ir_results *results = search(&r);

        add_ids(results, out);
        empty = empty || (!first && !results->count);
        more = results->next.size && results->count;
        buf_clear(&token);
        buf_addt(&token, results->next);
        ir_results_free(results);
        if (tokens)
            r.after = buf_text(&token);
        else
            r.offset += r.limit;
    }
    buf_free(&token);
    return !empty;
}

/* The articles that a request without a limit to its pages gives. */
static size_t articles_shown(const struct ir_results *r)
{
    bool seen[JUDGE_ARTICLES] = {false};
    size_t count = 0;

    for (size_t i = 0; i < r->count; i++) {
        size_t number = judge_number(r->hits[i]->article->id);

        count += !seen[number];
        seen[number] = true;
    }
    return count;
}

bool judge_pages(const struct trial *t, size_t variant)
{
    struct ir_request r =
        judge_request(t, variant % 3 ? IR_MATCH_AUTO : IR_MATCH_ANY);
    struct buf whole = BUF_INIT, pages = BUF_INIT;
    struct ir_results *results;
    bool same, full;

    r.exact_total = true;
    r.articles = variant / 2 % 3;
    r.sort = (enum ir_sort)(variant / 4 % 3);
    r.limit = IR_HITS_MAX;
    results = search(&r);
    add_ids(results, &whole);
    same = results->next.size ||
           articles_shown(results) ==
               results->articles.value + results->partial.value;
    if (!same)
        buf_addf(t->why, "%zu articles on pages, but %llu and %llu match\n",
                 articles_shown(results),
                 (unsigned long long)results->articles.value,
                 (unsigned long long)results->partial.value);
    ir_results_free(results);
    r.exact_total = false;
    r.limit = 1 + variant % 40;
    full = add_pages(r, variant % 8, &pages);
    if (!full)
        buf_adds(t->why, "the page after one is empty\n");
    same = same && full && text_equal(buf_text(&whole), buf_text(&pages));
    if (!same)
        buf_addf(t->why, "pages of %zu by %s, sort %d: %s\ninstead of %s\n",
                 r.limit, variant % 8 ? "page token" : "offset", (int)r.sort,
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
            same = text_equal(results->hits[i]->article->id, id) &&
                   judge_hit(t, results->hits[i], false);
        if (same && !results->count)
            same = judge_differ(t, "no hits of its own",
                                judge_article(id)->article);
        ir_results_free(results);
    }
    ir_list_free(list);
    return same;
}
