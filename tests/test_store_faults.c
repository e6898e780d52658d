/*
 * Queries that faults of Xapian 1.4.22 spoilt.
 *
 * A term that all documents have failed with "Unexpected end of posting list",
 * as if the index were damaged, where it did not score: in a filter, below a
 * NOT, in lists.  That took gaps in the numbers of the documents, and more of
 * them than one chunk of Xapian's list of all.  And an AND_MAYBE below a NOT
 * could lose matches, by what chance had left in memory.
 */
#include "tests/chance.h"
#include "tests/polish.h"
#include "tests/scratch.h"

#include <stdio.h>
#include <stdlib.h>

#define EACH POLISH_MOST /* documents of a shard: three chunks of the list */
#define SHARDS 2
#define QUERIES 15
#define SEED 20261129

static const struct {
    const char *name;
    size_t shards;
    struct {
        size_t from, to;
    } gone[3];
} cases[] = {
    {"none", 1, {{0, 0}}},
    {"the first", 1, {{0, 1}}},
    {"one in the middle", 1, {{1200, 1201}}},
    {"the last", 1, {{EACH - 1, EACH}}},
    {"here and there", 1, {{0, 1}, {1000, 1100}, {EACH - 1, EACH}}},
    {"a chunk and more", 1, {{900, 2100}}},
    {"all but two", 1, {{1, EACH - 1}}},
    {"of the first shard", 2, {{5, 6}}},
    {"of the second shard", 2, {{EACH + 1300, EACH + 1301}}},
    {"of both shards", 2, {{0, 1}, {EACH + 700, EACH + 1900}}},
    {"a whole shard", 2, {{0, EACH}, {EACH + 7, EACH + 8}}},
};

static size_t shards, count; /* of the documents that were written */
static bool gone[SHARDS * EACH];
/* With gaps, and written anew without the documents that are gone. */
static struct store *gapped, *dense;

static void name_shard(char out[100], const char *name, size_t shard)
{
    snprintf(out, 100, "%s/%s%zu", scratch, name, shard);
}

static struct store_writer *writer_of(const char *name, size_t shard)
{
    const struct store_writer_options options = {.create = true,
                                                 .bulk_memory = 64 << 20};
    struct store_writer *w;
    char dir[100];

    name_shard(dir, name, shard);
    ok(store_writer_open(dir, &options, &w, &err));
    return w;
}

static void write_shard(const char *name, size_t shard, bool anew)
{
    const size_t from = shard * EACH;
    struct store_writer *w = writer_of(name, shard);
    char id[16];

    for (size_t i = from; i < from + EACH; i++)
        if (!anew || !gone[i])
            ok(store_put(w, polish_document(i), NULL, &err));
    commit(w);
    for (size_t i = from; i < from + EACH; i++) {
        if (anew || !gone[i])
            continue;
        snprintf(id, sizeof(id), "Q%05zu", i);
        ok(store_delete(w, text_of(id), &err));
    }
    commit(w);
    store_writer_close(w);
}

static struct store *written(const char *name, bool anew)
{
    char names[SHARDS][100];
    const char *dirs[SHARDS];
    struct store *s;

    for (size_t i = 0; i < shards; i++) {
        write_shard(name, i, anew);
        name_shard(names[i], name, i);
        dirs[i] = names[i];
    }
    ok(store_open(dirs, shards, &s, &err));
    return s;
}

static void open_case(size_t at)
{
    shards = cases[at].shards;
    count = shards * EACH;
    memset(gone, 0, sizeof(gone));
    for (size_t i = 0; i < COUNT(cases[at].gone); i++)
        for (size_t j = cases[at].gone[i].from; j < cases[at].gone[i].to; j++)
            gone[j] = true;
    gapped = written("gapped", false);
    dense = written("dense", true);
}

static void close_case(void)
{
    store_close(gapped);
    store_close(dense);
}

/* ---- comparing ---- */

#define ABSENT (-1.0)

struct answer {
    double score[SHARDS * EACH]; /* of each document, or ABSENT */
    double best[10];             /* scores of a search for so many */
    uint64_t lower, upper;
};

/* What is allocated next is then of negative numbers, unless it is written. */
static void stain_memory(void)
{
    void *blocks[7]; /* as many as glibc keeps of a size for the next ones */

    for (size_t size = 32; size <= 256; size += 16) {
        for (size_t i = 0; i < COUNT(blocks); i++)
            blocks[i] = memset(xmalloc(size), 0xfe, size);
        for (size_t i = 0; i < COUNT(blocks); i++)
            free(blocks[i]);
    }
}

static void collect(struct store *s, struct store_query *q,
                    const struct store_search *how, struct answer *out)
{
    const size_t most = how->with_data ? count : COUNT(out->best);
    struct store_hits *h;
    uint32_t last = 0;

    stain_memory();
    ok(store_search(s, q, how, &h, &err));
    ck_assert_uint_le(store_hits_count(h), most);
    for (size_t i = 0; i < store_hits_count(h); i++) {
        if (!how->with_data) {
            out->best[i] = store_hits_score(h, i);
            continue;
        }
        out->score[atoi(store_hits_data(h, i).data + 1)] =
            store_hits_score(h, i);
        ck_assert(!how->unranked || store_hits_document(h, i) > last);
        last = store_hits_document(h, i);
    }
    store_hits_total(h, &out->lower, &out->upper);
    store_hits_free(h);
}

/* All hits; if they are ranked also the best ones, which Xapian finds in
 * another way. */
static void answer(struct store *s, const char *text, bool unranked, bool *in,
                   struct answer *out)
{
    struct store_search how = {.limit = COUNT(out->best), .k1 = 1.2, .b = 0.75};
    struct store_query *q = polish_query(s, text, count, in);

