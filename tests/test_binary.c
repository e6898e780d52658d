#include "indexer/input/binary.h"
#include "indexer/input/charset.h"
#include "tests/feeding.h"
#include "tests/test.h"

#include <stdlib.h>

#define BYTES(literal) (literal), sizeof(literal) - 1
#define TEN(x) x x x x x x x x x x
#define PROSE "Gas imports were approved by parliament on Tuesday. "

/* Bytes, and what they are; NULL is text. */
static const struct {
    const char *bytes;
    size_t size;
    const char *kind;
} kinds[] = {
    {BYTES(""), NULL},
    {BYTES(PROSE), NULL},
    {BYTES("caf\xe9 soci\xe9t\xe9"), NULL},                  /* Latin-1 */
    {BYTES("\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0"), NULL}, /* CP1251 */
    {BYTES("\x8f\xe0\xa8\xa2\xa5\xe2"), NULL},               /* CP866 */
    {BYTES("\x83\x6f\x83\x6f\x82\xa0"), NULL},               /* Shift JIS */
    {BYTES("\x1b$B$\"\x1b(B"), NULL},                        /* ISO 2022 */
    {BYTES(PROSE "\x1a"), NULL}, /* the end of a file of DOS */
    {BYTES("\f\v\b\t\r\n"), NULL},
    /* Few bad bytes are repaired. */
    {BYTES("\x01"), NULL},
    {BYTES("a\0b"), NULL},
    {BYTES("caf\xe9\x01"), NULL},
    {BYTES(TEN(PROSE) "\0\1\2\3\xff"), NULL},
    {BYTES("\x16\x16\x01"
           "a0123\x1f" PROSE "\x02" PROSE PROSE "\x03\x04"),
     NULL},
    {BYTES(PROSE "\0\0\0\0\0\0\0\0\0\0\0\0"), NULL}, /* filled up */
    {BYTES("\0\0\0\0\0\0\0\0" PROSE), NULL},
    /* Text that begins like something else. */
    {BYTES("MZ is a country code"), NULL},
    {BYTES("BMW-H\xe4ndler in M\xfcnchen"), NULL},
    {BYTES("GIF89a is a format of images"), NULL},
    {BYTES("ID3 tags name a song"), NULL},
    {BYTES("RIFFs: WAVE of sound"), NULL},
    {BYTES("Deepftyp is no word"), NULL},
    {BYTES("%PDF-files are hard to read"), NULL},
    {BYTES("\x7f"
           "ELF\2\1\1\0\0"),
     "a program (ELF)"},
    {BYTES("MZ\x90\0\3\0\0\0"), "a program (Windows)"},
    {BYTES("%PDF-1.7\n" PROSE), "a PDF document"},
    {BYTES("\xff\xd8\xff\xe0"), "an image (JPEG)"},
    {BYTES("\x89PNG\r\n\x1a\n"), "an image (PNG)"},
    {BYTES("GIF89a\x01\0\x01\0"), "an image (GIF)"},
    {BYTES("BM\x36\0\0\0\0\0"), "an image (BMP)"},
    {BYTES("\0\0\0\x20"
           "ftypisom"),
     "a film or sound (MP4)"},
    {BYTES("RIFF\x24\x08\0\0WAVEfmt "), "sound (WAV)"},
    {BYTES("RIFF\x24\x08\0\0WEBPVP8 "), "an image (WebP)"},
    {BYTES("ID3\3\0\0\0"), "sound (MP3)"},
    {BYTES("SQLite format 3\0\x10"), "a database (SQLite)"},
    {BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
     "an office document (doc, xls or ppt)"},
    {BYTES("7z\xbc\xaf\x27\x1c\0"), "an archive (7z)"},
    {BYTES("Rar!\x1a\x07\1"), "an archive (RAR)"},
    {BYTES("\0\0\0\0"), "NUL bytes only"},
    {BYTES("\1\0\0\0\2\0\0\0\3\0\0\0ab"), "binary data"},
    {BYTES("\x9c\x03\xe1\x11\x80\x05\xfe\x1c\x07"), "binary data"},
};

/* Two of a control that no text has make so short a text binary, wherever they
 * stand among the others. */
START_TEST(every_bad_byte_counts_wherever_it_is)
{
    const unsigned char c = (unsigned char)_i;
    const bool bad =
        (c < ' ' && !(c >= '\b' && c <= 0x0f) && c != 0x1a && c != 0x1b) ||
        c == 0x7f;

    for (size_t at = 1; at < 10; at++) {
        char text[] = "aa\xffs\x80 tea \xc3 z e2";

        text[at] = text[at + 5] = (char)c;
        ck_assert_int_eq(
            binary_kind((struct ir_text){text, sizeof(text) - 1}, true) != NULL,
            bad);
    }
}
END_TEST

START_TEST(knows_text_from_other_bytes)
{
    const char *kind =
        binary_kind((struct ir_text){kinds[_i].bytes, kinds[_i].size}, true);

    ck_assert_pstr_eq(kind, kinds[_i].kind);
}
END_TEST

/* Whatever chance makes, at any length that matters. */
START_TEST(chance_makes_no_text)
{
    char bytes[4096];

    srand(7);
    for (int round = 0; round < 1000; round++) {
        size_t size = 256 + (size_t)rand() % (sizeof(bytes) - 256);

        for (size_t i = 0; i < size; i++)
            bytes[i] = (char)(rand() >> 8);
        ck_assert_ptr_nonnull(binary_kind((struct ir_text){bytes, size}, true));
    }
}
END_TEST

