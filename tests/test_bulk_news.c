/* News that lib/glass wrote is what Xapian would have written of it. */
#include "indexer/articles.h"
#include "indexer/document/document.h"
#include "indexer/settings.h"
#include "tests/chance.h"
#include "tests/glass_docs.h"
#include "tests/glass_same.h"
#include "tests/scratch.h"

#include <stdio.h>
#include <unistd.h>

#define MEMORY ((size_t)2 << 20) /* some runs of postings */
#define MAX_SIZE ((size_t)16 << 20)
#define SEED 19870226

static char oracle_dir[96];

static void make_dirs(void)
{
    scratch_make();
    snprintf(oracle_dir, sizeof(oracle_dir), "%s/oracle", scratch);
}

/* ---- by irindex ---- */

static void index_corpus(const char *dir, enum writer writer)
{
    const char *words[] = {"corpus"};
    struct settings s = {.db = dir,
                         .format = reader_format("auto"),
                         .jobs = 1, /* in the same order */
                         .memory = MEMORY,
                         .max_size = MAX_SIZE,
                         .no_sync = true,
                         .writer = writer,
                         .quiet = true,
                         .words = {.items = words, .count = 1}};

    ck_assert_int_lt(run_add(&s), EXIT_FATAL);
}

START_TEST(both_writers_of_irindex_write_the_same)
{
    chance_seed("bulk_news", SEED);
    index_corpus(index_dir, WRITER_AUTO);
    index_corpus(oracle_dir, WRITER_API);
    same_indexes(index_dir, oracle_dir, "corpus");
    same_answers(oracle_dir, index_dir, oracle_dir, true, SAME_QUERIES,
                 "corpus");
}
END_TEST

/* ---- corpora that may be missing ---- */

static const struct {
    const char *path;
    size_t articles; /* the first ones */
} corpora[] = {
    {"../shared/corpora/tehran-times.tar.gz", 1500},
    {"../shared/corpora/reuters21578.tar.gz", 1500},
};

static struct store_writer *open_at(const char *dir, size_t bulk_memory)
{
    const struct store_writer_options options = {.create = true,
                                                 .bulk_memory = bulk_memory};
    struct store_writer *w;

    ok(store_writer_open(dir, &options, &w, &err));
    ck_assert_int_eq(store_writer_is_bulk(w), bulk_memory > 0);
    return w;
}

struct both {
    struct store_writer *bulk, *oracle;
    struct document_builder *builder;
};

static bool put_in_both(const struct both *b, const struct parsed *parsed)
{
    struct document_notes notes;
    struct problem p;
    struct doc *d;

    if (document_build(b->builder, parsed, &d, &notes, &p) != IR_OK)
        return false;
    ok(store_put(b->bulk, copy_doc(d), NULL, &err));
    ok(store_put(b->oracle, d, NULL, &err));
    return true;
}

static size_t put_articles(const struct both *b, const char *path, size_t most)
{
    const struct articles_options options = {.format = reader_format("auto"),
                                             .max_size = MAX_SIZE};
    struct walk walk = WALK_INIT;
    struct articles articles;
    struct parsed parsed;
    struct problem p;
    enum ir_status status = IR_OK;
    size_t count = 0;

    walk_add(&walk, path);
    parsed_start(&parsed);
    articles_start(&articles, &walk, &options);
    while (count < most && status != IR_END) {
        status = articles_next(&articles, &parsed, &p);
        count += status == IR_OK && put_in_both(b, &parsed);
    }
    articles_free(&articles);
    parsed_free(&parsed);
    walk_free(&walk);
    return count;
}

static void write_both(const char *path, size_t articles)
{
    struct both b = {open_at(index_dir, MEMORY), open_at(oracle_dir, 0), NULL};

    ok(document_builder_new("english", &b.builder, &err));
    ck_assert_uint_eq(put_articles(&b, path, articles), articles);
    document_builder_free(b.builder);
    ok(store_commit(b.bulk, &err));
    ok(store_commit(b.oracle, &err));
    store_writer_close(b.bulk);
    store_writer_close(b.oracle);
}

START_TEST(both_writers_write_the_same_of_a_corpus)
{
    const char *path = corpora[_i].path;

    if (access(path, R_OK) != 0) {
        printf("bulk_news: skipped: no %s\n", path);
        return;
    }
    chance_seed("bulk_news", SEED + 1 + (uint64_t)_i);
    write_both(path, corpora[_i].articles);
    same_indexes(index_dir, oracle_dir, path);
    same_answers(oracle_dir, index_dir, oracle_dir, true, SAME_QUERIES, path);
}
END_TEST

Suite *bulk_news_suite(void)
{
    Suite *suite = suite_create("bulk_news");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, make_dirs, scratch_remove);
    tcase_add_test(tcase, both_writers_of_irindex_write_the_same);
    tcase_add_loop_test(tcase, both_writers_write_the_same_of_a_corpus, 0,
                        COUNT(corpora));
    suite_add_tcase(suite, tcase);
    return suite;
}
