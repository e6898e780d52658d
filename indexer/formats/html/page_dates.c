/* The date of a page among what it says. */
#include "indexer/formats/html/page_dates.h"
#include "text/date.h"

#include <ctype.h>

enum {
    LINE_BYTES = 120, /* a longer line is prose */
    WORDS_MAX = 24,   /* of it that are looked at */
    DATE_WORDS = 9, /* of a date: Thursday, 22 August 2024 at 10:00 p.m. EST */
    WORDS_BEFORE = 2, /* the first number of a date */
    YEAR_DIGITS = 4,
    DIGITS = 4 /* at least, of a day and a year */
};

/* The bytes of the digit at t[at], of any script that dates are read in; 0: it
 * is none. */
static size_t digit_size(struct ir_text t, size_t at)
{
    static const struct {
        const char *lead; /* all bytes of its digits but the last */
        unsigned char zero;
    } scripts[] = {
        {"\xd9", 0xa0},     /* Arabic */
        {"\xdb", 0xb0},     /* Persian and Urdu */
        {"\xe0\xa5", 0xa6}, /* Devanagari */
        {"\xe0\xa7", 0xa6}, /* Bengali */
        {"\xe0\xa9", 0xa6}, /* Gurmukhi */
        {"\xe0\xab", 0xa6}, /* Gujarati */
        {"\xe0\xb9", 0x90}, /* Thai */
        {"\xe1\x81", 0x80}, /* Burmese */
        {"\xe1\x9f", 0xa0}, /* Khmer */
    };

    if (!(t.data[at] & 0x80))
        return isdigit((unsigned char)t.data[at]) > 0;
    for (size_t i = 0; i < COUNT(scripts); i++) {
        const size_t size = strlen(scripts[i].lead);

        if (t.size - at > size && !memcmp(t.data + at, scripts[i].lead, size) &&
            (unsigned char)t.data[at + size] >= scripts[i].zero &&
            (unsigned char)t.data[at + size] < scripts[i].zero + 10)
            return size + 1;
    }
    return 0;
}

static size_t count_digits(struct ir_text text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.size; i++)
        count += digit_size(text, i) > 0;
    return count;
}

bool page_date_read(struct ir_text text, bool day_first, struct buf *out)
{
    struct date date;

    buf_clear(out);
    buf_addt(out, text);
    if (date_read(text, &date) == DATE_AMBIGUOUS && day_first)
        for (size_t i = 0; i < out->size; i++) /* with full stops, it is */
            if ((out->data[i] == '/' || out->data[i] == '-') &&
                i + 1 < out->size && isdigit((unsigned char)out->data[i + 1]))
                out->data[i] = '.';
    return date_read(buf_text(out), &date) != DATE_AMBIGUOUS;
}

/* How exactly does it tell a day?  0: not at all. */
static int exactness(struct ir_text text, bool day_first, int64_t *seconds)
{
    struct date date;
    size_t digits = count_digits(text);

    if (digits < DIGITS || digits == text.size)
        return 0;
    if (date_read(text, &date) == DATE_AMBIGUOUS && day_first) {
        struct buf sure = BUF_INIT;

        page_date_read(text, true, &sure);
        date_read(buf_text(&sure), &date);
        buf_free(&sure);
    }
    if (!date_tells_day(&date))
        return 0;
    *seconds = date.seconds;
    return date.kind == DATE_DAY ? 1 : 2 + date.zoned;
}

/* Words of a line, and the bytes around a date that are none of it. */
struct words {
    struct ir_text line;
    bool day_first;
    size_t begins[WORDS_MAX], ends[WORDS_MAX], count;
};

static void split(struct words *w)
{
    size_t at = 0, size = w->line.size;

    while (at < size && w->count < WORDS_MAX) {
        while (at < size && byte_in(w->line.data[at], BYTES_SPACE))
            at++;
        w->begins[w->count] = at;
        while (at < size && !byte_in(w->line.data[at], BYTES_SPACE))
            at++;
        w->ends[w->count] = at;
        w->count += at > w->begins[w->count];
    }
}

/* "(GMT+7)" is a zone, "(updated" is none of a date. */
static struct ir_text some_words(const struct words *w, size_t from, size_t end)
{
    static const uint64_t around = BYTES_SPACE | BYTE(',') | BYTE('.') |
                                   BYTE('(') | BYTE(')') | BYTE(':') |
                                   BYTE('-');
    const struct ir_text all =
        text_slice(w->line, w->begins[from], w->ends[end - 1]);
    struct ir_text bare = text_trim(all, around);

