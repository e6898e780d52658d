/* Filters as the store knows them. */
#include "article/terms.h"
#include "search/index/compile.h"
#include "text/calendar.h"

static struct store_query *range(unsigned slot, int64_t low, int64_t high)
{
    struct buf begin = BUF_INIT, end = BUF_INIT;
    struct store_query *q;

    value_number(&begin, low);
    value_number(&end, high);
    q = store_query_range(slot, buf_text(&begin), buf_text(&end));
    buf_free(&begin);
    buf_free(&end);
    return q;
}

static struct store_query *on_day(int64_t day, unsigned digits)
{
    struct buf name = BUF_INIT;
    struct store_query *q;

    term_date(&name, day, digits);
    q = store_query_scale(store_query_term(buf_text(&name), 1), 0);
    buf_free(&name);
    return q;
}

/* The digits of the term that stands for all of these days, or 0. */
static unsigned one_term(int64_t first, int64_t last)
{
    struct calendar_day a, b;

    if (first == last)
        return 8;
    if (first == INT64_MIN || last == INT64_MAX)
        return 0;
    a = calendar_day(first);
    b = calendar_day(last + 1);
    if (a.day != 1 || b.day != 1)
        return 0;
    if (last - first < 31)
        return 6;
    return a.month == 1 && b.month == 1 && b.year == a.year + 1 ? 4 : 0;
}

/*
 * Articles of their own days first to last.  The index knows their moments,
 * which tell the day but for the two at either end of it, since no clock is a
 * whole day before or behind UTC; of these the terms of the days tell.
 */
static struct store_query *days(int64_t first, int64_t last)
{
    struct store_query *any[5];
    unsigned digits = one_term(first, last);
    int64_t low = INT64_MIN, high = INT64_MAX;
    size_t count = 0;

    if (digits)
        return on_day(first, digits);
    if (first != INT64_MIN) {
        low = (first + 1) * DAY_SECONDS;
        any[count++] = on_day(first, 8);
        any[count++] = on_day(first + 1, 8);
    }
    if (last != INT64_MAX) {
        high = last * DAY_SECONDS - 1;
        if (last > first + 1)
            any[count++] = on_day(last, 8);
        if (last - 1 > first + 1)
            any[count++] = on_day(last - 1, 8);
    }
    if (low <= high)
        any[count++] = range(SLOT_DATE, low, high);
    return store_query_join(STORE_OR, any, count);
}

static struct store_query *date(const struct when *w)
{
    bool by_day = w->first != INT64_MIN || w->last != INT64_MAX;

    if (!by_day)
        return range(SLOT_DATE, w->from, w->to);
    if (w->from == INT64_MIN && w->to == INT64_MAX)
        return days(w->first, w->last);
    return store_query_two(STORE_AND, days(w->first, w->last),
                           range(SLOT_DATE, w->from, w->to));
}

static const char *prefix_of(enum query_field field)
{
    switch (field) {
    case FIELD_SOURCE: return "XSO";
    case FIELD_SECTION: return "XSE";
    case FIELD_LANG: return "L";
    case FIELD_BYLINE:
    case FIELD_DATELINE:
    case FIELD_URL:
    case FIELD_ID: break;
    }
    return NULL;
}

static struct store_query *field(const struct plan_filter *f)
{
    const char *prefix = prefix_of(f->field);
    struct buf name = BUF_INIT;
    struct store_query *q;

    if (!f->text.size)
        return store_query_join(STORE_OR, NULL, 0);
    if (f->pattern || (!prefix && f->field != FIELD_ID))
        return store_query_all();
    if (f->field == FIELD_ID)
        term_unique(&name, buf_text(&f->text));
    else
        term_word(&name, prefix, buf_text(&f->text));
    q = store_query_scale(store_query_term(buf_text(&name), 1), 0);
    buf_free(&name);
    return q;
}

struct store_query *compile_filter(const struct plan_filter *f)
{
    switch (f->kind) {
    case FILTER_DATE: return date(&f->when);
    case FILTER_LENGTH: return range(SLOT_WORDS, f->low, f->high);
    case FILTER_EVERY: return store_query_all();
    case FILTER_FIELD: break;
    }
    return field(f);
}
