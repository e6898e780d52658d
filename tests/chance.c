#include "tests/chance.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static uint64_t state;

void chance_seed(const char *name, uint64_t seed)
{
    const char *given = getenv("IR_SEED");

    state = given  ? strtoull(given, NULL, 10)
            : seed ? seed
                   : (uint64_t)time(NULL) * 2654435761u + 1;
    printf("%s: IR_SEED=%llu\n", name, (unsigned long long)state);
    fflush(stdout);
}

size_t below(size_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state >> 16) % n;
}

int chance_queries(int usual)
{
    const char *given = getenv("IR_QUERIES");

    return given ? atoi(given) : usual;
}

#define PICK(table) (table)[below(COUNT(table))]

/* ---- articles ---- */

/* No two have a stem in common but those that are meant to. */
static const char *const pieces[] = {
    "gas",      "gases",   "Gas",         "oil",       "oil",        "flow",
    "flows",    "flowed",  "town",        "the",       "the",        "of",
    "of",       "Iran",    "Iraq",        "Iran-Iraq", "IranIraq",   "iran",
    "power",    "rail",    "Caf\xc3\xa9", "cafes",     "Ale-Es'haq", "aleeshaq",
    "eshaq",    "US",      "us",          "U.S.",      "export",     "exports",
    "port",     "airport", "sport",       "Mueller",   "muller",     "dokovic",
    "Djokovic", "store",   "Wałęsa",      "WALESA",    "Yıldırım",   "yildirim",
    "Qurʾan",   "quran",   "رئیس",        "رئيس",      "东京都",     "京都",
    "都",       "5月",     "月",          "😀",         "👍🏽",   "👍",
};
/* Only in texts: asked for, they mean more than themselves. */
static const char *const respelt[] = {"Müller", "Đoković",       "Støre",
                                      "Əliyev", "می‌شود", "MÜLLER"};
static const char *const sources[] = {"", "Reuters", "AFP", "Tehran Times"};
static const char *const sections[] = {"", "World", "Oil and Gas"};
static const char *const bylines[] = {"", "Ann Lee", "Ann Roe",
                                      "Sam Lee and Ann Roe"};
static const char *const langs[] = {"", "en", "fa"};
static const char *const offsets[] = {"Z",      "Z",      "+03:30",
                                      "-05:00", "+14:00", "-12:00",
                                      "+05:45", "-23:59", "+23:59"};
static const char *const datelines[] = {"TEHRAN, Jan 5 (IRNA) -- ", "VIENNA - ",
                                        "Tehran, Vienna \xe2\x80\x93 "};

static const char *const joiners[] = {"-", "-", "/", ":", "@", "_"};

/* A word, or several without a space. */
static void add_piece(struct buf *out)
{
    buf_adds(out, PICK(pieces));
    while (!below(12)) {
        buf_adds(out, PICK(joiners));
        buf_adds(out, PICK(pieces));
    }
}

static void add_sentence(struct buf *out, size_t words)
{
    while (words--) {
        if (!below(20))
            buf_adds(out, PICK(respelt));
        else if (below(7))
            add_piece(out);
        else /* more of them than are scored one by one */
            buf_addf(out, "ex%c%c", 'a' + (int)below(26), 'a' + (int)below(26));
        buf_adds(out, words ? below(9) ? " " : ", " : ".");
    }
}

static void add_text(struct buf *out, size_t paragraphs)
{
    if (!below(4))
        buf_adds(out, PICK(datelines));
    while (paragraphs--) {
        for (size_t i = 1 + below(3); i--;) {
            add_sentence(out, 1 + below(9));
            buf_adds(out, i ? " " : "");
        }
        buf_adds(out, paragraphs ? "\n\n" : "\n");
    }
}

static void add_title(struct buf *out)
{
    for (size_t i = below(5); i--;) {
        add_piece(out);
        buf_adds(out, i ? " " : "");
    }
}

static void set_fields(struct news *n, size_t i)
{
    char text[64];

    news_set(n, PARSED_SOURCE, PICK(sources));
    news_set(n, PARSED_SECTION, PICK(sections));
    news_set(n, PARSED_BYLINE, PICK(bylines));
    news_set(n, PARSED_LANG, PICK(langs));
    snprintf(text, sizeof(text), "2026-%02zu-%02zuT%02zu:%02zu:%02zu%s",
             1 + below(4), below(3) ? 1 + below(28) : 1, below(24), below(60),
             below(60), PICK(offsets));
    if (!below(5))
        text[10] = '\0'; /* a day without time */
    if (below(6))
        news_set(n, PARSED_DATE, text);
    snprintf(text, sizeof(text), "https://example.org/%zu/%zu", below(3), i);
    if (below(3))
        news_set(n, PARSED_URL, text);
}