    bare.size += text_find(bare, '(') && !text_find(bare, ')') &&
                 bare.data + bare.size < all.data + all.size &&
                 bare.data[bare.size] == ')';
    return bare;
}

/* Is there a number of four digits in it, as of a year, or a longer one? */
static bool has_year(struct ir_text t)
{
    size_t digits = 0;

    for (size_t i = 0, size; i < t.size && digits < YEAR_DIGITS;
         i += size ? size : 1) {
        size = digit_size(t, i);
        digits = size ? digits + 1 : 0;
    }
    return digits == YEAR_DIGITS;
}

/* A date begins with a number, or has one after a weekday and a month. */
static bool may_begin(const struct words *w, size_t from)
{
    for (size_t i = from; i < w->count && i <= from + WORDS_BEFORE; i++)
        if (count_digits(text_slice(w->line, w->begins[i], w->ends[i])))
            return true;
    return false;
}

/* The fewest words from here on that tell most, "p.m." among them; 0: they tell
 * no day. */
static int most_exact(const struct words *w, size_t from, struct ir_text *out)
{
    int64_t seconds = 0, best = 0;
    int most = 0;

    for (size_t end = from + 1; end <= w->count && end <= from + DATE_WORDS;
         end++) {
        struct ir_text text = some_words(w, from, end);
        int exact =
            has_year(text) ? exactness(text, w->day_first, &seconds) : 0;

        if (exact > most || (exact && exact == most && seconds != best)) {
            most = exact;
            best = seconds;
            *out = text;
        }
    }
    return most;
}

bool page_date_in(struct ir_text line, bool day_first, struct ir_text *out)
{
    struct words words = {.line = line, .day_first = day_first, .count = 0};
    int most = 0;

    if (line.size > LINE_BYTES || count_digits(line) < DIGITS)
        return false;
    split(&words);
    for (size_t from = 0; from < words.count; from++) {
        struct ir_text text;
        int exact =
            may_begin(&words, from) ? most_exact(&words, from, &text) : 0;

        /* Less exact: the date has begun. */
        if (exact < most ||
            (exact && most && text.data + text.size != out->data + out->size))
            break;
        most = exact;
        if (exact)
            *out = text;
    }
    return most;
}

static bool digits(struct ir_text t, size_t at, size_t count)
{
    if (at + count > t.size)
        return false;
    for (size_t i = at; i < at + count; i++)
        if (!isdigit((unsigned char)t.data[i]))
            return false;
    return true;
}

bool page_date_in_url(struct ir_text url, struct buf *out)
{
    int64_t seconds;

    for (size_t i = 0; i + 11 < url.size; i++) {
        char sign = url.data[i + 5];

        if (url.data[i] != '/' || !digits(url, i + 1, 4) ||
            (sign != '/' && sign != '-') || !digits(url, i + 6, 2) ||
            url.data[i + 8] != sign || !digits(url, i + 9, 2) ||
            digits(url, i + 11, 1))
            continue;
        buf_clear(out);
        buf_addf(out, "%.4s-%.2s-%.2s", url.data + i + 1, url.data + i + 6,
                 url.data + i + 9);
        if (exactness(buf_text(out), false, &seconds))
            return true;
    }
    return false;
}

bool page_date_known(const struct candidates *c)
{
    struct date date;

    for (size_t i = 0; i < c->count; i++)
        if (c->items[i].field == PARSED_DATE &&
            date_read(buf_text(&c->items[i].text), &date) == DATE_TIME &&
            date.zoned)
            return true;
    return false;
}

const struct candidate *page_date_best(const struct candidates *c)
{
    const struct candidate *first = NULL, *best = NULL;
    struct date best_date = {.kind = DATE_UNREAD}, date;

    for (unsigned source = SOURCE_LD; source < SOURCES; source++)
        for (size_t i = 0; i < c->count; i++) {
            const struct candidate *one = &c->items[i];

            if (one->field != PARSED_DATE || one->source != source)
                continue;
            first = first ? first : one;
            date_read(buf_text(&one->text), &date);
            if (!best || date_improves(&best_date, &date)) {
                best = one;
                best_date = date;
            }
        }
    return date_tells_day(&best_date) || best_date.kind >= DATE_MONTH ? best
                                                                      : first;
}
