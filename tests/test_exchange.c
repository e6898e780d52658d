/* What client and server tell each other arrives as it was sent, or not. */
#include "searcher/client/address.h"
#include "searcher/client/reply.h"
#include "searcher/exchange/exchange.h"
#include "tests/test.h"

#include <stdlib.h>

/* A value that is not the default, for each option that a question has. */
static const char *value_of(const char *option)
{
    static const char *const values[][2] = {
        {"unit", "article"},     {"sort", "-date"},    {"passage", "77"},
        {"limit", "0"},          {"per-article", "0"}, {"offset", "12"},
        {"timeout", "0.123"},    {"context", "2"},     {"format", "jsonl"},
        {"recency", "30d"},      {"feedback", "5,6"},  {"like", "an id"},
        {"source", "A\xff, B"},  {"timeline", "week"}, {"offsets", "utf16"},
        {"since-revision", "7"}, {"fields", "id"},     {"colors", "mt=4"},
        {"hyperlink", "auto"},   {"copies", "show"},
    };

    for (size_t i = 0; i < COUNT(values); i++)
        if (!strcmp(values[i][0], option))
            return values[i][1];
    return option_takes_value(
               option_find(&settings_options, option, strlen(option)))
               ? "2026"
               : NULL;
}

/* What a client with these settings asks. */
static void put(const struct settings *settings, enum exchange_kind kind,
                struct buf *out)
{
    const struct exchange_question question = {
        kind, {"oil\0 \xfe", 6}, TEXT("gas\xff")};
    struct sink_memory memory = SINK_MEMORY;
    struct session s;

    session_init(&s, settings, &memory.sink);
    s.page.width = 61;
    s.page.colour = true;
    s.page.exact = false;
    s.page.qid = TEXT("q1");
    s.page.goes_on = true;
    exchange_put_question(&s, &question, out);
    session_free(&s);
    sink_memory_free(&memory);
}

struct arrived {
    struct settings settings;
    struct page page;
    struct exchange_question question;
    struct arena arena;
};

static enum ir_status get(struct arrived *g, struct ir_text bytes)
{
    struct ir_error err;

    memset(g, 0, sizeof(*g));
    return exchange_get_question(bytes, &g->arena, &g->settings, &g->page,
                                 &g->question, &err);
}

static void done(struct arrived *g)
{
    struct arguments none = {.config = BUF_INIT};

    options_free(&settings_options, &g->settings, &none);
    arena_free(&g->arena);
}

START_TEST(an_option_arrives)
{
    const char *name = exchange_options[_i];
    const char *value = value_of(name);
    struct arguments none = {.config = BUF_INIT};
    struct settings given, defaults;
    struct arrived a;
    struct ir_error err;
    struct buf sent = BUF_INIT, text = BUF_INIT;

    settings_init(&given);
    settings_init(&defaults);
    if (!strcmp(name, "fields"))
        given.format = OUTPUT_CSV;
    ok(options_set(&settings_options, name, value, &given, &err));
    put(&given, EXCHANGE_QUERY, &sent);
    fails(get(&a, buf_text(&sent)), IR_OK);
    ck_assert(options_value(&settings_options, name, &a.settings, &defaults, 0,
                            &text));
    if (!strcmp(name, "timeout"))
        ck_assert_text_eq(buf_text(&text), "0.123000000");
    else
        ck_assert_text_eq(buf_text(&text), value ? value : "");
    ck_assert_uint_eq(a.page.width, 61);
    ck_assert(a.page.colour && !a.page.exact);
    ck_assert_text_eq(a.page.qid, "q1");
    ck_assert_mem_eq(a.question.text.data, "oil\0 \xfe", 6);
    ck_assert_uint_eq(a.question.text.size, 6);
    ck_assert_uint_eq(a.question.query.size, 0);
    done(&a);
    options_free(&settings_options, &given, &none);
    buf_free(&sent);
    buf_free(&text);
}
END_TEST

