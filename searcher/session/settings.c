/* Checks the options of irsearch, and makes the requests of them. */
#include "searcher/session/settings.h"
#include "searcher/output/link.h"

/* Defaults, in seconds. */
#define TIMEOUT_PAGE 2 /* of a page of hits */
/* Where no match may be missed: if nothing is shown before the end, and if
 * matches are shown as they are found. */
#define TIMEOUT_COUNT 10
#define TIMEOUT_LIST 60
#define CLIENTS_DEFAULT 256 /* connections of a server */
#define CLIENTS_EACH_DEFAULT 64
#define QUEUE_DEFAULT 64 /* requests that wait */
#define TIME_DEFAULT 10  /* seconds of a search */

const struct output *output_of(enum output_format format)
{
    static const struct output *const outputs[] = {
        [OUTPUT_TEXT] = &output_text,         [OUTPUT_JSON] = &output_json,
        [OUTPUT_JSONL] = &output_jsonl,       [OUTPUT_TREC] = &output_trec,
        [OUTPUT_CITATION] = &output_citation, [OUTPUT_TSV] = &output_tsv,
        [OUTPUT_CSV] = &output_csv,
    };

    return outputs[format];
}

void settings_init(struct settings *s)
{
    memset(s, 0, sizeof(*s));
    ir_request_init(&s->request);
    s->limit = s->passage = s->per_article = SIZE_MAX;
    s->unit = -1;
    s->timeout = -1;
    s->tag = "irsearch";
    s->palette = palette_default;
    s->serve.clients = CLIENTS_DEFAULT;
    s->serve.clients_each = CLIENTS_EACH_DEFAULT;
    s->serve.queue = QUEUE_DEFAULT;
    s->serve.time_max = TIME_DEFAULT;
}

/* "PASSAGES,TERMS", both at least 1. */
static bool parse_feedback(const char *s, size_t *passages, size_t *terms)
{
    size_t *out[] = {passages, terms};

    *passages = IR_FEEDBACK_PASSAGES;
    *terms = IR_FEEDBACK_TERMS;
    for (size_t i = 0; *s; i++) {
        size_t value = 0;

        if (i == COUNT(out) || *s < '1' || *s > '9')
            return false;
        for (; *s >= '0' && *s <= '9' && value <= IR_FEEDBACK_MAX; s++)
            value = value * 10 + (size_t)(*s - '0');
        *out[i] = value;
        if (*s == ',' && s[1])
            s++;
        else if (*s)
            return false;
    }
    return true;
}

/* A number and a unit: "12h", "30d". */
static bool parse_age(const char *s, int64_t *out)
{
    static const struct {
        char letter;
        int64_t seconds;
    } units[] = {
        {'h', 3600}, {'d', 86400}, {'w', 7 * 86400}, {'y', INT64_C(31557600)}};
    int64_t value = 0;

    for (; *s >= '0' && *s <= '9' && value < 100000; s++)
        value = value * 10 + (*s - '0');
    for (size_t i = 0; i < COUNT(units); i++)
        if (value && *s == units[i].letter && !s[1]) {
            *out = value * units[i].seconds;
            return true;
        }
    return false;
}

/* Parse the values of the ranking options into the request. */
static enum ir_status check_ranking(struct settings *s, struct ir_error *err)
{
    struct ir_request *r = &s->request;

    if (s->recency && !parse_age(s->recency, &r->recency))
        return ir_fail(err, IR_INVALID,
                       "option --recency: \"%.60s\" is not an age such as "
                       "12h, 30d, 2w or 1y",
                       s->recency);
    if (s->feedback &&
        !parse_feedback(s->feedback, &r->feedback_passages, &r->feedback_terms))
        return ir_fail(err, IR_INVALID,
                       "option --feedback: \"%.60s\" is not DOCS,TERMS, such "
                       "as 10,40",
                       s->feedback);
    if (s->rank)
        r->rank = text_of(s->rank);
    if (s->like)
        r->like = text_of(s->like);
    return IR_OK;
}

/* "source,year" */
static void take_facets(struct settings *s)
{
    struct ir_text rest = text_of(s->facets ? s->facets : "");
    size_t count = 0;

    while (rest.size && count < COUNT(s->facet_names)) {
        size_t end = 0;

        while (end < rest.size && rest.data[end] != ',')
            end++;
        s->facet_names[count++] =
            text_trim(text_slice(rest, 0, end), BYTES_BLANK);
        rest = text_slice(rest, end < rest.size ? end + 1 : end, rest.size);
    }
    s->request.facets = s->facet_names;
    s->request.facet_count = count;
    s->request.zone = text_of(s->zone ? s->zone : "");
    s->request.baseline = text_of(s->baseline ? s->baseline : "");
}

