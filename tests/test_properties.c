/*
 * What must hold between the answers to related queries, whatever is right: a
 * word, a filter or a NOT more never finds more, an OR never less, and a hit
 * holds what it is marked for.
 *
 * IR_ARCHIVE names an index to ask instead of random articles; its queries are
 * made of its own words.
 */
#include "search/plan/stopwords.h"
#include "tests/chance.h"
#include "tests/test.h"
#include "text/fold.h"
#include "text/stems.h"
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>

#define QUERIES 300
#define ARTICLES 300
#define SEED 20261129
#define WORDS_MAX 4000 /* to make queries of, from an archive */

/* Words of an archive and pairs of neighbours, unchanged. */
static struct buf *sampled;
static size_t sampled_count;
static struct stopwords *stop;

static void add_sample(struct ir_text text)
{
    sampled[sampled_count] = (struct buf)BUF_INIT;
    buf_addt(&sampled[sampled_count++], text);
}

/* A few words of the article, and some with the one that follows. */
static void sample_article(struct ir_text text)
{
    struct words *walk = words_new();
    struct ir_text before = {NULL, 0};
    struct word word;
    size_t step = 0;

    words_start(walk, text, 0, 0, NULL);
    while (words_next(walk, &word) && sampled_count < WORDS_MAX) {
        struct ir_text own = {text.data + word.start, word.end - word.start};

        if (before.size)
            own = (struct ir_text){
                before.data, (size_t)(text.data + word.end - before.data)};
        before.size = 0;
        if (++step % 17 && !(word.flags & WORD_JOINED))
            continue;
        if (below(5))
            add_sample(own);
        else
            before = own;
    }
    words_free(walk);
}

static void sample_archive(void)
{
    struct ir_request r = request_of("the OR a OR of OR in");
    struct ir_list *list;
    struct ir_text id;

    sampled = xcalloc(WORDS_MAX, sizeof(*sampled));
    ok(ir_list_start(searcher, &r, &list, &err));
    for (size_t i = 0; sampled_count < WORDS_MAX; i++) {
        enum ir_status status = ir_list_next(list, &id, &err);
        struct ir_article *article;

        if (status == IR_END)
            break;
        ok(status);
        if (below(40))
            continue;
        ok(ir_get(searcher, id, &article, &err));
        sample_article(article->text);
        ir_article_free(article);
    }
    ir_list_free(list);
    ck_assert_uint_gt(sampled_count, 0);
}

static void make_archive(void)
{
    const char *archive = getenv("IR_ARCHIVE");
    struct news *n;

    chance_seed("properties", SEED);
    if (archive) {
        ok(ir_open(&archive, 1, &searcher, &err));
        sample_archive();
        return;
    }
    news_make();
    n = news_open(0, "english");
    chance_news(n, ARTICLES);
    news_close(n);
    open_index();
}

static void remove_archive(void)
{
    for (size_t i = 0; i < sampled_count; i++)
        buf_free(&sampled[i]);
    free(sampled);
    sampled = NULL;
    sampled_count = 0;
    if (!getenv("IR_ARCHIVE")) {
        news_remove_all();
        return;
    }
    ir_close(searcher);
    searcher = NULL;
}

/* ---- queries ---- */

static struct ir_text any_sample(void)
{
    return buf_text(&sampled[below(sampled_count)]);
}

/* A term for one word of the archive, in any of its forms. */
static void add_leaf(struct buf *out)
{
    struct ir_text text = any_sample();
    bool plain = !text_find(text, ' ') && !text_find(text, '\n') &&
                 !text_find(text, '"');

    switch (plain ? below(8) : 7) {
    case 0: buf_addf(out, "%.*s*", (int)text.size, text.data); break;
    case 1:
        if (text.size > 4)
            text.size -= 2;
        while (text.size > 1 && (text.data[text.size] & 0xc0) == 0x80)
            text.size--;
        buf_addf(out, "%.*s*", (int)text.size, text.data);
        break;
    case 2: buf_addf(out, "%.*s~1", (int)text.size, text.data); break;
    case 3: buf_addf(out, "title:%.*s", (int)text.size, text.data); break;
    case 4: buf_addf(out, "=%.*s", (int)text.size, text.data); break;
    case 7:
        buf_addc(out, '"');
        for (size_t i = 0; i < text.size; i++)
            buf_addc(out, text.data[i] == '"' ? ' ' : text.data[i]);
        buf_addc(out, '"');
        break;
    default: buf_addt(out, text);
    }
}

