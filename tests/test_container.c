/* What containers unpack to, by themselves and inside of others. */
#include "base/buf.h"
#include "indexer/input/container.h"
#include "tests/reading.h"
#include "tests/test.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>

#define ROOM ((size_t)1 << 20)

static struct archive *begin(char *room, size_t *size, bool tar)
{
    struct archive *a = archive_write_new();

    archive_write_add_filter_gzip(a);
    if (tar)
        archive_write_set_format_ustar(a);
    else
        archive_write_set_format_raw(a);
    archive_write_set_bytes_in_last_block(a, 1);
    ck_assert_int_eq(archive_write_open_memory(a, room, ROOM, size),
                     ARCHIVE_OK);
    return a;
}

static void add(struct archive *a, const char *name, struct ir_text bytes)
{
    struct archive_entry *e = archive_entry_new();

    archive_entry_set_pathname(e, name);
    archive_entry_set_size(e, (la_int64_t)bytes.size);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_perm(e, 0600);
    ck_assert_int_eq(archive_write_header(a, e), ARCHIVE_OK);
    ck_assert_int_eq((int)archive_write_data(a, bytes.data, bytes.size),
                     (int)bytes.size);
    archive_entry_free(e);
}

/* Words that gzip makes about a fiftieth of: no bomb. */
static void add_words(struct buf *out, unsigned seed)
{
    for (int i = 0; i < 40; i++) {
        char line[256];
        int size = 0;

        for (int j = 0; j < 20; j++) {
            seed = seed * 1103515245 + 12345;
            size += snprintf(line + size, sizeof(line) - (size_t)size, "w%x ",
                             seed >> 16 & 0xfff);
        }
        for (int j = 0; j < 60; j++)
            buf_add(out, line, (size_t)size);
        buf_adds(out, ".\n\n");
    }
}

/* A tar.gz of count files in gzip: all the same, or each other words. */
static size_t nest(char *room, size_t count, bool alike)
{
    static char inner[ROOM];
    size_t size, packed;
    struct archive *tar = begin(room, &size, true), *gz;

    for (size_t i = 0; i < count; i++) {
        struct buf text = BUF_INIT;
        char name[32];

        add_words(&text, alike ? 7 : (unsigned)i);
        gz = begin(inner, &packed, false);
        add(gz, "x", buf_text(&text));
        archive_write_free(gz);
        snprintf(name, sizeof(name), "%zu.txt.gz", i);
        add(tar, name, (struct ir_text){inner, packed});
        buf_free(&text);
    }
    archive_write_free(tar);
    return size;
}

static size_t times(const char *text, const char *what)
{
    size_t count = 0;

    for (; (text = strstr(text, what)); text++)
        count++;
    return count;
}

/* The ratios of outer and inner container are each allowed; their product is
 * not. */
START_TEST(what_is_inside_counts_for_what_it_is_in)
{
    static char room[ROOM];
    struct buf seen = BUF_INIT;
    size_t size = nest(room, 20, true), read, refused;

    reading_bytes("n.tar.gz", "auto", (struct ir_text){room, size},
                  (size_t)16 << 20, &seen);
    read = times(seen.data, "\ntext:\n");
    refused = times(seen.data, "! bomb @");
    ck_assert_msg(read && refused, "%zu bytes: %zu read, %zu refused", size,
                  read, refused);
    ck_assert_uint_eq(read + refused, 20);
    ck_assert_ptr_nonnull(strstr(seen.data, "at most 200 times"));
    buf_free(&seen);
}
END_TEST

START_TEST(as_much_that_is_not_alike_is_read)
{
    static char room[ROOM];
    struct buf seen = BUF_INIT;
    size_t size = nest(room, 20, false);

    reading_bytes("n.tar.gz", "auto", (struct ir_text){room, size},
                  (size_t)16 << 20, &seen);
    ck_assert_uint_eq(times(seen.data, "! "), 0);
    ck_assert_uint_eq(times(seen.data, "\ntext:\n"), 20);
    buf_free(&seen);
}
END_TEST

Suite *container_suite(void)
{
    Suite *s = suite_create("container");
    TCase *t = tcase_create("container");

    tcase_add_test(t, what_is_inside_counts_for_what_it_is_in);
    tcase_add_test(t, as_much_that_is_not_alike_is_read);
    suite_add_tcase(s, t);
    return s;
}
