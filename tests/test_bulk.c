/* A whole index that lib/glass wrote is what Xapian would have written. */
#include "base/buf.h"
#include "tests/chance.h"
#include "tests/glass_docs.h"
#include "tests/glass_dump.h"
#include "tests/glass_reader.h"
#include "tests/glass_same.h"
#include "tests/scratch.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define MUCH ((size_t)64 << 20)
#define SEED 20160314
#define SERVED 200 /* queries of what was asked without a server before */

static const struct shape shapes[] = {
    {"one document", 1, MUCH, 60, 40, 300, 10, .meta = 100},
    {"many", 300, MUCH, 40, 4000, 400, 12, .meta = 100},
    {"many runs", 300, 64 << 10, 40, 4000, 400, 12, .meta = 100},
    {"a run for each", 100, 1, 20, 300, 60, 5, .meta = 100, .changes = true},
    {"empty ones", 600, MUCH, 5, 100, .empty = true},
    {"in every document", 2500, 1 << 20, 3, 300, 30, 3, .common = 2},
    {"long terms", 60, 4 << 20, 80, 100000, .long_terms = true},
    {"odd terms", 150, 200 << 10, 60, 3000, 50, .odd_terms = true},
    {"far positions", 150, 1 << 20, 40, 500, 50, 4, .far = INT32_MAX,
     .common = 1},
    {"large tags", 16, 1 << 20, 3000, 9000, 120000, 30000, .meta = 300000},
    {"changed in the batch", 300, 100 << 10, 20, 900, 200, 9, .meta = 3000,
     .changes = true, .common = 1},
    {"changed, the farthest positions", 200, MUCH, 20, 90, .far = UINT32_MAX,
     .changes = true, .odd_terms = true},
};

/* ---- two writers that are told the same ---- */

static char oracle_dir[96]; /* what Xapian wrote */

struct pair {
    struct store_writer *bulk, *oracle;
    struct facts facts;
    struct doc **docs; /* as they are now; NULL: deleted */
    size_t count, changed;
};

static struct store_writer *open_at(const char *dir, size_t bulk_memory)
{
    const struct store_writer_options options = {.create = true,
                                                 .bulk_memory = bulk_memory};
    struct store_writer *w;

    ok(store_writer_open(dir, &options, &w, &err));
    return w;
}

static void open_pair(struct pair *p, const struct shape *s)
{
    snprintf(oracle_dir, sizeof(oracle_dir), "%s/oracle", scratch);
    memset(p, 0, sizeof(*p));
    p->docs = calloc(2 * s->documents, sizeof(*p->docs));
    p->bulk = open_at(index_dir, s->memory);
    p->oracle = open_at(oracle_dir, 0);
    ck_assert(store_writer_is_bulk(p->bulk));
    ck_assert(!store_writer_is_bulk(p->oracle));
}

static void commit_pair(struct pair *p)
{
    ok(store_commit(p->bulk, &err));
    ok(store_commit(p->oracle, &err));
    ck_assert(!store_writer_is_bulk(p->bulk));
}

static void close_pair(struct pair *p)
{
    store_writer_close(p->bulk);
    store_writer_close(p->oracle);
}

static void free_docs(struct pair *p)
{
    for (size_t i = 0; i < p->count; i++)
        doc_free(p->docs[i]);
    free(p->docs);
}

static void delete_from(struct pair *p, size_t number)
{
    struct ir_text id = id_of(number);

    if (!p->docs[number]) {
        fails(store_delete(p->bulk, id, NULL), IR_NOT_FOUND);
        fails(store_delete(p->oracle, id, NULL), IR_NOT_FOUND);
        return;
    }
    ok(store_delete(p->bulk, id, &err));
    ok(store_delete(p->oracle, id, &err));
    facts_delete(&p->facts, p->docs[number]);
    doc_free(p->docs[number]);
    p->docs[number] = NULL;
    p->changed++;
}

/*
 * A document that replaces another is a new one in a bulk, but keeps its number
 * in Xapian.  With anew, the oracle deletes the old one, to give it the same.
 */
static void put_in(struct pair *p, const struct shape *s, size_t number,
                   bool anew)
{
    struct doc *d = shape_doc(s, number), *before = p->docs[number];
    bool replaced, has;

    ok(store_has(p->bulk, d->id, &has, &err));
    ck_assert_int_eq(has, before != NULL);
    if (before) {
        facts_delete(&p->facts, before);
        if (anew)
            ok(store_delete(p->oracle, d->id, &err));
        else
            p->facts.last--;
        p->changed++;
    }
    ok(store_put(p->bulk, copy_doc(d), &replaced, &err));
    ck_assert_int_eq(replaced, before != NULL);
    ok(store_put(p->oracle, copy_doc(d), NULL, &err));
    facts_add(&p->facts, d);
    doc_free(before);
    p->docs[number] = d;
    if (number >= p->count)
        p->count = number + 1;
}