void chance_news(struct news *n, size_t count)
{
    struct buf title = BUF_INIT, text = BUF_INIT;

    for (size_t i = 0; i < count; i++) {
        char id[32];

        buf_clear(&title);
        buf_clear(&text);
        add_title(&title);
        add_text(&text, 1 + below(below(4) ? 3 : 8));
        set_fields(n, i);
        snprintf(id, sizeof(id), "s%03zu", i);
        news_add(n, id, title.size ? title.data : "", buf_text(&text));
    }
    buf_free(&title);
    buf_free(&text);
}

/* ---- queries ---- */

static const char *const patterns[] = {"ex*", "*port", "g?s",          "ex*rt",
                                       "f*w", "fl*s",  "*irani*",      "ca?e*",
                                       "?he", "air*",  "Caf\xc3\xa9*", "zz*"};
static const char *const nears[] = {" w/%zu ", " NEAR/%zu ", " near%zu "};
static const char *const adjacents[] = {" pre/%zu ", " ADJ/%zu ", " onear/%zu ",
                                        " adj%zu "};
static const char *const units[] = {" /s ", " w/s ", " /p ", " w/p ", " SAME "};
static const char *const aparts[] = {" NOT w/s ", " NOT w/p "};
static const char *const filters[] = {"source:Reuters",
                                      "source:\"tehran  times\"",
                                      "section:world",
                                      "section:\"Oil and Gas\"",
                                      "byline:lee",
                                      "author:\"Roe Ann\"",
                                      "byline:\"Sam Lee\"",
                                      "lang:en",
                                      "lang:fa",
                                      "dateline:Tehran",
                                      "dateline:Vienna",
                                      "url:https://example.org/1/*",
                                      "id:s01*",
                                      "id:s007",
                                      "date:2026-02",
                                      "date:2026-01-15..2026-02-10",
                                      "date:..2026-02",
                                      "date:2026-03..",
                                      "date:2026",
                                      "date:2026-02-11..2026-02-20",
                                      "date:2026-02-01",
                                      "date:2026-03-01",
                                      "date:2026-03-01..2026-03-02",
                                      "date:2026-02-28..2026-03-02",
                                      "date:2026-01..2026-02",
                                      "date:2026-02-28..2026-03-03",
                                      "date:2026-02-01T12:00Z..",
                                      "date:..2026-03-01T03:30:00+03:30",
                                      "date:2026-01-31T18:00-05:00..2026-03-01",
                                      "date:2026-02-01..2026-03-01T00:00:00Z",
                                      "words:>20",
                                      "words:<12",
                                      "words:10..25",
                                      "words:>=15",
                                      "words:9",
                                      "*",
                                      "title:*",
                                      "source:*",
                                      "source:*e*",
                                      "source:r*rs",
                                      "byline:*",
                                      "id:*1*",
                                      "words:30.."};
static const char *const scopes[] = {
    "title:", "title:", "headline:", "headline(",
    "lead:",  "lead(",  "hlead:",    "hlead("};

static void add_words(struct buf *out, size_t count)
{
    while (count--) {
        add_piece(out);
        buf_adds(out, count ? " " : "");
    }
}

static void add_weight(struct buf *out)
{
    if (!below(12))
        buf_addf(out, "^%zu.%zu", below(4), below(10));
}

static const char *const wild[] = {
    "\"gas ex*\"",  "\"the fl*s of\"", "\"*port gas\"",   "\"oil * gas\"",
    "\"* rail\"",   "iran-ir*",        "ira?-iraq",       "ir*n-i*",
    "\"ex* e*\"",   "ga*-town",        "\"iran-i* gas\"", "\"g?s ex* the\"",
    "\"gas f*\"~3", "\"zz* gas\"",     "zz*-iran"};