/* A head is judged by its share only if there is enough of it. */
START_TEST(a_short_head_is_not_judged)
{
    ck_assert_ptr_null(binary_kind(TEXT("a\1\2\3\4\5"), false));
    ck_assert_str_eq(binary_kind(TEXT("a\1\2\3\4\5"), true), "binary data");
    ck_assert_str_eq(binary_kind(TEXT("%PDF-1.4\n"), false), "a PDF document");
}
END_TEST

#define ZIP(name, size, content)                                \
    "PK\3\4\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" size \
    "\0\0\0" name content

static const struct {
    const char *bytes;
    size_t size;
    const char *kind;
} zips[] = {
    {BYTES(ZIP("a.txt", "\5", "Gas")), NULL},
    {BYTES(ZIP("mimetype", "\x8", "text/plain")), NULL},
    {BYTES(ZIP("[Content_Types].xml", "\x13", "<")),
     "an office document (docx, xlsx or pptx)"},
    {BYTES(ZIP("mimetype", "\x8", "application/vnd.oasis.opendocument.text")),
     "an office document (OpenDocument)"},
    {BYTES(ZIP("mimetype", "\x8", "application/epub+zip")), "an e-book (EPUB)"},
    {BYTES(ZIP("META-INF/MANIFEST.MF", "\x14", "")), "a program (Java)"},
    {BYTES("PK\3\4"), NULL},
};

START_TEST(knows_office_documents)
{
    ck_assert_pstr_eq(
        binary_office((struct ir_text){zips[_i].bytes, zips[_i].size}),
        zips[_i].kind);
}
END_TEST

static const struct {
    const char *bytes;
    size_t size;
    const char *given, *charset;
} wides[] = {
    {BYTES("G\0a\0s\0 \0r\0o\0s\0e\0"), NULL, "UTF-16LE"},
    {BYTES("\0G\0a\0s\0 \0r\0o\0s\0e"), NULL, "UTF-16BE"},
    {BYTES("\x13\4\x30\4\x37\4 \0\x3c\4\x38\4\x40\4"), NULL, "UTF-16LE"},
    {BYTES("\1\0\0\0\2\0\0\0"), NULL, NULL},
    {BYTES("G\0\0\0a\0\0\0"), "utf-32", "UTF-32LE"},
    {BYTES("Gas rose"), "utf-16", NULL}, /* it is plain UTF-8 */
    {BYTES("Gas\0rose and fell"), NULL, NULL},
    {BYTES("Gas\0rose and fell"), "latin1", NULL},
};

START_TEST(knows_wide_text_without_a_mark)
{
    ck_assert_pstr_eq(
        charset_of_wide((struct ir_text){wides[_i].bytes, wides[_i].size},
                        wides[_i].given),
        wides[_i].charset);
}
END_TEST

/* What is read of a file, by its name and bytes. */
static const struct {
    const char *name, *bytes;
    size_t size;
    const char *want;
} files[] = {
    {"a.txt",
     BYTES("\x7f"
           "ELF\2\1\1\0\0\0 words"),
     "!binary@0;"},
    {"a.html", BYTES("<html>\0\1\2\3\4\5\6\7 words"), "!binary@0;"},
    {"a.jsonl", BYTES("%PDF-1.4\n{}\n{}\n"), "!binary@0;"},
    {"a.csv", BYTES("\x89PNG\r\n\x1a\n\0\0"), "!binary@0;"},
    {"a", BYTES("\1\2\3\4\5\6 words"), "!binary@0;"},
    {"a.txt", BYTES("G\0a\0s\0 \0r\0o\0s\0e\0"), "a.txt=Gas rose;"},
    {"a.txt", BYTES("Gas\1 rose"), "a.txt=Gas\1 rose;"},
    {"a.warc",
     BYTES("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 63\r\n\r\n"
           "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
           "\x89PNG\r\n\x1a\n\0\0\0\1\2\3\4\5\6\0\0"
           "\r\n\r\n"),
     "!binary@0;"},
};

START_TEST(files_that_are_no_text_are_refused)
{
    const struct articles_options options = {.max_size = 1 << 20};
    struct buf out = BUF_INIT;

    feeding_put(files[_i].name, files[_i].bytes, files[_i].size);
    feeding_read(files[_i].name, &options, NULL, &out);
    ck_assert_str_eq(out.data, files[_i].want);
    buf_free(&out);
}
END_TEST

Suite *binary_suite(void)
{
    Suite *suite = suite_create("binary");
    TCase *tcase = tcase_create("binary"), *fed = tcase_create("fed");

    tcase_add_loop_test(tcase, every_bad_byte_counts_wherever_it_is, 0, 256);
    tcase_add_loop_test(tcase, knows_text_from_other_bytes, 0, COUNT(kinds));
    tcase_add_test(tcase, chance_makes_no_text);
    tcase_add_test(tcase, a_short_head_is_not_judged);
    tcase_add_loop_test(tcase, knows_office_documents, 0, COUNT(zips));
    tcase_add_loop_test(tcase, knows_wide_text_without_a_mark, 0, COUNT(wides));
    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(fed, feeding_setup, feeding_teardown);
    tcase_add_loop_test(fed, files_that_are_no_text_are_refused, 0,
                        COUNT(files));
    suite_add_tcase(suite, fed);
    return suite;
}
