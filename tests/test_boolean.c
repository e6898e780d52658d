/* The boolean language against a naive evaluator over the parsed tree. */
#include "searcher/query.h"
#include "searcher/stopwords.h"
#include "tests/news.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ARTICLES 200
#define WORDS 24 /* of an article, at most */
#define QUERIES 5000

/* No two have a stem in common but those that are meant to. */
static const char *const vocabulary[] = {"gas",  "oil",   "flow", "flows",
                                         "town", "the",   "of",   "iran",
                                         "iraq", "power", "rail"};

struct story {
    int words[WORDS]; /* the title, -1, the body */
    size_t count;
};

static struct story stories[ARTICLES];
static struct stopwords *stop;
static uint64_t state;

static size_t below(size_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state >> 16) % n;
}

static void seed(const char *name)
{
    const char *given = getenv("IR_SEED");

    state = given ? strtoull(given, NULL, 10)
                  : (uint64_t)time(NULL) * 2654435761u + 1;
    printf("%s: IR_SEED=%llu\n", name, (unsigned long long)state);
    fflush(stdout);
}

static void add_story(struct news *n, size_t i)
{
    struct story *s = &stories[i];
    size_t title = below(4), body = 1 + below(WORDS - 5);
    struct buf head = BUF_INIT, text = BUF_INIT;
    char id[16];

    for (s->count = 0; s->count < title + 1 + body; s->count++) {
        struct buf *to = s->count < title ? &head : &text;
        int word = (int)below(COUNT(vocabulary));

        s->words[s->count] = s->count == title ? -1 : word;
        if (s->count == title)
            continue;
        buf_adds(to, vocabulary[word]);
        buf_adds(to, below(6) ? " " : ". ");
    }
    snprintf(id, sizeof(id), "s%03zu", i);
    news_add(n, id, head.data, buf_text(&text));
    buf_free(&head);
    buf_free(&text);
}

static void make_stories(void)
{
    struct news *n;

    seed("boolean");
    news_make();
    n = news_open(0, "english");
    for (size_t i = 0; i < ARTICLES; i++)
        add_story(n, i);
    news_close(n);
    open_index();
    stop = stopwords_new("");
}

static void remove_stories(void)
{
    stopwords_free(stop);
    news_remove_all();
}

/* ---- queries ---- */

static void random_query(struct buf *out, size_t depth);

static void random_leaf(struct buf *out)
{
    const char *word = vocabulary[below(COUNT(vocabulary))];
    size_t more = 1 + below(3);

    switch (below(8)) {
    case 0:
        buf_addf(out, "\"%s", word);
        while (more--)
            buf_addf(out, " %s", vocabulary[below(COUNT(vocabulary))]);
        buf_addc(out, '"');
        return;
    case 1:
        buf_addf(out, "%s-%s", word, vocabulary[below(COUNT(vocabulary))]);
        return;
    default: buf_adds(out, word);
    }
}

static void random_part(struct buf *out, size_t depth)
{
    if (depth && !below(3)) {
        buf_addc(out, '(');
        random_query(out, depth - 1);
        buf_addc(out, ')');
        return;
    }
    random_leaf(out);
}

static void random_query(struct buf *out, size_t depth)
{
    static const char *const signs[] = {"", "", "", "", "-", "+", "NOT "};
    static const char *const between[] = {" ", " ", " ", " OR ", " AND "};
    size_t parts = 1 + below(4);

    for (size_t i = 0; i < parts; i++) {
        if (i)
            buf_adds(out, between[below(COUNT(between))]);
        buf_adds(out, signs[below(COUNT(signs))]);
        random_part(out, depth);
    }
}

/* ---- the naive evaluator ---- */

/* Words of a leaf, as numbers in the vocabulary. */
static size_t leaf_words(struct ir_text text, int *out)
{
    size_t count = 0, at = 0;

    while (at < text.size) {
        size_t end = at;

        while (end < text.size && text.data[end] != ' ' &&
               text.data[end] != '-')
            end++;
        for (size_t i = 0; i < COUNT(vocabulary) && end > at; i++)
            if (text_equal((struct ir_text){text.data + at, end - at},
                           text_of(vocabulary[i])))
                out[count++] = (int)i;
        at = end + 1;
    }
    return count;
}

/* "flow" and "flows" are one word, but in quotes. */
static bool same(int a, int b, bool quoted)
{
    return a == b ||
           (!quoted && a >= 0 && (a == 2 || a == 3) && (b == 2 || b == 3));
}

static bool has_run(const struct story *s, const int *words, size_t count,
                    bool quoted)
{
    for (size_t i = 0; i + count <= s->count; i++) {
        size_t n = 0;

        while (n < count && same(s->words[i + n], words[n], quoted))
            n++;
        if (n == count)
            return true;
    }
    return false;
}

enum truth { NO, YES, NOTHING /* nothing to look for */ };

struct naive {
    const struct story *story;
    bool keep_stops, any;
};

static enum truth holds(const struct naive *x, const struct query_node *n,
                        bool loose, bool must);

