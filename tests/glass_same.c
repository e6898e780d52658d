#include "tests/glass_same.h"
#include "store/store.h"
#include "tests/chance.h"
#include "tests/glass_dump.h"

#include <stdlib.h>

static void show_difference(const char *a, const char *b, const char *when)
{
    size_t at = 0, line = 0;

    for (; a[at] && a[at] == b[at]; at++)
        if (a[at] == '\n')
            line = at + 1;
    ck_abort_msg("%s: by the bulk writer: %.*s, by Xapian: %.*s", when,
                 (int)strcspn(a + line, "\n"), a + line,
                 (int)strcspn(b + line, "\n"), b + line);
}

static void same_tallies(const char *bulk, const char *oracle)
{
    const char *dirs[] = {bulk, oracle};
    struct store_info info[2];

    for (size_t i = 0; i < 2; i++) {
        struct store *s;

        ok(store_open(&dirs[i], 1, &s, &err));
        ok(store_info(s, &info[i], &err));
        store_close(s);
    }
    ck_assert(
        !memcmp(info[0].tallies, info[1].tallies, sizeof(info[0].tallies)));
    ck_assert_uint_eq(info[0].documents, info[1].documents);
    ck_assert_str_ne(info[0].uuid, info[1].uuid);
}

void same_indexes(const char *bulk, const char *oracle, const char *when)
{
    char *a = glass_dump(bulk), *b = glass_dump(oracle);

    ck_assert_int_eq(strncmp(a, "documents", 9), 0);
    if (strcmp(a, b) != 0)
        show_difference(a, b, when);
    free(a);
    free(b);
    same_tallies(bulk, oracle);
    ok(store_check(bulk, true, NULL, &err));
    ok(store_check(oracle, true, NULL, &err));
}

void same_answers(const char *from, const char *a, const char *b, bool phrases,
                  int queries, const char *when)
{
    struct glass_asked asked;

    queries = chance_queries(queries);
    asked = glass_ask(from, a, b, below(1 << 30), queries, phrases);

    ck_assert_msg(!*asked.diff, "%s: %s", when, asked.diff);
    ck_assert_int_eq(asked.queries, queries);
    ck_assert_int_gt(asked.with_hits, queries / 20);
}
