/* What the MCP server is made of: lines, names of parts, texts cut to fit. */
#include "searcher/mcp/fit.h"
#include "searcher/mcp/lines.h"
#include "searcher/mcp/message.h"
#include "tests/test.h"
#include "text/citation.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <unistd.h>

/* ---- lines ---- */

#define MOST 8

static struct lines from_pipe(struct ir_text bytes)
{
    struct lines l = {.most = MOST, .read = BUF_INIT};
    int ends[2];

    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(write(ends[1], bytes.data, bytes.size),
                     (ssize_t)bytes.size);
    close(ends[1]);
    l.fd = ends[0];
    return l;
}

static void done(struct lines *l)
{
    struct ir_text line;

    ck_assert_int_eq(lines_next(l, -1, &line), LINES_END);
    ck_assert_int_eq(lines_next(l, -1, &line), LINES_END);
    close(l->fd);
    buf_free(&l->read);
}

START_TEST(lines_come_one_by_one)
{
    struct lines l = from_pipe(TEXT("one\n\n12345678\ntwo\0x\nend"));
    static const struct ir_text want[] = {
        {"one", 3}, {"", 0}, {"12345678", 8}, {"two\0x", 5}, {"end", 3}};
    struct ir_text line;

    for (size_t i = 0; i < COUNT(want); i++) {
        ck_assert_int_eq(lines_next(&l, -1, &line), LINES_LINE);
        ck_assert(text_equal(line, want[i]));
    }
    done(&l);
}
END_TEST

START_TEST(long_lines_are_said_once_and_skipped)
{
    struct lines l = from_pipe(
        TEXT("123456789\na\n12345678901234567890123456789\n\nb\n1234567890"));
    struct ir_text line;

    ck_assert_int_eq(lines_next(&l, -1, &line), LINES_TOO_LONG);
    ck_assert_int_eq(lines_next(&l, -1, &line), LINES_LINE);
    ck_assert_text_eq(line, "a");
    ck_assert_int_eq(lines_next(&l, -1, &line), LINES_TOO_LONG);
    ck_assert_int_eq(lines_next(&l, -1, &line), LINES_LINE);
    ck_assert_text_eq(line, "");
    ck_assert_int_eq(lines_next(&l, -1, &line), LINES_LINE);
    ck_assert_text_eq(line, "b");
    ck_assert_int_eq(lines_next(&l, -1, &line), LINES_TOO_LONG);
    done(&l);
}
END_TEST

/* A line that comes in pieces, each of which is over the limit by itself, is
 * one line; and its memory does not grow. */
START_TEST(long_line_in_pieces_is_one)
{
    static char piece[50000];
    struct lines l = {.most = MOST, .read = BUF_INIT};
    struct ir_text line;
    int ends[2];

    memset(piece, 'x', sizeof(piece));
    ck_assert_int_eq(pipe(ends), 0);
    l.fd = ends[0];
    ck_assert_int_eq(lines_next(&l, 0, &line), LINES_NOTHING);
    ck_assert_int_gt(write(ends[1], piece, sizeof(piece)), 0);
    ck_assert_int_eq(lines_next(&l, -1, &line), LINES_TOO_LONG);
    for (int i = 0; i < 20; i++) {
        ck_assert_int_gt(write(ends[1], piece, sizeof(piece)), 0);
        ck_assert_int_eq(lines_next(&l, 0, &line), LINES_NOTHING);
    }
    ck_assert_uint_lt(l.read.room, 4 * sizeof(piece));
    ck_assert_int_gt(write(ends[1], "\nend\n", 5), 0);
    ck_assert_int_eq(lines_next(&l, -1, &line), LINES_LINE);
    ck_assert_text_eq(line, "end");
    close(ends[1]);
    done(&l);
}
END_TEST

/* ---- names ---- */

static const struct {
    const char *name, *id;
    enum citation_part part;
    uint64_t first, last;
    const char *fingerprint;
} names[] = {
    {"a1#4-7", "a1", CITATION_SENTENCES, 4, 7, ""},
    {"a1#7-7", "a1", CITATION_SENTENCES, 7, 7, ""},
    {"a#1-2#3-4", "a#1-2", CITATION_SENTENCES, 3, 4, ""},
    {"a1[48,193)", "a1", CITATION_BYTES, 48, 193, ""},
    {"a1@sha256:3f2a[0,5)", "a1", CITATION_BYTES, 0, 5, "sha256:3f2a"},
    {"a@b[0,5)", "a@b", CITATION_BYTES, 0, 5, ""},
    {"x[1,2)[3,4)", "x[1,2)", CITATION_BYTES, 3, 4, ""},
    {"a1", NULL, 0, 0, 0, ""},
    {"", NULL, 0, 0, 0, ""},
    {"#1-2", NULL, 0, 0, 0, ""},
    {"[1,2)", NULL, 0, 0, 0, ""},
    {"a1#7-4", NULL, 0, 0, 0, ""},
    {"a1#-4", NULL, 0, 0, 0, ""},
    {"a1#4-", NULL, 0, 0, 0, ""},
    {"a1[4,3)", NULL, 0, 0, 0, ""},
    {"a1[4,5]", NULL, 0, 0, 0, ""},
    {"a1 4,5)", NULL, 0, 0, 0, ""},
    {"a1#1-1234567890123456789", NULL, 0, 0, 0, ""},
    {"a1#1-99999999999999999999999999", NULL, 0, 0, 0, ""},
};

