/* The tool timeline: matching articles by time. */
#include "searcher/mcp/counts.h"

enum { INTERVAL = ASKED_COUNT, ZONE, BASELINE, COPIES, AFTER };

/* clang-format off */
static const struct argument arguments[] = {
    ASKED_ARGUMENTS,
    [INTERVAL] = {"interval", ARGUMENT_CHOICE,
     .choices = {"year", "month", "week", "day", "hour"},
     .help = "how long each interval is (default month); weeks begin on Monday"},
    [ZONE] = {"time_zone", ARGUMENT_TEXT,
     .help = "UTC or an offset such as +03:30, in which days begin; by default "
             "an article is of the day that it was published on at its place"},
    [BASELINE] = COUNTS_BASELINE,
    [COPIES] = COUNTS_COPIES,
    [AFTER] = {"after", ARGUMENT_TEXT,
     .help = "the value of next of the page before, to get the next page; "
             "leave all other arguments as they were"},
};
/* clang-format on */

/* As the choices. */
static const enum ir_interval intervals[] = {
    IR_INTERVAL_YEAR, IR_INTERVAL_MONTH, IR_INTERVAL_WEEK, IR_INTERVAL_DAY,
    IR_INTERVAL_HOUR};

static const char help[] =
    "Count all articles that match a query by the time of their publication: "
    "when a subject came up, peaked and ended. Nothing is estimated, and no "
    "article has to be fetched. Intervals without any article are left out. To "
    "read the articles of a year, month or day, give its start to search as "
    "both since and until. Examples:\n"
    "- how much each month: query gas waiver\n"
    "- each day of a month: query gas, since 2026-05, until 2026-05, interval "
    "day\n"
    "- which share of all articles: query gas, interval year, baseline *";

static const char schema[] =
    "{'type':'object','required':[" COUNTS_REQUIRED ",'interval','time_zone',"
    "'undated','intervals','buckets'],"
    "'additionalProperties':false,'properties':{" COUNTS_SCHEMA
    "'interval':{'type':'string','enum':['year','month','week','day','hour']},"
    "'time_zone':{'type':'string','description':"
    "'article: the day at the place of publication'},"
    "'undated':{'type':'integer','description':'matching articles without a "
    "date, which are in no interval'},"
    "'intervals':{'type':'integer','description':"
    "'from the first with an article to the last, those without any too'},"
    "'buckets':{'type':'array','items':{'type':'object',"
    "'additionalProperties':false,'required':['start','articles'],"
    "'properties':{'start':{'type':'string','description':"
    "'the year, month, first day or hour'},"
    "'articles':{'type':'integer'}," BUCKET_SCHEMA "}}},"
    "'next':{'type':['string','null'],'description':"
    "'give it as after to get later intervals'}}}";

static void add(struct json *j, const struct counts *c, size_t count)
{
    const struct ir_timeline *t = c->results->timeline;

    json_key_string(j, "interval", ir_interval_name(t->interval));
    json_key_text(j, "time_zone", t->zone);
    json_key_number(j, "undated", t->undated);
    json_key_number(j, "intervals", t->count);
    json_key(j, "buckets");
    json_open(j, '[');
    for (size_t i = c->first; i < t->count && i < c->first + count; i++)
        if (t->buckets[i]->articles || t->buckets[i]->baseline)
            counts_add_bucket(j, c, t->buckets[i], "start", "articles");
    json_close(j, ']');
}

static bool add_next(struct json *j, const struct counts *c, size_t count)
{
    const struct ir_timeline *t = c->results->timeline;
    const size_t next = c->first + count;

    json_key(j, "next");
    if (next < t->count)
        json_put_text(j, t->buckets[next]->value);
    else
        json_put_null(j);
    return next < t->count;
}

/* The place of the interval that begins so; false with a problem. */
static bool find(const struct ir_timeline *t, struct ir_text start,
                 size_t *place, struct buf *problem)
{
    for (*place = 0; *place < t->count; (*place)++)
        if (text_equal(t->buckets[*place]->value, start))
            return true;
    buf_adds(problem, "after is the value of next of the page before, with all "
                      "other arguments the same; leave it out to begin again");
    return false;
}

static void call(const struct mcp_service *service, const struct value *values,
                 struct tool_result *result)
{
    struct ir_request request = asked_request(service, values);
    struct counts c = {.add = add, .add_next = add_next};
    struct ir_results *r;

    request.timeline = values[INTERVAL].given
                           ? intervals[values[INTERVAL].number]
                           : IR_INTERVAL_MONTH;
    request.zone = values[ZONE].text;
    request.baseline = values[BASELINE].text;
    r = counts_find(service, &request, &values[COPIES], result);
    if (!r)
        return;
    c.results = r;
    if (!values[AFTER].given ||
        find(r->timeline, values[AFTER].text, &c.first, &result->problem))
        counts_answer(&c, r->timeline->count - c.first, result);
    ir_results_free(r);
}

const struct tool tool_timeline = {
    .name = "timeline",
    .title = "Count articles by time",
    .help = help,
    .arguments = arguments,
    .argument_count = COUNT(arguments),
    .schema = schema,
    .call = call,
};