static void add_query(struct buf *out)
{
    static const char *const between[] = {" ", " AND ", " OR ", " NEAR/9 ",
                                          " /s "};
    const char *operator= between[below(COUNT(between))];

    if (!sampled) {
        chance_query(out, 1);
        return;
    }
    for (size_t i = 1 + below(3); i--;) {
        add_leaf(out);
        buf_adds(out, i ? operator: "");
    }
}

static void add_filter(struct buf *out)
{
    static const char *const filters[] = {
        "lang:en",   "date:2026-02", "date:1987-03..1987-04", "words:>150",
        "words:<40", "date:2014..",  "source:Reuters"};

    buf_adds(out, filters[below(COUNT(filters))]);
}

/* How many articles answer the query; SIZE_MAX: it asks for nothing. */
static size_t count(const struct buf *query)
{
    struct ir_request r = request_of(query->data);
    struct ir_results *results;
    enum ir_status status;
    size_t found;

    r.match = IR_MATCH_ALL;
    r.limit = 0;
    r.exact_total = true;
    r.as_typed = true;
    status = ir_search(searcher, &r, &results, &err);
    if (status == IR_INVALID)
        return SIZE_MAX;
    ok(status);
    ck_assert_msg(results->articles.relation == IR_EQ, "%s: not exact",
                  query->data);
    found = results->articles.value;
    ir_results_free(results);
    return found;
}

static bool is_operator(struct ir_text word)
{
    return text_equal(word, TEXT("OR")) || text_equal(word, TEXT("AND")) ||
           text_equal(word, TEXT("NOT"));
}

/*
 * Some words depend on those beside them: stop words are words only where there
 * is nothing else, and acronyms only where capitals say something.
 */
