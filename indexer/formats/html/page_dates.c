/* The date of a page among what it says. */
#include "indexer/formats/html/page_dates.h"
#include "text/date.h"

#include <ctype.h>
#include <stdlib.h>

enum {
    LINE_BYTES = 120, /* a longer line is prose */
    WORDS_MAX = 24,   /* of it that are looked at */
    DATE_WORDS = 9, /* of a date: Thursday, 22 August 2024 at 10:00 p.m. EST */
    DATE_BYTES = 8, /* at least: 1/2/2024 */
    DAY = 24 * 60 * 60
};

static bool is_day(struct ir_text text, struct date *date)
{
    bool sign = false, digit = false;

    for (size_t i = 0; i < text.size; i++) {
        sign |= !isdigit((unsigned char)text.data[i]);
        digit |= isdigit((unsigned char)text.data[i]);
    }
    return sign && digit && text.size >= DATE_BYTES &&
           date_read(text, date) >= DATE_DAY;
}

bool page_date_in(struct ir_text line, struct ir_text *out)
{
    static const uint64_t around = BYTES_SPACE | BYTE(',') | BYTE('.') |
                                   BYTE('(') | BYTE(')') | BYTE(':') |
                                   BYTE('-');
    size_t begins[WORDS_MAX], ends[WORDS_MAX], count = 0, at = 0;
    struct date date;

    if (line.size > LINE_BYTES)
        return false;
    while (at < line.size && count < WORDS_MAX) {
        while (at < line.size && byte_in(line.data[at], BYTES_SPACE))
            at++;
        begins[count] = at;
        while (at < line.size && !byte_in(line.data[at], BYTES_SPACE))
            at++;
        ends[count] = at;
        count += at > begins[count];
    }
    for (size_t i = 0; i < count; i++)
        for (size_t n = DATE_WORDS; n > 0; n--) {
            if (i + n > count)
                continue;
            *out =
                text_trim(text_slice(line, begins[i], ends[i + n - 1]), around);
            if (is_day(*out, &date))
                return true;
        }
    return false;
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
    struct date date;

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
        if (is_day(buf_text(out), &date))
            return true;
    }
    return false;
}

/* Behind the last ":" of a time stands its zone: Z, +02:00, -0500, CEST. */
static bool has_zone(struct ir_text t)
{
    size_t from = 0;

    for (size_t i = 0; i < t.size && !from; i++)
        if (t.data[i] == ':')
            from = i;
    for (size_t i = from; from && i < t.size; i++) {
        char c = (char)tolower((unsigned char)t.data[i]);

        if (c == '+' || c == '-' || c == 'z')
            return true;
        if (isalpha((unsigned char)c) && i + 2 < t.size &&
            isalpha((unsigned char)t.data[i + 1]) &&
            isalpha((unsigned char)t.data[i + 2]))
            return true;
    }
    return false;
}

/* 0: no date, 1: a month, 2: a day, 3: with a time, 4: with its zone. */
static int exactness(const struct candidate *c, struct date *date)
{
    struct ir_text text = buf_text(&c->text);
    enum date_kind kind = date_read(text, date);

    if (kind < DATE_MONTH)
        return 0;
    if (kind < DATE_DAY)
        return 1;
    return kind == DATE_DAY ? 2 : has_zone(text) ? 4 : 3;
}

const struct candidate *page_date_best(const struct candidates *c)
{
    const struct candidate *first = NULL, *best = NULL;
    struct date best_date = {.seconds = 0}, date;
    int most = 0;

    for (unsigned source = SOURCE_LD; source <= SOURCE_URL; source++)
        for (size_t i = 0; i < c->count; i++) {
            const struct candidate *one = &c->items[i];
            int exact;

            if (one->field != PARSED_DATE || one->source != source)
                continue;
            first = first ? first : one;
            exact = exactness(one, &date);
            if (exact <= most ||
                (most >= 2 && llabs(date.seconds - best_date.seconds) > DAY))
                continue;
            best = one;
            best_date = date;
            most = exact;
        }
    return best ? best : first;
}
