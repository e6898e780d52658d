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

static size_t count_digits(struct ir_text text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.size; i++)
        count += isdigit((unsigned char)text.data[i]) > 0;
    return count;
}

/* How exactly does it tell a day?  0: not at all. */
static int exactness(struct ir_text text, int64_t *seconds)
{
    struct date date;
    size_t digits = count_digits(text);

    if (digits < DIGITS || digits == text.size ||
        date_read(text, &date) < DATE_DAY)
        return 0;
    *seconds = date.seconds;
    return date.kind == DATE_DAY ? 1 : 2 + date.zoned;
}

/* Words of a line, and the bytes around a date that are none of it. */
struct words {
    struct ir_text line;
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

static struct ir_text some_words(const struct words *w, size_t from, size_t end)
{
    static const uint64_t around = BYTES_SPACE | BYTE(',') | BYTE('.') |
                                   BYTE('(') | BYTE(')') | BYTE(':') |
                                   BYTE('-');

    return text_trim(text_slice(w->line, w->begins[from], w->ends[end - 1]),
                     around);
}

/* Is there a number of four digits in it, as of a year, or a longer one? */
static bool has_year(struct ir_text t)
{
    size_t digits = 0;

    for (size_t i = 0; i < t.size && digits < YEAR_DIGITS; i++)
        digits = isdigit((unsigned char)t.data[i]) ? digits + 1 : 0;
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
        int exact = has_year(text) ? exactness(text, &seconds) : 0;

        if (exact > most || (exact && exact == most && seconds != best)) {
            most = exact;
            best = seconds;
            *out = text;
        }
    }
    return most;
}

bool page_date_in(struct ir_text line, struct ir_text *out)
{
    struct words words = {.line = line, .count = 0};
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
        if (exactness(buf_text(out), &seconds))
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
