#include "indexer/input/charset.h"
#include "tests/feeding.h"
#include "tests/test.h"
#include "text/utf8.h"

#define BYTES(literal) (literal), sizeof(literal) - 1
#define BAD "\xef\xbf\xbd"

/* Text, the name it is given, and what is to be made of it. */
static const struct {
    const char *bytes;
    size_t size;
    const char *name, *text;
    size_t replaced;
} texts[] = {
    {BYTES("plain"), NULL, "plain", 0},
    {BYTES("caf\xc3\xa9"), NULL, "café", 0},
    {BYTES("caf\xe9 x"), NULL, "caf" BAD " x", 1},
    {BYTES("\xef\xbb\xbf"
           "x"),
     NULL, "x", 0},
    {BYTES("\xef\xbb\xbf"
           "\xc3\xa9"),
     "windows-1252", "é", 0},
    {BYTES("caf\xe9 \x93x\x94 \x80"), "windows-1252", "café “x” €", 0},
    {BYTES("caf\xe9"), "ISO-8859-1", "café", 0},
    {BYTES("\x93"), "latin1", "“", 0},
    {BYTES("\x93"), " \"US-ASCII\" ", "“", 0},
    {BYTES("\x81"), "cp1252", BAD, 1},
    {BYTES("\xb1"), "iso-8859-2", "ą", 0},
    {BYTES("\xcf\xf0"), "windows-1251", "Пр", 0},
    {BYTES("\xf0"), "KOI8-R", "П", 0},
    {BYTES("\xc7\xe1"), "windows-1256", "ال", 0},
    {BYTES("\xa4"), "iso-8859-15", "€", 0},
    {BYTES("\x82\xa0"), "Shift_JIS", "あ", 0},
    {BYTES("\x82"), "shift_jis", BAD, 1},
    {BYTES("\xa4\xa2"), "euc-jp", "あ", 0},
    {BYTES("\x1b$B$\"\x1b(B"), "iso-2022-jp", "あ", 0},
    {BYTES("\xc4\xe3"), "gb2312", "你", 0},
    {BYTES("\xa7\x41"), "big5", "你", 0},
    {BYTES("\xb0\xa1"), "euc-kr", "가", 0},
    {BYTES("\xff\xfex\0\xe9\0"), NULL, "xé", 0},
    {BYTES("\xfe\xff\0x\0\xe9"), NULL, "xé", 0},
    {BYTES("\xff\xfe=\xd8\0\xde"), NULL, "😀", 0},
    {BYTES("\xff\xfe=\xd8x\0"), NULL, BAD "x", 1},
    {BYTES("\xff\xfex\0y"), NULL, "x" BAD, 1},
    {BYTES("\xff\xfe\0\0x\0\0\0"), NULL, "x", 0},
    {BYTES("\0\0\xfe\xff\0\0\0x"), NULL, "x", 0},
    {BYTES("\xff\xfe"), NULL, "", 0},
    {BYTES(""), "utf-16", "", 0},
    {BYTES("x\0"), "utf-16", "x", 0},
    /* Valid UTF-8 is that, whatever it calls itself. */
    {BYTES("caf\xc3\xa9"), "iso-8859-1", "café", 0},
    {BYTES("\xd0\x9f\xd1\x80"), "windows-1251", "Пр", 0},
    {BYTES("\xe6\xb8\xa1\xe8\xbd\xae"), "gb2312", "渡轮", 0},
    {BYTES("\xe6\xb8\xa1\xe8\xbd\xae"), "big5", "渡轮", 0},
    {BYTES("\xe6\xb8\xa1\xe8\xbd\xae"), "shift_jis", "渡轮", 0},
    /* Two characters of GBK that are also two of UTF-8. */
    {BYTES("\xc1\xaa\xcd\xa8"), "gbk", "联通", 0},
    {BYTES("caf\xc3\xa9 \xe9"), "iso-8859-1", "cafÃ© é", 0},
    {BYTES("caf\xc3\xa9"), "klingon", "café", 0},
    {BYTES("caf\xc3\xa9"), "UTF-7", "café", 0},
    {BYTES("caf\xc3\xa9"), "", "café", 0},
    {BYTES("caf\xc3\xa9"), "utf8", "café", 0},
    /* Names of databases and old mail, and however words are joined. */
    {BYTES("caf\xc3\xa9"), "utf8mb4", "café", 0},
    {BYTES("caf\xc3\xa9 \xe9"), "unicode-1-1-utf-8", "café " BAD, 1},
    {BYTES("caf\xe9"), "ansi", "café", 0},
    {BYTES("caf\xe9"), "CP-1252", "café", 0},
    {BYTES("caf\xe9"), "Win-1252", "café", 0},
    {BYTES("caf\xe9"), "ISO_8859-1:1987;", "café", 0},
    {BYTES("\xf9"), "iso-8859-8-i", "ש", 0},
    {BYTES("\xc7"), "iso-8859-6-e", "ا", 0},
    {BYTES("\xb0\xa1"), "x-windows-949", "가", 0},
    {BYTES("\xb0\xa1"), "euc_kr", "가", 0},
    {BYTES("\x82\xa0"), "x-sjis", "あ", 0},
    {BYTES("\x84"), "cp437", "ä", 0},
    {BYTES("\x8f"), "x-mac-cyrillic", "П", 0},
    {BYTES("Caf+AOk- a+-b +ZeVnLA"), "utf-7", "Café a+b 日本", 0},
    {BYTES("caf\xe9"), "latin$1", "caf" BAD, 1},
    {BYTES("caf\xe9"), "-", "caf" BAD, 1},
};