START_TEST(part_is_split_off_a_name)
{
    struct citation a;
    bool found = citation_split(text_of(names[_i].name), &a);

    ck_assert_int_eq(found, names[_i].id != NULL);
    if (!found)
        return;
    ck_assert_text_eq(a.id, names[_i].id);
    ck_assert_int_eq(a.part, names[_i].part);
    ck_assert_uint_eq(a.first, names[_i].first);
    ck_assert_uint_eq(a.last, names[_i].last);
    ck_assert_text_eq(a.fingerprint, names[_i].fingerprint);
}
END_TEST

START_TEST(every_id_survives_its_uri)
{
    struct ir_text uuid, id = TEXT("a b/c%41#1-2?x=\xc3\xa9\xff\n~-._\0z");
    struct buf uri = BUF_INIT, back = BUF_INIT;
    struct citation a;

    citation_add_uri(&uri, "u-1", id, 3, 9);
    for (size_t i = 0; i < uri.size; i++)
        ck_assert(uri.data[i] > ' ' && uri.data[i] < 0x7f);
    ck_assert(citation_read_uri(buf_text(&uri), &uuid, &back, &a));
    ck_assert_text_eq(uuid, "u-1");
    ck_assert(text_equal(a.id, id));
    ck_assert_int_eq(a.part, CITATION_BYTES);
    ck_assert_uint_eq(a.first * 100 + a.last, 309);
    buf_clear(&uri);
    citation_add_uri(&uri, "u", id, 0, 0);
    ck_assert(citation_read_uri(buf_text(&uri), &uuid, &back, &a));
    ck_assert_int_eq(a.part, CITATION_WHOLE);
    buf_free(&uri);
    buf_free(&back);
}
END_TEST

static const char *const no_uris[] = {
    "",
    "irsearch:/u/a",
    "http://u/a",
    "irsearch://u/%",
    "irsearch://u/%4",
    "irsearch://u/%4g",
    "irsearch://u/a#",
    "irsearch://u/a#1",
    "irsearch://u/a#1-2-3",
    "irsearch://u/a#2-1",
    "irsearch://u/a#x1-2",
    "irsearch://u/a#-1-2",
    "irsearch://u/a##1-2",
};

START_TEST(other_texts_are_no_uris)
{
    struct buf id = BUF_INIT;
    struct ir_text uuid;
    struct citation a;

    ck_assert(!citation_read_uri(text_of(no_uris[_i]), &uuid, &id, &a));
    buf_free(&id);
}
END_TEST

/* ---- fitting ---- */

#define ACCENT "\xcc\x81"

static const char *const texts[] = {
    "plain words and then some more of them",
    "\"quotes\" \\ and\nlines\tand \x01\x02\x7f controls",
    "\xe4\xbc\x8a\xe6\x9c\x97\xe5\xa4\xa9\xe7\x84\xb6\xe6\xb0\x94",
    "e" ACCENT ACCENT ACCENT "e" ACCENT ACCENT "e" ACCENT,
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 \xe2\x80\xae rtl \xd8\xba",
    "broken \xff\xfe\xe4\xbc bytes", /* last: stored texts are not */
};

static size_t put_size(struct ir_text t)
{
    struct buf out = BUF_INIT;
    struct json j = {&out, false};
    size_t size;

    json_put_text(&j, t);
    size = out.size - 2;
    buf_free(&out);
    return size;
}

START_TEST(sizes_are_those_that_are_written)
{
    struct ir_text t = text_of(texts[_i]);
    size_t whole = put_size(t);

    ck_assert_uint_eq(json_text_size(t, whole), whole);
    ck_assert_uint_eq(json_text_size(t, 1000), whole);
    ck_assert_uint_eq(json_text_size(t, whole - 1), whole);
    ck_assert_uint_eq(json_text_size(t, 3), 4);
    for (size_t room = 0; room <= whole; room++) {
        size_t fit = json_text_fit(t, room), next = fit;

        ck_assert_uint_le(put_size(text_slice(t, 0, fit)), room);
        if (fit == t.size)
            continue;
        utf8_next(t.data, t.size, &next);
        ck_assert_uint_gt(put_size(text_slice(t, 0, next)), room);
    }
}
END_TEST