static void set_meta(struct pair *p, const char *key, const char *value)
{
    ok(store_set_meta(p->bulk, key, value, &err));
    ok(store_set_meta(p->oracle, key, value, &err));
}

/* Some pieces of metadata, replaced and removed. */
static void change_meta(struct pair *p, const struct shape *s)
{
    char key[201], *value = chance_bytes(below(s->meta + 1));

    memset(key, 'k', sizeof(key));
    key[1 + below(below(4) ? 3 : 200)] = '\0';
    set_meta(p, key, below(4) ? value : "");
    set_meta(p, "always", value);
    free(value);
}

/* One more document, and what a batch does besides. */
static void step(struct pair *p, const struct shape *s, bool anew)
{
    if (s->meta && !below(30))
        change_meta(p, s);
    put_in(p, s, p->count, anew);
    if (!s->changes || p->count < 3)
        return;
    if (!below(6)) /* the first one keeps its bounds in both */
        put_in(p, s, 1 + below(p->count - 1), anew);
    if (!below(8))
        delete_from(p, 1 + below(p->count - 1));
}

/* ---- comparing ---- */

/* What xapian-check does not compute. */
static void check_facts(const struct facts *f)
{
    struct read_version v;

    read_version(index_dir, &v);
    ck_assert_uint_eq(v.documents, f->documents);
    ck_assert_uint_eq(v.last, f->last);
    ck_assert_uint_eq(v.total, f->total);
    ck_assert_uint_eq(v.least, f->least);
    ck_assert_uint_eq(v.most, f->most);
    ck_assert_uint_eq(v.wdf, f->wdf);
}

static void same(const struct shape *s, const char *when)
{
    same_indexes(index_dir, oracle_dir, when);
    same_answers(oracle_dir, index_dir, oracle_dir, s->far <= INT32_MAX,
                 SAME_QUERIES, when);
}

/* store_compact() leaves it to lib/glass as well, but others may not. */
static void same_compacted_by_xapian(void)
{
    char dir[96];
    char *wrong;

    snprintf(dir, sizeof(dir), "%s/compacted", scratch);
    wrong = glass_compact(index_dir, dir);
    ck_assert_msg(!wrong, "%s", wrong);
    same_indexes(dir, oracle_dir, "compacted by Xapian");
}

/* ---- served ---- */

/* What it says goes into a pipe that stays open: it would die of a closed one.
 */
struct server {
    pid_t pid;
    int said;
};

