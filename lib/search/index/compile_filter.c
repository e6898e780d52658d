/* Translates filters of queries and requests into terms of the store. */
#include "article/terms.h"
#include "search/index/compile.h"
#include "text/calendar.h"

#include <stdlib.h>

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

/* The number of digits of the one term for all of these days, or 0. */
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
 * Articles whose local day is from first to last.  The value slot has the UTC
 * time.  Offsets from UTC are below a day, so the time alone decides all but
 * the two days at each end; for these the terms of local days are used.
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

static struct store_query *date(const struct date_range *w)
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
    case FIELD_ID:
    case FIELD_COPIES: break;
    }
    return NULL;
}

/* The articles that have all words of a byline or dateline. */
static struct store_query *all_words(const struct plan_filter *f)
{
    const char *prefix = f->field == FIELD_BYLINE ? TERM_BYLINE : TERM_DATELINE;
    struct buf name = BUF_INIT;
    struct store_query *q = NULL;
    const char *space;

    for (const char *at = f->text.data; at[1]; at = space) {
        struct store_query *word;

        space = strchr(at + 1, ' ');
        term_word(&name, prefix,
                  (struct ir_text){at + 1, (size_t)(space - at) - 1});
        word = store_query_term(buf_text(&name), 1);
        q = q ? store_query_two(STORE_AND, q, word) : word;
    }
    buf_free(&name);
    return store_query_scale(q, 0);
}

static struct store_query *of_set(const struct plan_filter *f)
{
    struct store_query *q = store_query_set(f->held, 0);

    return f->held_fail ? store_query_two(STORE_AND_NOT, store_query_all(), q)
                        : q;
}

static struct store_query *field(const struct plan_filter *f)
{
    const char *prefix = prefix_of(f->field);
    struct buf name = BUF_INIT;
    struct store_query *q;

    if (!f->text.size)
        return store_query_join(STORE_OR, NULL, 0);
    if (f->decided)
        return f->words ? all_words(f) : of_set(f);
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
    case FILTER_DATE: return date(&f->dates);
    case FILTER_LENGTH: return range(SLOT_WORDS, f->low, f->high);
    case FILTER_EVERY: return store_query_all();
    case FILTER_FIELD: break;
    }
    return field(f);
}

/* ---- of a request ---- */

/* Restrict *all, NULL at first, to what q matches. */
static void also(struct store_query **all, struct store_query *q)
{
    *all = *all ? store_query_two(STORE_AND, *all, q) : q;
}

static enum ir_status by_date(const struct ir_request *r, int64_t now,
                              struct store_query **all, struct ir_error *err)
{
    struct plan_filter f = {.kind = FILTER_DATE};

    if (!r->since.size && !r->until.size)
        return IR_OK;
    if (!dates_between(r->since, r->until, now, &f.dates, err))
        return IR_INVALID;
    also(all, compile_filter(&f));
    return IR_OK;
}

/* Require one of these values in the field. */
static void by_field(enum query_field field, const struct ir_text *values,
                     size_t count, struct words *walk, struct store_query **all)
{
    struct store_query *any[IR_FILTERS_MAX];

    for (size_t i = 0; i < count; i++) {
        struct plan_filter f = {.kind = FILTER_FIELD};

        filter_field(&f, field, values[i], walk);
        any[i] = compile_filter(&f);
        filter_free(&f);
    }
    if (count)
        also(all, store_query_join(STORE_OR, any, count));
}

/* A pattern is one in the query only, where texts are read to decide. */
static enum ir_status refuse_patterns(const struct ir_text *values,
                                      size_t count, const char *name,
                                      struct ir_error *err)
{
    for (size_t i = 0; i < count; i++)
        if (text_find(values[i], '*'))
            return ir_fail(err, IR_INVALID,
                           "%s: a * works in the query only, as in source:a*",
                           name);
    return IR_OK;
}

enum ir_status compile_request(const struct ir_request *r, int64_t now,
                               struct words *walk, struct store_query **out,
                               struct ir_error *err)
{
    const struct {
        enum query_field field;
        const char *name;
        const struct ir_text *values;
        size_t count;
    } lists[] = {
        {FIELD_SOURCE, "sources", r->sources, r->source_count},
        {FIELD_SECTION, "sections", r->sections, r->section_count},
        {FIELD_LANG, "languages", r->langs, r->lang_count},
    };
    struct store_query *all = NULL;
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < COUNT(lists); i++)
        if (lists[i].count > IR_FILTERS_MAX)
            status = ir_fail(err, IR_LIMIT, "%zu %s: at most %d",
                             lists[i].count, lists[i].name, IR_FILTERS_MAX);
        else if ((status = refuse_patterns(lists[i].values, lists[i].count,
                                           lists[i].name, err)) == IR_OK)
            by_field(lists[i].field, lists[i].values, lists[i].count, walk,
                     &all);
    if (status == IR_OK)
        status = by_date(r, now, &all, err);
    if (r->since_revision)
        also(&all,
             range(SLOT_REVISION, (int64_t)r->since_revision + 1, INT64_MAX));
    *out = all;
    return status;
}

static struct store_query *of_ids(const struct ir_text *ids, size_t count)
{
    struct store_query **terms = xmalloc((count + 1) * sizeof(*terms));
    struct buf term = BUF_INIT;
    struct store_query *q;

    for (size_t i = 0; i < count; i++) {
        term_unique(&term, ids[i]);
        terms[i] = store_query_term(buf_text(&term), 1);
    }
    q = store_query_join(STORE_OR, terms, count);
    free(terms);
    buf_free(&term);
    return q;
}

void compile_only(struct store_query **all, const struct ir_text *ids,
                  size_t count)
{
    also(all, of_ids(ids, count));
}

struct store_query *compile_without(struct store_query *q,
                                    const struct ir_text *ids, size_t count)
{
    if (!count)
        return q;
    return store_query_two(STORE_AND_NOT, q, of_ids(ids, count));
}
