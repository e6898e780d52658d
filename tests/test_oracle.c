/* Every operator of the language against the oracle, on random articles. */
#include "tests/chance.h"
#include "tests/judge.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

#define QUERIES 800
#define SEED 20260512

static void make_news(void)
{
    struct news *n;

    chance_seed("oracle", SEED);
    news_make();
    n = news_open(0, "english");
    chance_news(n, JUDGE_ARTICLES);
    news_close(n);
    open_index();
    judge_start(JUDGE_ARTICLES);
}

static void remove_news(void)
{
    judge_end();
    news_remove_all();
}

/* ---- reducing a query that fails to the smallest ---- */

/* The k-th node of the tree, and its parent. */
static struct query_node *find_node(struct query_node *node, size_t *k,
                                    struct query_node **parent)
{
    if (!(*k)--)
        return node;
    for (struct query_node *p = node->parts; p; p = p->next) {
        struct query_node *found;

        *parent = node;
        found = find_node(p, k, parent);
        if (found)
            return found;
    }
    return NULL;
}

/* Remove the node from its parent, or replace the parent by its only sibling. */
static bool take_out(struct query_node *parent, const struct query_node *node)
{
    struct query_node **at = &parent->parts, *only, *next = parent->next;

    if (!node->next && parent->parts == node)
        return false;
    while (*at != node)
        at = &(*at)->next;
    *at = node->next;
    only = parent->parts;
    if (!only->next) {
        *parent = *only;
        parent->next = next;
    }
    return true;
}

/* The query with its k-th node alone, or without it; false if there is none. */
static bool smaller(struct ir_text text, size_t k, bool alone, struct buf *out)
{
    struct query_node *node, *parent = NULL;
    struct query q;
    bool changed = true;

    ok(query_parse(text, false, &q, &err));
    buf_clear(out);
    node = q.root ? find_node(q.root, &k, &parent) : NULL;
    if (node && alone) {
        q.root = node;
        node->next = NULL;
    } else if (node && parent) {
        changed = take_out(parent, node);
    }
    if (node && changed)
        query_print(&q, " ", out);
    query_free(&q);
    return node;
}

static bool disagree(struct ir_text text, struct buf *why)
{
    buf_clear(why);
    return text.size && !judge(text, why);
}

/* One step; false if no smaller query shows a difference. */
static bool shrink(struct buf *text, struct buf *why)
{
    struct buf next = BUF_INIT;
    bool found = false;

    for (size_t k = 0; !found && smaller(buf_text(text), k, true, &next); k++) {
        found = next.size < text->size && disagree(buf_text(&next), why);
        if (found)
            break;
        smaller(buf_text(text), k, false, &next);
        found = next.size < text->size && disagree(buf_text(&next), why);
    }
    if (found) {
        buf_clear(text);
        buf_addt(text, buf_text(&next));
    }
    buf_free(&next);
    return found;
}

static void complain(struct ir_text text)
{
    struct buf small = BUF_INIT, why = BUF_INIT, first = BUF_INIT;

    disagree(text, &first);
    buf_addt(&small, text);
    while (shrink(&small, &why))
        ;
    disagree(buf_text(&small), &why);
    ck_abort_msg("%.*s\n%s\n--- at its smallest: %s\n%s", (int)text.size,
                 text.data, first.data, small.data, why.data);
}

START_TEST(engine_and_oracle_agree)
{
    int queries = chance_queries(QUERIES);
    struct buf query = BUF_INIT, why = BUF_INIT;

    for (int i = 0; i < queries; i++) {
        buf_clear(&query);
        chance_query(&query, 2);
        if (disagree(buf_text(&query), &why))
            complain(buf_text(&query));
    }
    judge_print_tally();
    buf_free(&query);
    buf_free(&why);
}
END_TEST

/* Regressions, on articles that show them. */
static const struct {
    const char *title, *text;
} shown[] = {
    {"", "IranIraq 1 2 3 4 5 6 7 8 9 Iran-Iraq 11 12 Iran."},
    {"sport", "Oil of the town. Rail at last. Iran alone."},
    {"the oil of", "Iran-Iraq. Gas and power."},
};
static const char *const asked[] = {
    /* Xapian's NEAR misses words at one position. */
    "IranIraq NEAR/6 Iran",
    "iraq NEAR/6 iraniraq NEAR/6 12",
    /* Parts of an OR that do not match were marked too. */
    "oil OR Iran-power",
    "(power -gas) OR oil",
    "(iran AND nowhere) OR oil",
    /* In a title one part of a group is enough. */
    "title:((hlead:rail AND hlead:sport) NOT w/2 nothing)",
    "title:(sport /s (rail sport))",
    /* All of a sentence inside another span was marked. */
    "last ADJ/2 (rail /p iran)",
    "rail ADJ/4 (iran /p iran)",
};

static void make_shown(void)
{
    struct news *n;
    char id[32];

    news_make();
    n = news_open(0, "english");
    for (size_t i = 0; i < COUNT(shown); i++) {
        snprintf(id, sizeof(id), "s%03zu", i);
        news_add(n, id, shown[i].title, text_of(shown[i].text));
    }
    news_close(n);
    open_index();
    judge_start(COUNT(shown));
}

START_TEST(what_went_wrong_stays_right)
{
    struct buf why = BUF_INIT;

    if (!judge(text_of(asked[_i]), &why))
        ck_abort_msg("%s\n%s", asked[_i], why.data);
    buf_free(&why);
}
END_TEST

static TCase *case_of_shown(void)
{
    TCase *t = tcase_create("shown");

    tcase_add_checked_fixture(t, make_shown, remove_news);
    tcase_add_loop_test(t, what_went_wrong_stays_right, 0, COUNT(asked));
    return t;
}

Suite *oracle_suite(void)
{
    Suite *s = suite_create("oracle");
    TCase *t = tcase_create("oracle");

    tcase_add_checked_fixture(t, make_news, remove_news);
    tcase_add_test(t, engine_and_oracle_agree);
    suite_add_tcase(s, t);
    suite_add_tcase(s, case_of_shown());
    return s;
}
