/* Counts matches by time. */
#include "search/run/timeline.h"
#include "article/terms.h"
#include "search/run/fields.h"
#include "search/run/stories.h"
#include "text/calendar.h"

#include <stdio.h>
#include <stdlib.h>

#define HOUR_SECONDS INT64_C(3600)
#define DAY_HOURS 24
#define MONTHS 12
#define WEEK_DAYS 7
#define MONDAY (-3) /* the number of a Monday: 1969-12-29 */
#define YEAR_DIGITS 4
#define MONTH_DIGITS 6
#define DAY_DIGITS 8

/* How an interval is counted: by terms with this prefix, unless its hours or a
 * time zone are asked for. */
static const struct {
    const char *name, *plural, *prefix;
} intervals[] = {
    [IR_INTERVAL_NONE] = {"none", "", ""},
    [IR_INTERVAL_HOUR] = {"hour", "hours", ""},
    [IR_INTERVAL_DAY] = {"day", "days", "D"},
    [IR_INTERVAL_WEEK] = {"week", "weeks", "D"},
    [IR_INTERVAL_MONTH] = {"month", "months", "M"},
    [IR_INTERVAL_YEAR] = {"year", "years", "Y"},
};

const char *ir_interval_name(enum ir_interval interval)
{
    return intervals[(size_t)interval < COUNT(intervals) ? interval : 0].name;
}

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : -1;
}

/* The number of some digits, or -1. */
static int number(struct ir_text digits)
{
    int value = 0;

    for (size_t i = 0; i < digits.size; i++) {
        if (digit(digits.data[i]) < 0)
            return -1;
        value = value * 10 + digit(digits.data[i]);
    }
    return value;
}

/* ---- the number of an interval, which counts from any origin ---- */

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Of the interval, other than an hour, that a day is in. */
static int64_t interval_of_day(enum ir_interval interval, int64_t day)
{
    struct calendar_day d;

    if (interval == IR_INTERVAL_DAY)
        return day;
    if (interval == IR_INTERVAL_WEEK)
        return floor_div(day - MONDAY, WEEK_DAYS);
    d = calendar_day(day);
    return interval == IR_INTERVAL_YEAR
               ? d.year
               : (int64_t)d.year * MONTHS + d.month - 1;
}

/* The first day or hour, or what else begins the interval of this number. */
static struct ir_text interval_text(struct arena *a, enum ir_interval interval,
                                    int64_t at)
{
    struct calendar_day d = {0};
    char text[64];

    if (interval == IR_INTERVAL_YEAR)
        snprintf(text, sizeof(text), "%04d", (int)at);
    else if (interval == IR_INTERVAL_MONTH)
        snprintf(text, sizeof(text), "%04d-%02d", (int)(at / MONTHS),
                 (int)(at % MONTHS) + 1);
    else {
        d = calendar_day(interval == IR_INTERVAL_HOUR ? floor_div(at, DAY_HOURS)
                         : interval == IR_INTERVAL_WEEK
                             ? at * WEEK_DAYS + MONDAY
                             : at);
        snprintf(text, sizeof(text), "%04d-%02d-%02d", d.year, d.month, d.day);
    }
    if (interval == IR_INTERVAL_HOUR)
        snprintf(text + strlen(text), sizeof(text) - strlen(text), "T%02d",
                 (int)(at - floor_div(at, DAY_HOURS) * DAY_HOURS));
    return arena_text(a, text_of(text));
}

/* ---- counting ---- */

struct tick {
    int64_t at;     /* the number of an interval */
    uint64_t story; /* of an article that has copies; else 0 */
    struct ir_bucket bucket;
};

struct timeline {
    enum ir_interval interval;
    int64_t offset; /* of the time zone */
    struct tick *items;
    size_t count, room;
};

static struct tick *add_tick(struct timeline *t, int64_t at)
{
    struct tick *tick;

    t->items = xgrow(t->items, t->count, &t->room, sizeof(*t->items));
    tick = &t->items[t->count++];
    *tick = (struct tick){.at = at};
    return tick;
}

/* The interval of "2026", "202605" or "20260512". */
static bool read_term(const struct timeline *t, struct ir_text digits,
                      int64_t *at)
{
    struct calendar_day d = {.month = 1, .day = 1};

    if (digits.size != YEAR_DIGITS && digits.size != MONTH_DIGITS &&
        digits.size != DAY_DIGITS)
        return false;
    d.year = number(text_slice(digits, 0, YEAR_DIGITS));
    if (digits.size >= MONTH_DIGITS)
        d.month = number(text_slice(digits, YEAR_DIGITS, MONTH_DIGITS));
    if (digits.size == DAY_DIGITS)
        d.day = number(text_slice(digits, MONTH_DIGITS, DAY_DIGITS));
    if (d.year < 0 || d.month < 1 || d.month > MONTHS || d.day < 1)
        return false;
    *at = interval_of_day(t->interval, calendar_number(d));
    return true;
}

static enum ir_status count_terms(struct timeline *t, const struct counted *c,
                                  struct store *store, struct ir_error *err)
{
    struct ir_text term;
    struct store_terms *terms;
    enum ir_status status = store_terms_start(
        store, text_of(intervals[t->interval].prefix), &terms, err);