START_TEST(becomes_utf8)
{
    struct ir_text in = {texts[_i].bytes, texts[_i].size};
    struct buf out = BUF_INIT;
    size_t replaced = 0;

    charset_text(in, texts[_i].name, &out, &replaced);
    ck_assert_str_eq(out.data, texts[_i].text);
    ck_assert_uint_eq(replaced, texts[_i].replaced);
    buf_free(&out);
}
END_TEST

/* Files in one encoding or several, and the articles in them. */
static const struct {
    const char *name, *bytes;
    size_t size;
    const char *encoding, *got;
} files[] = {
    /* Windows-1252 that nobody declares, and what it is not taken for. */
    {"a.txt", BYTES("Le bac a \xe9t\xe9 en retard"), NULL,
     "a.txt=Le bac a été en retard;"},
    {"a.txt", BYTES("She said \x93no\x94 \x96 twice"), NULL,
     "a.txt=She said “no” – twice;"},
    {"a.txt", BYTES("It cost \x80 20 or \xa3 17"), NULL,
     "a.txt=It cost € 20 or £ 17;"},
    {"a.txt", BYTES("caf\xc3\xa9 caf\xc3\xa9 cut \xe9"), NULL,
     "a.txt=café café cut " BAD ";"},
    {"a.txt", BYTES("a\x81 b\xff c"), NULL, "a.txt=a" BAD " b" BAD " c;"},
    {"a.txt", BYTES("\xcf\xf0\xe8\xe2\xe5\xf2 x"), NULL,
     "a.txt=" BAD BAD BAD BAD BAD BAD " x;"},
    /* UTF-16 without a mark. */
    {"a.txt", BYTES("c\0a\0f\0\xe9\0 \0x\0"), NULL, "a.txt=café x;"},
    {"a.txt", BYTES("\0c\0a\0f\0\xe9\0 \0x"), NULL, "a.txt=café x;"},
    {"a.txt", BYTES("\x21\x6e\x6e\x8f\x48\x53\x1f\x66\x1f\x67\n\0"), NULL,
     "a.txt=渡轮午星期\n;"},
    {"a", BYTES("{\0\"\0t\0e\0x\0t\0\"\0:\0 \0\"\0\xe9\0\"\0}\0\n\0"), NULL,
     "a:1=é;"},
    {"a.txt", BYTES("caf\xe9"), "windows-1252", "a.txt=café;"},
    {"a.txt", BYTES("caf\xc3\xa9"), "windows-1252", "a.txt=café;"},
    {"a.txt", BYTES("\xff\xfex\0\xe9\0"), NULL, "a.txt=xé;"},
    {"a.txt", BYTES("\xff\xfe\0\0x\0\0\0"), NULL, "a.txt=x;"},
    {"a", BYTES("\xff\xfe{\0\"\0t\0e\0x\0t\0\"\0:\0\"\0\xe9\0\"\0}\0\n\0"),
     NULL, "a:1=é;"},
    {"a.csv", BYTES("\xfe\xff\0i\0d\0,\0t\0e\0x\0t\0\n\0\x31\0,\0\xe9\0\n"),
     NULL, "1=é;"},
    {"a.jsonl", BYTES("{\"text\":\"caf\xe9\"}\n{\"text\":\"caf\xc3\xa9\"}\n"),
     "windows-1252", "a.jsonl:1=café;a.jsonl:2=café;"},
    {"a.jsonl", BYTES("{\"text\":\"caf\xe9\"}\n{\"text\":\"caf\xc3\xa9\"}\n"),
     NULL, "a.jsonl:1=café;a.jsonl:2=café;"},
    {"a.csv", BYTES("text,id\ncaf\xe9,1\ncaf\xc3\xa9,2\n"), "latin1",
     "1=café;2=café;"},
    {"a.json", BYTES("[{\"text\":\"\xcf\xf0\"}]"), "windows-1251",
     "a.json#1=Пр;"},
};