/* A leaf that has spans. */
static void add_leaf(struct buf *out)
{
    switch (below(15)) {
    case 14: buf_adds(out, PICK(wild)); break;
    case 0:
        buf_addc(out, '"');
        add_words(out, 1 + below(3));
        buf_addc(out, '"');
        break;
    case 1: buf_addf(out, "=%s", PICK(pieces)); break;
    case 2: buf_adds(out, PICK(patterns)); break;
    case 3:
        buf_adds(out, PICK(pieces));
        buf_adds(out, below(2) ? "~" : "~1");
        break;
    case 4:
        buf_addf(out, "%s%s%s", PICK(pieces), PICK(joiners), PICK(pieces));
        break;
    case 5:
        buf_addc(out, '"');
        add_words(out, 2 + below(2));
        buf_addf(out, "\"~%zu", 1 + below(6));
        break;
    case 6: buf_adds(out, "topic:fuels"); break;
    default: add_piece(out);
    }
    add_weight(out);
}

static void add_spans(struct buf *out, size_t depth);

static void add_operator(struct buf *out)
{
    size_t n = 1 + below(7), which = below(10);
    char text[32];

    if (which < 7) {
        const char *format = which < 3   ? PICK(nears)
                             : which < 6 ? PICK(adjacents)
                                         : " NOT w/%zu ";
        size_t at = strcspn(format, "%");

        snprintf(text, sizeof(text), "%.*s%zu ", (int)at, format, n);
        buf_adds(out, text);
        return;
    }
    buf_adds(out, which < 9 ? PICK(units) : PICK(aparts));
}

static void add_near(struct buf *out, size_t depth)
{
    size_t from = out->size, size, parts = below(4) ? 2 : 3;
    struct buf again = BUF_INIT;

    add_spans(out, depth);
    from = out->size;
    add_operator(out);
    size = out->size - from;
    buf_add(&again, out->data + from, size);
    add_spans(out, depth);
    if (parts == 3) {
        if (below(2))
            buf_addt(out, buf_text(&again));
        else
            add_operator(out);
        add_spans(out, depth);
    }
    buf_free(&again);
}

static void add_scope(struct buf *out, size_t depth)
{
    const char *scope = PICK(scopes);
    bool call = strchr(scope, '(');

    buf_adds(out, scope);
    if (call || !below(3)) {
        buf_adds(out, call ? "" : "(");
        if (depth && below(2))
            add_near(out, depth - 1);
        else
            add_words(out, 1 + below(2));
        buf_addc(out, ')');
        return;
    }
    add_leaf(out);
}

static void add_count(struct buf *out, size_t depth)
{
    size_t n = 2 + below(3);

    if (!below(3)) {
        buf_addf(out, "repeat%zu:", n);
        add_piece(out);
        return;
    }
    buf_addf(out, "atleast%zu(", n);
    add_spans(out, depth ? depth - 1 : 0);
    if (!below(3)) {
        buf_adds(out, " OR ");
        add_leaf(out);
    }
    buf_addc(out, ')');
}

/* An operand of NEAR. */
static void add_spans(struct buf *out, size_t depth)
{
    size_t which = depth ? below(8) : 7;

    if (which > 3) {
        add_leaf(out);
        return;
    }
    if (which == 3) {
        add_scope(out, depth - 1);
        return;
    }
    buf_addc(out, '(');
    if (which == 0)
        add_near(out, depth - 1);
    else {
        add_spans(out, depth - 1);
        buf_adds(out, which == 1 ? " OR " : " ");
        add_spans(out, depth - 1);
    }
    buf_addc(out, ')');
}

static void add_min_match(struct buf *out)
{
    buf_addc(out, '"');
    add_words(out, 2 + below(4));
    if (below(2))
        buf_addf(out, "\"/%zu", 1 + below(4));
    else
        buf_addf(out, "\"/0.%zu", 1 + below(9));
}

static void add_part(struct buf *out, size_t depth)
{
    switch (below(12)) {
    case 0: add_min_match(out); return;
    case 1: buf_adds(out, PICK(filters)); return;
    case 2: add_scope(out, depth); return;
    case 3: add_count(out, depth); return;
    case 4:
    case 5:
    case 6: add_near(out, depth); return;
    default: break;
    }
    if (!depth || below(3)) {
        add_leaf(out);
        return;
    }
    buf_addc(out, '(');
    chance_query(out, depth - 1);
    buf_addc(out, ')');
    add_weight(out);
}

void chance_query(struct buf *out, size_t depth)
{
    static const char *const signs[] = {"", "", "", "", "", "-", "+", "NOT "};
    static const char *const between[] = {" ", " ", " ", " OR ", " AND "};
    size_t parts = 1 + below(3);

    for (size_t i = 0; i < parts; i++) {
        if (i)
            buf_adds(out, PICK(between));
        buf_adds(out, PICK(signs));
        add_part(out, depth);
    }
}
