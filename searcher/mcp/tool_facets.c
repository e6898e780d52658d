/* The tool facets: matching articles by source, section, language ... */
#include "searcher/mcp/counts.h"

#define VALUES 10      /* of a field, by default */
#define VALUES_MAX 100 /* that may be asked for */

enum { FIELDS = ASKED_COUNT, LIMIT, BASELINE, COPIES, AFTER };

/* clang-format off */
static const struct argument arguments[] = {
    ASKED_ARGUMENTS,
    [FIELDS] = {"fields", ARGUMENT_TEXT,
     .help = "what to count by: one or more of source, section, lang, byline, "
             "year, month, with commas between (default source,section,lang)"},
    [LIMIT] = {"limit", ARGUMENT_NUMBER, .min = 1, .max = VALUES_MAX,
     .help = "how many values of each field to return at most (default 10)"},
    [BASELINE] = COUNTS_BASELINE,
    [COPIES] = COUNTS_COPIES,
    [AFTER] = {"after", ARGUMENT_NUMBER, .max = IR_FACET_VALUES_MAX - 1,
     .help = "the value of next of the page before, to get the next page; "
             "leave all other arguments as they were"},
};
/* clang-format on */

static const char help[] =
    "Count all articles that match a query by the values of fields: which "
    "sources, sections, languages, authors, years or months have how many. "
    "Nothing is estimated, and no article has to be fetched. Values are in "
    "lower case, as the arguments of search and as source:, section: and so on "
    "in a query take them. Examples:\n"
    "- who writes about it: query gas waiver, fields source,byline\n"
    "- what a source writes about: query *, source reuters, fields section\n"
    "- which share of each source's articles: query gas, fields source, "
    "baseline *\n"
    "- for counts by time use the tool timeline, which also has the months "
    "without any";

static const char schema[] =
    "{'type':'object','required':[" COUNTS_REQUIRED ",'facets'],"
    "'additionalProperties':false,'properties':{" COUNTS_SCHEMA
    "'facets':{'type':'array','items':{'type':'object',"
    "'additionalProperties':false,'required':['field','distinct','without',"
    "'values'],'properties':{'field':{'type':'string'},"
    "'distinct':{'type':'integer','description':'how many values there are'},"
    "'without':{'type':'integer','description':'articles that have none'},"
    "'values':{'type':'array','description':'most articles first',"
    "'items':{'type':'object','additionalProperties':false,"
    "'required':['value','count'],'properties':{'value':{'type':'string'},"
    "'count':{'type':'integer','description':'articles that have it'}," BUCKET_SCHEMA
    "}}}}}},"
    "'next':{'type':['integer','null'],'description':"
    "'give it as after to get more values of each field'}}}";

static void add_facet(struct json *j, const struct counts *c,
                      const struct ir_facet *f, size_t count)
{
    json_open(j, '{');
    json_key_text(j, "field", f->field);
    json_key_number(j, "distinct", f->distinct);
    json_key_number(j, "without", f->without);
    json_key(j, "values");
    json_open(j, '[');
    for (size_t i = c->first; i < f->count && i < c->first + count; i++)
        counts_add_bucket(j, c, f->buckets[i], "value", "count");
    json_close(j, ']');
    json_close(j, '}');
}

static void add(struct json *j, const struct counts *c, size_t count)
{
    json_key(j, "facets");
    json_open(j, '[');
    for (size_t i = 0; i < c->results->facet_count; i++)
        add_facet(j, c, c->results->facets[i], count);
    json_close(j, ']');
}

static bool add_next(struct json *j, const struct counts *c, size_t count)
{
    const size_t next = c->first + count;
    bool more = false;

    for (size_t i = 0; i < c->results->facet_count; i++)
        more = more || c->results->facets[i]->distinct > next;
    json_key(j, "next");
    if (more && next < IR_FACET_VALUES_MAX)
        json_put_number(j, next);
    else
        json_put_null(j);
    return more;
}

/* The names between commas, spaces around them left out. */
static size_t split(struct ir_text list, struct ir_text *fields)
{
    size_t count = 0;

    for (const char *comma = list.data; comma && count <= IR_FACETS_MAX;) {
        size_t end;

        comma = text_find(list, ',');
        end = comma ? (size_t)(comma - list.data) : list.size;
        fields[count++] = text_trim(text_slice(list, 0, end), BYTES_SPACE);
        list = text_slice(list, end + (comma != NULL), list.size);
    }
    return count;
}

static void call(const struct mcp_service *service, const struct value *values,
                 struct tool_result *result)
{
    struct ir_request request = asked_request(service, values);
    struct ir_text fields[IR_FACETS_MAX + 1];
    struct counts c = {.add = add, .add_next = add_next};
    const size_t most = values[LIMIT].given ? values[LIMIT].number : VALUES;
    struct ir_results *r;

    c.first = values[AFTER].number;
    request.facets = fields;
    request.facet_count =
        split(values[FIELDS].given ? values[FIELDS].text
                                   : TEXT("source,section,lang"),
              fields);
    request.facet_values = c.first + most;
    if (request.facet_values > IR_FACET_VALUES_MAX)
        request.facet_values = IR_FACET_VALUES_MAX;
    request.baseline = values[BASELINE].text;
    r = counts_find(service, &request, &values[COPIES], result);
    if (!r)
        return;
    c.results = r;
    counts_answer(&c, most, result);
    ir_results_free(r);
}

const struct tool tool_facets = {
    .name = "facets",
    .title = "Count articles by source, section ...",
    .help = help,
    .arguments = arguments,
    .argument_count = COUNT(arguments),
    .schema = schema,
    .call = call,
};