START_TEST(files_become_utf8)
{
    const struct articles_options options = {.max_size = 1000,
                                             .encoding = files[_i].encoding};
    struct buf got = BUF_INIT;

    feeding_put(files[_i].name, files[_i].bytes, files[_i].size);
    feeding_read(files[_i].name, &options, NULL, &got);
    ck_assert_str_eq(got.data, files[_i].got);
    buf_free(&got);
}
END_TEST

START_TEST(a_long_stream_in_utf16_is_read_in_pieces)
{
    const struct articles_options options = {.max_size = 100};
    struct buf text = BUF_INIT, got = BUF_INIT, want = BUF_INIT;
    struct buf bytes = BUF_INIT;

    for (int i = 0; i < 4000; i++) {
        buf_addf(&text, "{\"id\":\"%d\",\"text\":\"\xc3\xa9 words\"}\n", i);
        buf_addf(&want, "%d=\xc3\xa9 words;", i);
    }
    buf_add(&bytes, "\xff\xfe", 2);
    for (size_t at = 0; at < text.size;) {
        uint32_t code = utf8_next(text.data, text.size, &at);

        buf_addc(&bytes, (char)(code & 0xff));
        buf_addc(&bytes, (char)(code >> 8));
    }
    feeding_put("a.jsonl", bytes.data, bytes.size);
    feeding_read("a.jsonl", &options, NULL, &got);
    ck_assert_str_eq(got.data, want.data);
    buf_free(&text);
    buf_free(&bytes);
    buf_free(&got);
    buf_free(&want);
}
END_TEST

Suite *charset_suite(void)
{
    Suite *suite = suite_create("charset");
    TCase *tcase = tcase_create("charset");

    tcase_add_checked_fixture(tcase, feeding_setup, feeding_teardown);
    tcase_add_loop_test(tcase, becomes_utf8, 0, COUNT(texts));
    tcase_add_loop_test(tcase, files_become_utf8, 0, COUNT(files));
    tcase_add_test(tcase, a_long_stream_in_utf16_is_read_in_pieces);
    suite_add_tcase(suite, tcase);
    return suite;
}