    if (status != IR_OK)
        return status;
    while ((status = store_terms_next(terms, &term, NULL, err)) == IR_OK) {
        struct ir_bucket bucket = {.articles = 0};
        int64_t at;

        if (!read_term(t, text_slice(term, 1, term.size), &at))
            continue;
        status = counted_term(c, term, &bucket, err);
        if (status != IR_OK)
            break;
        if (bucket.articles || bucket.baseline)
            add_tick(t, at)->bucket = bucket;
    }
    store_terms_free(terms);
    return status == IR_END ? IR_OK : status;
}

/* Where a document of one of the sets is counted. */
struct taking {
    struct timeline *timeline;
    uint64_t one[3];               /* articles, baseline, both */
    const struct stories *stories; /* NULL: not counted */
};

/* Midnight UTC is what a day without a time has: it is in that day in any
 * zone. */
static void take_second(void *closure, uint32_t document, struct ir_text value)
{
    const struct taking *taking = closure;
    struct timeline *t = taking->timeline;
    int64_t second = value_number_get(value);
    struct tick *tick;

    if (second % DAY_SECONDS)
        second += t->offset;
    tick = add_tick(
        t, t->interval == IR_INTERVAL_HOUR
               ? floor_div(second, HOUR_SECONDS)
               : interval_of_day(t->interval, calendar_of_second(second)));
    tick->bucket.articles = taking->one[0];
    tick->bucket.baseline = taking->one[1];
    tick->bucket.both = taking->one[2];
    if (!taking->stories)
        return;
    tick->bucket.stories = taking->one[0];
    tick->story = stories_known(taking->stories, document);
}

static enum ir_status count_values(struct timeline *t, const struct counted *c,
                                   struct ir_error *err)
{
    const struct store_set *const sets[] = {c->matches, c->baseline, c->both};
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < COUNT(sets); i++) {
        struct taking taking = {.timeline = t, .one = {0}};

        if (c->copied && sets[i] == c->matches)
            taking.stories = c->stories;

        taking.one[i] = 1;
        if (sets[i])
            status =
                store_set_values(sets[i], SLOT_DATE, take_second, &taking, err);
    }
    return status;
}

static int compare(const void *a, const void *b)
{
    const struct tick *l = a, *r = b;

    if (l->at != r->at)
        return l->at > r->at ? 1 : -1;
    return (l->story > r->story) - (l->story < r->story);
}

/* Sort the ticks, and add up those of one interval. */
static void merge(struct timeline *t)
{
    size_t kept = 0;
    uint64_t story = 0; /* of the tick before */

    if (t->count)
        qsort(t->items, t->count, sizeof(*t->items), compare);
    for (size_t i = 0; i < t->count; i++) {
        const uint64_t before = story;
        struct ir_bucket *to;

        story = t->items[i].story;
        if (!kept || t->items[kept - 1].at != t->items[i].at) {
            t->items[kept++] = t->items[i];
            continue;
        }
        to = &t->items[kept - 1].bucket;
        to->articles += t->items[i].bucket.articles;
        to->baseline += t->items[i].bucket.baseline;
        to->both += t->items[i].bucket.both;
        if (!story || story != before)
            to->stories += t->items[i].bucket.stories;
    }
    t->count = kept;
}

/* The buckets without gaps. */
static enum ir_status fill_buckets(const struct timeline *t,
                                   struct arena *arena, struct ir_timeline *out,
                                   struct ir_error *err)
{
    int64_t first = t->count ? t->items[0].at : 0;
    uint64_t count =
        t->count ? (uint64_t)(t->items[t->count - 1].at - first) + 1 : 0;
    struct ir_bucket *all;

    if (count > IR_BUCKETS_MAX)
        return ir_fail(err, IR_LIMIT,
                       "a timeline of %llu %s: at most %d; ask for longer "
                       "intervals, or for a shorter time",
                       (unsigned long long)count, intervals[t->interval].plural,
                       IR_BUCKETS_MAX);
    all = xcalloc(count + 1, sizeof(*all));
    for (size_t i = 0; i < t->count; i++)
        all[t->items[i].at - first] = t->items[i].bucket;
    for (uint64_t i = 0; i < count; i++)
        all[i].value = interval_text(arena, t->interval, first + (int64_t)i);
    out->buckets = buckets_copy(arena, all, count);
    out->count = count;
    free(all);
    return IR_OK;
}

static uint64_t dated(const struct timeline *t)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < t->count; i++)
        sum += t->items[i].bucket.articles;
    return sum;
}

enum ir_status timeline_fill(struct ir_results *r, struct arena *arena,
                             const struct counted *c, struct store *store,
                             const struct ir_request *request,
                             struct ir_error *err)
{
    struct ir_timeline *out = arena_alloc(arena, sizeof(*out));
    struct timeline t = {.interval = request->timeline};
    bool by_second =
        request->timeline == IR_INTERVAL_HOUR || request->zone.size;
    uint64_t all = store_set_count(c->matches), with_date;
    enum ir_status status;

    zone_read(request->zone, &t.offset);
    status =
        by_second ? count_values(&t, c, err) : count_terms(&t, c, store, err);
    merge(&t);
    with_date = dated(&t);
    *out = (struct ir_timeline){
        .interval = request->timeline,
        .zone = !by_second           ? TEXT("article")
                : request->zone.size ? arena_text(arena, request->zone)
                                     : TEXT("UTC"),
        .undated = all > with_date ? all - with_date : 0};
    if (status == IR_OK)
        status = fill_buckets(&t, arena, out, err);
    r->timeline = out;
    free(t.items);
    return status;
}
