/* The fields that are counted, and what a request says of them. */
#include "search/run/fields.h"

#define ZONE_SIZE 6 /* bytes of "+03:30" */
#define ZONE_HOURS_MAX 14

/* The fields, and the prefix of the terms that have their values. */
static const struct facet_field fields[] = {
    {"source", "XSO"}, {"section", "XSE"}, {"lang", "L"},
    {"byline", "A"},   {"year", "Y"},      {"month", "M"},
};

bool facets_wanted(const struct ir_request *r)
{
    return r->facet_count || r->timeline != IR_INTERVAL_NONE || r->first;
}

const struct facet_field *facet_field(struct ir_text name)
{
    for (size_t i = 0; i < COUNT(fields); i++)
        if (text_equal(name, text_of(fields[i].name)))
            return &fields[i];
    return NULL;
}

static bool two_digits(const char *s, int most, int *out)
{
    *out = (s[0] - '0') * 10 + s[1] - '0';
    return s[0] >= '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9' &&
           *out <= most;
}

bool zone_read(struct ir_text zone, int64_t *offset)
{
    int hours, minutes;

    *offset = 0;
    if (!zone.size || text_equal(zone, TEXT("UTC")))
        return true;
    if (zone.size != ZONE_SIZE || (*zone.data != '+' && *zone.data != '-') ||
        !two_digits(zone.data + 1, ZONE_HOURS_MAX, &hours) ||
        zone.data[3] != ':' || !two_digits(zone.data + 4, 59, &minutes))
        return false;
    *offset = (hours * 60 + minutes) * 60;
    if (*zone.data == '-')
        *offset = -*offset;
    return true;
}

static enum ir_status check_fields(const struct ir_request *r,
                                   struct ir_error *err)
{
    bool given[COUNT(fields)] = {false};

    for (size_t i = 0; i < r->facet_count; i++) {
        struct ir_text name = r->facets[i];
        int shown = name.size < 40 ? (int)name.size : 40;
        const struct facet_field *field = facet_field(name);

        if (!field)
            return ir_fail(err, IR_INVALID,
                           "facet \"%.*s\": there are source, section, lang, "
                           "byline, year and month",
                           shown, name.data);
        if (given[field - fields])
            return ir_fail(err, IR_INVALID, "facet %.*s is asked for twice",
                           shown, name.data);
        given[field - fields] = true;
    }
    return IR_OK;
}

enum ir_status facets_check(const struct ir_request *r, struct ir_error *err)
{
    int64_t offset;

    if (r->facet_count > IR_FACETS_MAX)
        return ir_fail(err, IR_LIMIT, "%zu facets: at most %d", r->facet_count,
                       IR_FACETS_MAX);
    if (r->facet_values > IR_FACET_VALUES_MAX)
        return ir_fail(err, IR_LIMIT, "%zu values of a facet: at most %d",
                       r->facet_values, IR_FACET_VALUES_MAX);
    if ((unsigned)r->timeline > IR_INTERVAL_YEAR)
        return ir_fail(err, IR_INVALID, "no such interval");
    if (!zone_read(r->zone, &offset))
        return ir_fail(err, IR_INVALID,
                       "\"%.*s\" is not a time zone: UTC, or hours and minutes "
                       "from it such as +03:30",
                       r->zone.size < 40 ? (int)r->zone.size : 40,
                       r->zone.data);
    if (r->zone.size && r->timeline == IR_INTERVAL_NONE)
        return ir_fail(err, IR_INVALID, "a time zone, but no timeline");
    if (r->baseline.size && !r->facet_count && r->timeline == IR_INTERVAL_NONE)
        return ir_fail(err, IR_INVALID,
                       "a baseline, but no facets and no timeline");
    return check_fields(r, err);
}