    memset(out, 0, sizeof(*out));
    for (size_t i = 0; i < count; i++)
        out->score[i] = ABSENT;
    if (!unranked)
        collect(s, q, &how, out);
    how.limit = how.check_at_least = count;
    how.unranked = unranked;
    how.with_data = true;
    collect(s, q, &how, out);
    store_query_free(q);
}

static void same(const char *text, bool unranked)
{
    static struct answer a, b;
    static bool in[SHARDS * EACH];
    size_t matches = 0;

    answer(gapped, text, unranked, in, &a);
    answer(dense, text, unranked, in, &b);
    for (size_t i = 0; i < count; i++) {
        const bool want = in[i] && !gone[i];

        ck_assert_msg((a.score[i] >= 0) == want, "%s: %zu", text, i);
        ck_assert_msg(!memcmp(&a.score[i], &b.score[i], sizeof(double)),
                      "%s: %zu scores %g, not %g", text, i, a.score[i],
                      b.score[i]);
        matches += want;
    }
    ck_assert_msg(!memcmp(a.best, b.best, sizeof(a.best)), "%s", text);
    ck_assert_uint_eq(a.lower, matches);
    ck_assert_uint_eq(a.upper, matches);
}

/* ---- tests ---- */

static const char *const forms[] = {
    "every",
    "label",
    "alone",
    "0 every",
    "0 . ~ every nowhere",
    "/ most every",
    "/ every most",
    "/ rare | every nowhere",
    "/ rare | nowhere label",
    "/ rare / half / third most",
    "/ half ~ every nowhere",
    "/ half ? every rare",
    "/ half alone",
    "/ within phrase",
    "/ every 0 . phrase",
    "/ all label",
    "/ label every",
    "/ every / most label",
    "/ every / label most",
    "/ label & every most",
    "/ / most every & label alone",
    "/ / / every most label alone",
    "/ / half every | label nowhere",
    "/ every | label nowhere",
    "/ all - label nowhere",
    "/ half - every label",
    "/ half - every half",
    "/ union every",
    "/ range every",
    "- every most",
    "- half rare",
    "- half every",
    "- all every",
    "- all | most rare",
    "- / half every / third most",
    "- most - every rare",
    "- most - every half",
    "- third & ? half rare every",
    "- third / / ? half rare every label",
    "- third | rare / ? half rare label",
    "/ third & ? half rare every",
    "~ half / ? third rare every",
    "? / ? 0 half rare every rare",
    "- . most 0 & every rare",
    "? half / rare every",
    "? 0 every rare",
    "| 0 label rare",
    "| / half label / third most",
    "~ half / rare every",
    "~ / half label / third every",
    "& 0 most 0 label",
    "& every & most label",
};

START_TEST(forms_are_answered_alike)
{
    open_case((size_t)_i);
    for (size_t i = 0; i < COUNT(forms); i++) {
        same(forms[i], false);
        same(forms[i], true);
    }
    close_case();
}
END_TEST

START_TEST(any_query_is_answered_alike)
{
    const int queries = chance_queries(QUERIES);
    struct buf text = BUF_INIT;

    chance_seed(cases[_i].name, SEED + (uint64_t)_i);
    open_case((size_t)_i);
    for (int i = 0; i < queries; i++) {
        buf_clear(&text);
        polish_chance(&text, 4, false);
        same(buf_text(&text).data, below(2));
    }
    buf_free(&text);
    close_case();
}
END_TEST

static size_t found(struct store_writer *w, const char *text)
{
    const struct store_search how = {
        .limit = EACH, .check_at_least = EACH, .unranked = true};
    static bool in[SHARDS * EACH];
    struct store *s = store_writer_store(w);
    struct store_query *q = polish_query(s, text, count, in);
    struct store_hits *h;
    size_t hits;

    ok(store_search(s, q, &how, &h, &err));
    hits = store_hits_count(h);
    store_hits_free(h);
    store_query_free(q);
    return hits;
}

/* Also what a writer reads, with changes that are not committed. */
START_TEST(a_writer_sees_the_same)
{
    const struct store_writer_options options = {.create = true};
    struct store_writer *w;
    char dir[100];

    shards = 1;
    count = EACH;
    memset(gone, 0, sizeof(gone));
    write_shard("gapped", 0, false);
    name_shard(dir, "gapped", 0);
    ok(store_writer_open(dir, &options, &w, &err));
    ck_assert_uint_eq(found(w, "/ every label"), EACH);
    ok(store_delete(w, TEXT("Q00007"), &err));
    ck_assert_uint_eq(found(w, "/ every label"), EACH - 1);
    ck_assert_uint_eq(found(w, "- every half"), EACH / 2 - 1);
    ok(store_put(w, polish_document(EACH), NULL, &err));
    ck_assert_uint_eq(found(w, "every"), EACH);
    commit(w);
    ck_assert_uint_eq(found(w, "0 label"), EACH);
    store_writer_close(w);
}
END_TEST

Suite *store_faults_suite(void)
{
    Suite *suite = suite_create("store_faults");
    TCase *tests = tcase_create("core");

    tcase_add_checked_fixture(tests, scratch_make, scratch_remove);
    tcase_add_loop_test(tests, forms_are_answered_alike, 0, (int)COUNT(cases));
    tcase_add_loop_test(tests, any_query_is_answered_alike, 0,
                        (int)COUNT(cases));
    tcase_add_test(tests, a_writer_sees_the_same);
    suite_add_tcase(suite, tests);
    return suite;
}