START_TEST(an_article_arrives_with_its_query)
{
    static const enum exchange_kind kinds[] = {EXCHANGE_SHOW, EXCHANGE_WHY};
    struct settings given;
    struct arrived a;
    struct buf sent = BUF_INIT;

    settings_init(&given);
    put(&given, kinds[_i], &sent);
    fails(get(&a, buf_text(&sent)), IR_OK);
    ck_assert_int_eq(a.question.kind, kinds[_i]);
    ck_assert_uint_eq(a.question.text.size, 6);
    ck_assert_text_eq(a.question.query, "gas\xff");
    ck_assert(_i ? a.settings.why != NULL : a.settings.show);
    ck_assert(a.page.goes_on);
    done(&a);
    buf_free(&sent);
}
END_TEST

START_TEST(other_options_are_refused)
{
    static const char *const names[] = {"topics", "queries",    "db",
                                        "config", "token-file", "serve",
                                        "nosuch", "get"};
    struct buf bytes = BUF_INIT;
    struct arrived a;

    buf_add(&bytes, "\1\0\0\0\0", 5);
    buf_add_varint(&bytes, strlen(names[_i]));
    buf_adds(&bytes, names[_i]);
    buf_add(&bytes, "\2/x\0\3oil", 8);
    fails(get(&a, buf_text(&bytes)), IR_INVALID);
    done(&a);
    buf_free(&bytes);
}
END_TEST

START_TEST(a_cut_question_is_refused)
{
    struct settings given;
    struct arguments none = {.config = BUF_INIT};
    struct ir_error err;
    struct arrived a;
    struct buf sent = BUF_INIT;

    settings_init(&given);
    ok(options_set(&settings_options, "source", "AP", &given, &err));
    ok(options_set(&settings_options, "limit", "4", &given, &err));
    put(&given, _i ? EXCHANGE_SHOW : EXCHANGE_QUERY, &sent);
    for (size_t size = 0; size < sent.size; size++) {
        fails(get(&a, (struct ir_text){sent.data, size}), IR_INVALID);
        done(&a);
    }
    buf_addc(&sent, 'x');
    fails(get(&a, buf_text(&sent)), IR_INVALID);
    done(&a);
    options_free(&settings_options, &given, &none);
    buf_free(&sent);
}
END_TEST

static void make_answer(struct exchange_sink *sink)
{
    struct exchange_end end = {.found = true, .has_refused = true};
    struct ir_error err;

    ok(sink->sink.answer(&sink->sink, TEXT("one "), &err));
    sink->sink.notice(&sink->sink, TEXT("note"));
    ok(sink->sink.answer(&sink->sink, TEXT("two"), &err));
    ir_fail(&end.error, IR_INVALID, "why");
    strcpy(end.code, "code");
    strcpy(end.refused.message, "here");
    end.refused.start = 3;
    end.refused.end = 300;
    exchange_put_end(&end, &sink->out);
}

START_TEST(an_answer_arrives_whole_or_not)
{
    struct exchange_sink sink = EXCHANGE_SINK;
    struct sink_memory memory = SINK_MEMORY;
    struct exchange_end end;
    struct ir_error err;

    make_answer(&sink);
    for (size_t size = 0; size < sink.out.size; size++)
        fails(exchange_get_answer((struct ir_text){sink.out.data, size},
                                  &memory.sink, &end, &err),
              IR_CORRUPT);
    ck_assert_uint_eq(memory.answer.size + memory.notices.size, 0);
    ok(exchange_get_answer(buf_text(&sink.out), &memory.sink, &end, &err));
    ck_assert_text_eq(buf_text(&memory.answer), "one two");
    ck_assert_text_eq(buf_text(&memory.notices), "note");
    ck_assert(end.found && !end.failed && end.has_refused);
    fails(end.error.status, IR_INVALID);
    ck_assert_str_eq(end.error.message, "why");
    ck_assert_str_eq(end.refused.code, "code");
    ck_assert_uint_eq(end.refused.end, 300);
    sink_memory_free(&memory);
    buf_free(&sink.out);
}
END_TEST