/* Copy the values of an option that may be repeated. */
static size_t take_filter(const struct text_list *from, struct ir_text *to,
                          const struct ir_text **out)
{
    for (size_t i = 0; i < from->count; i++)
        to[i] = text_of(from->items[i]);
    *out = to;
    return from->count;
}

static void take_filters(struct settings *s)
{
    struct ir_request *r = &s->request;

    r->source_count = take_filter(&s->source, s->filters[0], &r->sources);
    r->section_count = take_filter(&s->section, s->filters[1], &r->sections);
    r->lang_count = take_filter(&s->lang, s->filters[2], &r->langs);
    r->in_count = take_filter(&s->in, s->filters[3], &r->in);
    if (s->since)
        r->since = text_of(s->since);
    if (s->until)
        r->until = text_of(s->until);
    if (s->after)
        r->after = text_of(s->after);
    r->since_revision = s->since_revision;
}

bool settings_is_brief(const struct settings *s)
{
    return s->format == OUTPUT_TEXT && !s->articles && !s->count && !s->quiet &&
           !s->terms_of && !s->mcp && !s->serve.address && !s->verbose &&
           s->unit != 0 && s->passage == SIZE_MAX &&
           s->per_article == SIZE_MAX && !s->request.context && !s->only;
}

/* A run of TREC topics has no default timeout. */
static double timeout_of(const struct settings *s)
{
    if (s->timeout >= 0)
        return s->timeout;
    if (s->quiet || s->terms_of || !s->request.limit)
        return TIMEOUT_COUNT;
    if (s->format == OUTPUT_TREC)
        return 0;
    return s->articles || s->no_limit ? TIMEOUT_LIST : TIMEOUT_PAGE;
}

/* Read the options of how to show it. */
static enum ir_status check_output(struct settings *s, struct ir_error *err)
{
    const char *wrong = NULL;

    if (s->format_version && s->format_version != FORMAT_VERSION)
        return ir_fail(err, IR_INVALID,
                       "option --format-version: this irsearch writes version "
                       "%d, not %zu",
                       FORMAT_VERSION, s->format_version);
    if (s->colours)
        wrong = palette_read(s->colours, &s->palette);
    if (wrong)
        return ir_fail(err, IR_INVALID,
                       "option --colors: \"%.40s\" does not begin with a style "
                       "such as mt=1;31, of digits and semicolons",
                       wrong);
    if (s->hyperlink && strcmp(s->hyperlink, "none") != 0 &&
        !link_form_is_valid(s->hyperlink))
        return ir_fail(err, IR_INVALID,
                       "option --hyperlink: \"%.60s\" is not none, auto, or a "
                       "URL with {url}, {path}, {id} or {handle} in it",
                       s->hyperlink);
    return s->fields ? columns_read(s->fields, &s->columns, err) : IR_OK;
}

/* Where articles are counted, listed or judged, copies count as others do. */
static enum ir_copies copies_of(const struct settings *s)
{
    if (s->copies)
        return s->copies == 1 ? IR_COPIES_SHOW : IR_COPIES_COLLAPSE;
    return s->format == OUTPUT_TREC || s->count || s->articles || s->quiet ||
                   s->no_limit || s->in.count
               ? IR_COPIES_SHOW
               : IR_COPIES_COLLAPSE;
}

enum ir_status settings_check(struct settings *s, const struct text_list *words,
                              struct ir_error *err)
{
    const char *problem = settings_conflict(s, words->count);

    if (problem)
        return ir_fail(err, IR_INVALID, "%s", problem);
    if (check_output(s, err) != IR_OK)
        return err->status;
    s->request.articles = s->unit == 1 || settings_is_brief(s);
    if (s->passage != SIZE_MAX)
        s->request.passage_words = s->passage;
    if (s->per_article != SIZE_MAX)
        s->request.per_article = s->per_article;
    else if (s->in.count)
        s->request.per_article = 0;
    if (s->articles)
        s->request.per_article = 1;
    if ((s->articles || s->count) && s->request.match == IR_MATCH_AUTO)
        s->request.match = IR_MATCH_ALL;
    for (size_t i = 0; i < s->topic.count; i++)
        s->topic_names[i] = text_of(s->topic.items[i]);
    take_filters(s);
    take_facets(s);
    s->request.topics = s->topic_names;
    s->request.topic_count = s->topic.count;
    if (s->count || s->articles || s->quiet)
        s->request.as_typed = true;
    s->request.bare =
        s->articles || (s->format == OUTPUT_TREC && s->request.articles);
    if (s->limit != SIZE_MAX)
        s->request.limit = s->limit;
    if (s->count)
        s->request.limit = 0;
    if (!s->request.limit)
        s->request.exact_total = true;
    s->request.timeout = timeout_of(s);
    s->request.copies = copies_of(s);
    return check_ranking(s, err);
}