static enum truth holds_leaf(const struct naive *x, const struct query_node *n,
                             bool loose, bool must)
{
    bool quoted = n->kind == QUERY_PHRASE;
    int words[16];
    size_t count = leaf_words(n->text, words);

    ck_assert_uint_gt(count, 0);
    if (!quoted && !must && loose && !x->keep_stops && count == 1 &&
        stopwords_has(stop, n->text))
        return NOTHING;
    for (size_t i = 0; x->any && loose && !quoted && i < count; i++)
        if (has_run(x->story, &words[i], 1, false))
            return YES;
    return has_run(x->story, words, count, quoted) ? YES : NO;
}

/* As query.h says: a LIST is all or any, MUST and NOT always hold. */
static enum truth holds_parts(const struct naive *x, const struct query_node *n,
                              bool loose)
{
    bool some =
        n->kind == QUERY_OR || (n->kind == QUERY_LIST && x->any && loose);
    size_t wanted = 0, met = 0, optional = 0, optional_met = 0, must = 0;

    for (const struct query_node *p = n->parts; p; p = p->next) {
        enum truth t = holds(x, p, loose, false);
        bool is_signed = p->kind == QUERY_MUST || p->kind == QUERY_NOT;

        if (t == NOTHING)
            continue;
        if (some && (n->kind == QUERY_OR || !is_signed)) {
            optional++;
            optional_met += t == YES;
            continue;
        }
        must += p->kind == QUERY_MUST;
        wanted++;
        met += t == YES;
    }
    if (!wanted && !optional)
        return NOTHING;
    if (met < wanted)
        return NO;
    return must || !optional || optional_met ? YES : NO;
}

static enum truth holds(const struct naive *x, const struct query_node *n,
                        bool loose, bool must)
{
    enum truth t;

    switch (n->kind) {
    case QUERY_WORD:
    case QUERY_TOPIC:
    case QUERY_PHRASE: return holds_leaf(x, n, loose, must);
    case QUERY_MUST: return holds(x, n->parts, loose, true);
    case QUERY_NOT:
        t = holds(x, n->parts, false, false);
        return t == NOTHING ? NOTHING : t == YES ? NO : YES;
    case QUERY_LIST:
    case QUERY_AND:
    case QUERY_OR: break;
    }
    return holds_parts(x, n, loose);
}

/* Is there something but stop words, outside of negation? */
static bool has_content(const struct query_node *n)
{
    int words[16];
    size_t count;

    if (n->kind == QUERY_NOT)
        return false;
    if (n->kind == QUERY_PHRASE)
        return true;
    if (n->kind != QUERY_WORD) {
        for (const struct query_node *p = n->parts; p; p = p->next)
            if (has_content(p))
                return true;
        return false;
    }
    count = leaf_words(n->text, words);
    for (size_t i = 0; i < count; i++)
        if (!stopwords_has(stop, text_of(vocabulary[words[i]])))
            return true;
    return count > 1; /* the joined word is none */
}

/* ---- both ---- */

static void list(const struct ir_request *r, bool *found)
{
    struct ir_list *l;
    struct ir_text id;
    enum ir_status status;

    ok(ir_list_start(searcher, r, &l, &err));
    while ((status = ir_list_next(l, &id, &err)) == IR_OK) {
        size_t i = (size_t)atoi(id.data + 1);

        ck_assert_uint_lt(i, ARTICLES);
        ck_assert_msg(!found[i], "%s twice", id.data);
        found[i] = true;
    }
    fails(status, IR_END);
    ir_list_free(l);
}

static void compare(struct ir_text text, enum ir_match match)
{
    bool found[ARTICLES] = {false};
    struct ir_request r;
    struct query q;
    struct naive x = {.any = match == IR_MATCH_ANY};

    ir_request_init(&r);
    r.query = text;
    r.match = match;
    ok(query_parse(text, false, &q, &err));
    x.keep_stops = !has_content(q.root);
    for (size_t i = 0; i < ARTICLES; i++) {
        enum truth want;

        x.story = &stories[i];
        want = holds(&x, q.root, true, false);
        if (want == NOTHING)
            break;
        if (!i)
            list(&r, found);
        ck_assert_msg(found[i] == (want == YES), "%s: article %zu %s",
                      text.data, i, found[i] ? "found" : "not found");
    }
    query_free(&q);
}

START_TEST(random_queries_find_what_they_should)
{
    const char *given = getenv("IR_QUERIES");
    int queries = given ? atoi(given) : QUERIES;
    struct buf query = BUF_INIT;

    for (int i = 0; i < queries; i++) {
        buf_clear(&query);
        random_query(&query, 2);
        compare(buf_text(&query), IR_MATCH_ALL);
        if (i % 4 == 0)
            compare(buf_text(&query), IR_MATCH_ANY);
    }
    buf_free(&query);
}
END_TEST

Suite *boolean_suite(void)
{
    Suite *s = suite_create("boolean");
    TCase *t = tcase_create("boolean");

    tcase_set_timeout(t, 300);
    tcase_add_checked_fixture(t, make_stories, remove_stories);
    tcase_add_test(t, random_queries_find_what_they_should);
    suite_add_tcase(s, t);
    return s;
}