static bool depends(const struct buf *q)
{
    struct words *walk = words_new();
    struct word word;
    bool yes = false;

    words_start(walk, buf_text(q), 0, 0, NULL);
    while (!yes && words_next(walk, &word)) {
        struct ir_text own = {q->data + word.start, word.end - word.start};
        size_t capitals = 0;

        while (capitals < own.size &&
               strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ.", own.data[capitals]))
            capitals++;
        yes = !is_operator(own) && ((capitals == own.size && capitals > 1) ||
                                    stopwords_has(stop, word.form));
    }
    words_free(walk);
    return yes;
}

/* A query of words that mean the same anywhere, and how many articles answer. */
static size_t draw(struct buf *out, void (*add)(struct buf *out))
{
    size_t found = SIZE_MAX;

    while (found == SIZE_MAX) {
        buf_clear(out);
        add(out);
        if (!depends(out))
            found = count(out);
    }
    return found;
}

/* How many answer (q) BETWEEN (more). */
static size_t count_with(const struct buf *q, const char *between,
                         const struct buf *more)
{
    struct buf both = BUF_INIT;
    size_t found;

    buf_addf(&both, "(%s)%s(%s)", q->data, between, more->data);
    found = count(&both);
    buf_free(&both);
    return found;
}

/* Draw a query and more of it, and compare what is found. */
static void compare(struct buf *q, struct buf *more)
{
    size_t own = draw(q, add_query), both, rest, either;
    size_t other = draw(more, below(3) ? add_query : add_filter);

    both = count_with(q, " ", more);
    rest = count_with(q, " NOT ", more);
    either = count_with(q, " OR ", more);
    ck_assert_msg(both <= own && both <= other, "%s | %s: %zu, %zu; both %zu",
                  q->data, more->data, own, other, both);
    ck_assert_msg(both + rest == own, "%s | %s: %zu; with %zu, without %zu",
                  q->data, more->data, own, both, rest);
    ck_assert_msg(either + both == own + other,
                  "%s | %s: %zu, %zu; both %zu, either %zu", q->data,
                  more->data, own, other, both, either);
}

START_TEST(more_words_never_find_more_and_alternatives_never_less)
{
    int queries = chance_queries(QUERIES);
    struct buf q = BUF_INIT, more = BUF_INIT;

    stop = stopwords_new("");
    for (int i = 0; i < queries; i++)
        compare(&q, &more);
    stopwords_free(stop);
    buf_free(&q);
    buf_free(&more);
}
END_TEST

/* ---- marks ---- */

/* The stem of each word of text, a space before and behind it. */
static void add_stems(struct stems *stems, struct words *walk,
                      struct ir_text text, struct buf *out)
{
    struct word word;

    buf_addc(out, ' ');
    words_start(walk, text, 0, 0, NULL);
    while (words_next(walk, &word)) {
        if (!word.form.size)
            continue;
        buf_addt(out, stems_get(stems, word.form)->stem->form);
        buf_addc(out, ' ');
    }
}

/* Does the place hold a stem of the word that it is marked for? */
static bool shares_stem(struct stems *stems, struct words *walk,
                        struct ir_text place, struct ir_text term)
{
    struct buf marked = BUF_INIT, asked = BUF_INIT;
    bool shares = false;

    add_stems(stems, walk, place, &marked);
    add_stems(stems, walk, term, &asked);
    for (size_t at = 0; !shares && at + 1 < asked.size;) {
        size_t size = strcspn(asked.data + at + 1, " ") + 2;
        char *stem = strndup(asked.data + at, size);

        shares = size > 2 && strstr(marked.data, stem);
        free(stem);
        at += size - 1;
    }
    buf_free(&marked);
    buf_free(&asked);
    return shares;
}

static void check_hit(const char *query, const struct ir_hit *h,
                      struct stems *stems, struct words *walk)
{
    for (size_t i = 0; i < h->span_count; i++) {
        const struct ir_span *s = &h->spans[i];
        struct ir_text whole =
            s->field == IR_FIELD_BODY ? h->article->text : h->article->title;
        struct ir_text place = {whole.data + s->start, s->end - s->start};

        ck_assert_msg(s->start < s->end && s->end <= whole.size,
                      "%s: a mark outside the text", query);
        ck_assert_msg(s->field != IR_FIELD_BODY ||
                          (s->start >= h->start && s->end <= h->end),
                      "%s: a mark outside the passage", query);
        if (s->how == IR_HOW_EXACT || s->how == IR_HOW_STEM)
            ck_assert_msg(shares_stem(stems, walk, place, s->term),
                          "%s: \"%.*s\" is marked for \"%.*s\"", query,
                          (int)place.size, place.data, (int)s->term.size,
                          s->term.data);
    }
}

START_TEST(what_is_marked_is_what_was_asked_for)
{
    int queries = chance_queries(QUERIES);
    struct stems *stems;
    struct words *walk = words_new();
    struct buf q = BUF_INIT;

    ok(stems_new("english", &stems, &err));
    for (int i = 0; i < queries; i++) {
        struct ir_results *results;
        struct ir_request r;
        enum ir_status status;

        buf_clear(&q);
        add_query(&q);
        r = request_of(q.data);
        r.as_typed = true;
        status = ir_search(searcher, &r, &results, &err);
        if (status == IR_INVALID)
            continue;
        ok(status);
        for (size_t j = 0; j < results->count; j++)
            check_hit(q.data, results->hits[j], stems, walk);
        ir_results_free(results);
    }
    buf_free(&q);
    words_free(walk);
    stems_free(stems);
}
END_TEST

Suite *properties_suite(void)
{
    Suite *s = suite_create("properties");
    TCase *t = tcase_create("properties");

    tcase_add_checked_fixture(t, make_archive, remove_archive);
    tcase_add_test(t, more_words_never_find_more_and_alternatives_never_less);
    tcase_add_test(t, what_is_marked_is_what_was_asked_for);
    suite_add_tcase(s, t);
    return s;
}