/* The port at which the index is served to one client; 0: none was free. */
static int serve_at(const char *dir, struct server *server)
{
    const int port = 20000 + (int)below(40000);
    char text[16], heard[512];
    size_t size = 0;
    ssize_t got;
    int ends[2];

    ck_assert_int_eq(pipe(ends), 0);
    snprintf(text, sizeof(text), "%d", port);
    server->pid = fork();
    if (!server->pid) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* also if the test fails */
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        execlp("xapian-tcpsrv", "xapian-tcpsrv", "--one-shot", "--interface",
               "127.0.0.1", "--port", text, dir, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    do { /* until it says that it listens */
        got = read(ends[0], heard + size, sizeof(heard) - 1 - size);
        size += got > 0 ? (size_t)got : 0;
        heard[size] = '\0';
    } while (got > 0 && !strstr(heard, "Listening"));
    server->said = ends[0];
    if (got > 0)
        return port;
    close(ends[0]);
    waitpid(server->pid, NULL, 0);
    return 0;
}

static void serve(const char *dir, char name[16], struct server *server)
{
    int port = 0;

    for (int i = 0; i < 50 && !port; i++)
        port = serve_at(dir, server);
    ck_assert_int_ne(port, 0);
    snprintf(name, 16, "tcp:%d", port);
}

static bool can_serve(void)
{
    bool can = !system("command -v xapian-tcpsrv >/dev/null");

    if (!can)
        puts("bulk: no xapian-tcpsrv: served indexes are not compared");
    return can;
}

static void same_served(const struct shape *s)
{
    const char *dirs[] = {index_dir, oracle_dir};
    char names[2][16];
    struct server servers[2];

    if (!can_serve())
        return;
    for (size_t i = 0; i < 2; i++)
        serve(dirs[i], names[i], &servers[i]);
    same_answers(oracle_dir, names[0], names[1], s->far <= INT32_MAX, SERVED,
                 "served");
    for (size_t i = 0; i < 2; i++) {
        kill(servers[i].pid, SIGKILL);
        waitpid(servers[i].pid, NULL, 0);
        close(servers[i].said);
    }
}

/* ---- tests ---- */

/* Added to, changed, compacted, served: each time they must be the same. */
START_TEST(bulk_and_xapian_write_the_same)
{
    const struct shape *s = &shapes[_i];
    struct pair p;

    chance_seed(s->name, SEED + (uint64_t)_i);
    open_pair(&p, s);
    for (size_t i = 0; i < s->documents; i++)
        step(&p, s, true);
    ck_assert(store_writer_is_bulk(p.bulk));
    commit_pair(&p);
    check_facts(&p.facts);
    same(s, "written");
    if (s->changes)
        ck_assert_uint_gt(p.changed, s->documents / 8);
    for (size_t i = 0; i <= s->documents / 8; i++) {
        put_in(&p, s, p.count, false);
        put_in(&p, s, 1 + below(p.count - 1), false);
        delete_from(&p, 1 + below(p.count - 1));
        if (s->meta)
            change_meta(&p, s);
        if (!below(20))
            commit_pair(&p);
    }
    commit_pair(&p);
    close_pair(&p);
    same(s, "updated");
    same_compacted_by_xapian();
    ok(store_compact(index_dir, 0, &err));
    ok(store_compact(oracle_dir, 0, &err));
    same(s, "compacted");
    same_served(s);
    free_docs(&p);
}
END_TEST

/* ---- what Xapian would deflate and could not inflate ---- */

static const char *const patterns[] = {"a", "ab", "abcdefghijklmnop ", "\1"};
static const size_t sizes[] = {8190,  8191,  8192,  8193,  8194,  8200,
                               16384, 16385, 24577, 65536, 300000};
#define RECORDS (COUNT(patterns) * COUNT(sizes))
#define LISTS 40

static struct doc *record_doc(size_t i)
{
    const char *pattern = patterns[i % COUNT(patterns)];
    const size_t size = sizes[i / COUNT(patterns)];
    struct doc *d = doc_new(id_of(i));
    char *data = malloc(size);

    for (size_t k = 0; k < size; k++)
        data[k] = pattern[k % strlen(pattern)];
    doc_data(d, (struct ir_text){data, size});
    ok(doc_finish(d, &err));
    free(data);
    return d;
}

/* With a long list of terms that are much the same. */
static struct doc *list_doc(size_t i)
{
    struct doc *d = doc_new(id_of(RECORDS + i));
    char name[64];

    for (size_t k = 0; k < 1000 + 97 * i; k++) {
        snprintf(name, sizeof(name), "T%06zu%s", k, i % 2 ? "aaaaaaa" : "");
        doc_term(d, text_of(name), 1 + (uint32_t)(i % 3));
    }
    ok(doc_finish(d, &err));
    return d;
}

static struct doc *noise_doc(size_t i)
{
    return i < RECORDS ? record_doc(i) : list_doc(i - RECORDS);
}

static void check_doc(struct store *s, struct store_bag *bag, size_t i)
{
    struct doc *d = noise_doc(i);
    uint32_t document, wdf;
    size_t size, next = 0;
    char *data;

    ok(store_find(s, d->id, &data, &size, &err));
    ck_assert(text_equal((struct ir_text){data, size}, d->data));
    free(data);
    ok(store_document(s, d->id, &document, &err));
    ok(store_bag_read(bag, s, document, TEXT(""), &err));
    for (size_t k = 0; k < d->term_count; k++) {
        if (!d->terms[k].wdf)
            continue;
        ck_assert_uint_lt(next, store_bag_count(bag));
        ck_assert(
            text_equal(store_bag_term(bag, next++, &wdf), d->terms[k].name));
        ck_assert_uint_eq(wdf, d->terms[k].wdf);
    }
    ck_assert_uint_eq(next, store_bag_count(bag));
    doc_free(d);
}

static void check_docs(void)
{
    struct store_bag *bag = store_bag_new();
    struct store *s = open_store();

    for (size_t i = 0; i < RECORDS + LISTS; i++)
        check_doc(s, bag, i);
    store_close(s);
    store_bag_free(bag);
}

/* Xapian's writer pads these, ours need not: they read back all the same, and
 * deleting, which has to read the list, leaves nothing. */
START_TEST(what_compresses_too_well_reads_back)
{
    struct store_writer *w = open_at(index_dir, MUCH);

    for (size_t i = 0; i < RECORDS + LISTS + 1; i++)
        ok(store_put(w, noise_doc(i), NULL, &err));
    ok(store_commit(w, &err));
    check_docs();
    ok(store_delete(w, id_of(RECORDS + LISTS), &err));
    ok(store_commit(w, &err));
    store_writer_close(w);
    ok(store_check(index_dir, true, NULL, &err));
    ok(store_compact(index_dir, 0, &err)); /* which deflates what is plain */
    ok(store_check(index_dir, true, NULL, &err));
    check_docs();
}
END_TEST

Suite *bulk_suite(void)
{
    Suite *suite = suite_create("bulk");
    TCase *tcase = tcase_create("core");

    tcase_add_checked_fixture(tcase, scratch_make, scratch_remove);
    tcase_add_loop_test(tcase, bulk_and_xapian_write_the_same, 0,
                        COUNT(shapes));
    tcase_add_test(tcase, what_compresses_too_well_reads_back);
    suite_add_tcase(suite, tcase);
    return suite;
}