START_TEST(an_answer_has_a_limit)
{
    struct exchange_sink sink = EXCHANGE_SINK;
    struct ir_text part = {NULL, EXCHANGE_ANSWER_MAX / 4};
    char *bytes = xcalloc(1, part.size);
    struct ir_error err;

    part.data = bytes;
    for (int i = 0; i < 3; i++)
        ok(sink.sink.answer(&sink.sink, part, &err));
    fails(sink.sink.answer(&sink.sink, part, &err), IR_LIMIT);
    ck_assert(strstr(err.message, "64 MB") != NULL);
    buf_free(&sink.out);
    free(bytes);
}
END_TEST

START_TEST(addresses)
{
    static const char *const rows[][5] = {
        {"unix:/a/b", "/a/b", "", "", "localhost"},
        {"unix:s:/news", "s", "", "/news", "localhost"},
        {"http://h.example:7/n_1/", "", "h.example", "/n_1", "h.example:7"},
        {"HTTP://[::1]:80", "", "::1", "", "[::1]:80"},
        {"http://h/", "", "h", "", "h"},
    };
    const char *const *row = rows[_i];
    struct address a = ADDRESS_INIT;
    struct ir_error err;

    ck_assert(address_is(row[0]));
    ok(address_read(&a, row[0], &err));
    ck_assert_str_eq(a.path.data, row[1]);
    ck_assert_str_eq(a.host.data, row[2]);
    ck_assert_str_eq(a.prefix.data, row[3]);
    ck_assert_str_eq(a.field.data, row[4]);
    address_free(&a);
}
END_TEST

START_TEST(folders_are_no_addresses)
{
    ck_assert(!address_is("./unix:s"));
    ck_assert(!address_is("/http://x"));
    ck_assert(!address_is("unix"));
    ck_assert(!address_is(""));
}
END_TEST

START_TEST(heads)
{
    static const struct {
        const char *head;
        unsigned status; /* 0: refused */
        uint64_t length;
        bool closes;
    } rows[] = {
        {"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n", 200, 12, false},
        {"HTTP/1.0 404\r\ncontent-length:0 \r\n\r\n", 404, 0, true},
        {"HTTP/1.1 200 \r\nConnection: Close\r\nContent-Length: 1\r\n\r\n", 200,
         1, true},
        {"HTTP/1.1 20 OK\r\nContent-Length: 1\r\n\r\n", 0, 0, false},
        {"HTTP/1.1 2000 OK\r\nContent-Length: 1\r\n\r\n", 0, 0, false},
        {"HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n\r\n", 0, 0, false},
        {"HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999\r\n\r\n", 0, 0,
         false},
        {"HTTP/1.1 200 OK\r\nContent-Length\r\n\r\n", 0, 0, false},
        {"HTTP/1.1 200 OK\r\n: x\r\nContent-Length: 1\r\n\r\n", 0, 0, false},
    };
    struct ir_text head = text_of(rows[_i].head);
    struct reply_head seen;
    const char *problem = reply_head_read(head, &seen);

    ck_assert_uint_eq(reply_head_size(head), head.size);
    ck_assert_int_eq(!problem, rows[_i].status != 0);
    if (problem)
        return;
    ck_assert_uint_eq(seen.status, rows[_i].status);
    ck_assert_uint_eq(seen.length, rows[_i].length);
    ck_assert_int_eq(seen.closes, rows[_i].closes);
}
END_TEST

Suite *exchange_suite(void)
{
    Suite *s = suite_create("exchange");
    TCase *t = tcase_create("exchange");
    int options = 0;

    while (exchange_options[options])
        options++;
    tcase_add_loop_test(t, an_option_arrives, 0, options);
    tcase_add_loop_test(t, other_options_are_refused, 0, 8);
    tcase_add_loop_test(t, an_article_arrives_with_its_query, 0, 2);
    tcase_add_loop_test(t, a_cut_question_is_refused, 0, 2);
    tcase_add_test(t, an_answer_arrives_whole_or_not);
    tcase_add_test(t, an_answer_has_a_limit);
    tcase_add_loop_test(t, addresses, 0, 5);
    tcase_add_test(t, folders_are_no_addresses);
    tcase_add_loop_test(t, heads, 0, 9);
    suite_add_tcase(s, t);
    return s;
}