START_TEST(cut_text_ends_with_a_whole_character)
{
    struct ir_text t = text_of(texts[_i]);

    for (size_t room = 0; room <= put_size(t); room++) {
        struct ir_text cut = fit_text(t, room);

        ck_assert_uint_le(put_size(cut), room);
        ck_assert_uint_eq(fit_back(t, cut.size), cut.size);
        ck_assert_uint_eq(fit_forward(t, cut.size), cut.size);
        /* Marks that do not fit beside the first letter are cut off it. */
        if (cut.size > strlen("e" ACCENT ACCENT ACCENT) && cut.size < t.size)
            ck_assert(memcmp(t.data + cut.size, ACCENT, 2));
    }
    ck_assert_text_eq(fit_text(t, 1000), texts[_i]);
}
END_TEST

START_TEST(cut_text_ends_at_a_space_if_one_is_near)
{
    ck_assert_text_eq(fit_text(TEXT("words and more"), 10), "words and");
    ck_assert_text_eq(fit_text(TEXT("a longwordwithoutend"), 12),
                      "a longwordwi");
}
END_TEST

START_TEST(shares_take_all_the_room_there_is)
{
    static const size_t sizes[] = {10, 500, 20, 900};

    ck_assert_uint_eq(fit_share(sizes, 4, 2000), 2000);
    ck_assert_uint_eq(fit_share(sizes, 4, 1430), 1430);
    ck_assert_uint_eq(fit_share(sizes, 4, 1030), 500);
    ck_assert_uint_eq(fit_share(sizes, 4, 830), 400);
    ck_assert_uint_eq(fit_share(sizes, 4, 40), 10);
    ck_assert_uint_eq(fit_share(sizes, 4, 0), 0);
    ck_assert_uint_eq(fit_share(sizes, 0, 7), 7);
}
END_TEST

/* ---- messages ---- */

static enum mcp_code parsed(struct buf *line)
{
    struct mcp_problem problem = {.code = MCP_FINE};
    json_t *message = mcp_parse(buf_text(line), &problem);

    ck_assert_int_eq(message == NULL, problem.code != MCP_FINE);
    json_decref(message);
    buf_clear(line);
    return problem.code;
}

static void repeat(struct buf *out, const char *s, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_adds(out, s);
}

START_TEST(limits_of_a_message_are_exact)
{
    struct buf line = BUF_INIT;

    repeat(&line, "[", MCP_DEPTH_MAX);
    repeat(&line, "]", MCP_DEPTH_MAX);
    ck_assert_int_eq(parsed(&line), MCP_FINE);
    repeat(&line, "[", MCP_DEPTH_MAX + 1);
    repeat(&line, "]", MCP_DEPTH_MAX + 1);
    ck_assert_int_eq(parsed(&line), MCP_INVALID_REQUEST);
    buf_adds(&line, "[1");
    repeat(&line, ",1", MCP_VALUES_MAX - 2);
    buf_adds(&line, "]");
    ck_assert_int_eq(parsed(&line), MCP_FINE);
    buf_adds(&line, "[1");
    repeat(&line, ",1", MCP_VALUES_MAX - 1);
    buf_adds(&line, "]");
    ck_assert_int_eq(parsed(&line), MCP_INVALID_REQUEST);
    /* What is in a string does not count. */
    buf_adds(&line, "\"");
    repeat(&line, "[{,:\\\"", MCP_VALUES_MAX);
    buf_adds(&line, "\"");
    ck_assert_int_eq(parsed(&line), MCP_FINE);
    buf_free(&line);
}
END_TEST

Suite *mcp_suite(void)
{
    Suite *s = suite_create("mcp");
    TCase *t = tcase_create("parts");

    tcase_add_test(t, lines_come_one_by_one);
    tcase_add_test(t, long_lines_are_said_once_and_skipped);
    tcase_add_test(t, long_line_in_pieces_is_one);
    tcase_add_loop_test(t, part_is_split_off_a_name, 0, COUNT(names));
    tcase_add_test(t, every_id_survives_its_uri);
    tcase_add_loop_test(t, other_texts_are_no_uris, 0, COUNT(no_uris));
    tcase_add_loop_test(t, sizes_are_those_that_are_written, 0, COUNT(texts));
    tcase_add_loop_test(t, cut_text_ends_with_a_whole_character, 0,
                        COUNT(texts) - 1);
    tcase_add_test(t, cut_text_ends_at_a_space_if_one_is_near);
    tcase_add_test(t, shares_take_all_the_room_there_is);
    tcase_add_test(t, limits_of_a_message_are_exact);
    suite_add_tcase(s, t);
    return s;
}
