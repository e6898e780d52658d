/* Read the parameters of a search into the settings of a session. */
#include "searcher/serve/parameters.h"

#include <jansson.h>
#include <stdio.h>

#define NAME_MAX_BYTES 32

const char *const parameter_options[] = {
    "query",        "like",           "topic",     "since",    "until",
    "source",       "section",        "lang",      "in",       "all",
    "any",          "literal",        "strict",    "unit",     "as-typed",
    "passage",      "sort",           "recency",   "rank",     "limit",
    "per-article",  "feedback",       "offset",    "after",    "timeout",
    "context",      "explain",        "stats",     "count",    "facets",
    "facet-values", "timeline",       "time-zone", "baseline", "first",
    "offsets",      "since-revision", "copies",    NULL,
};

/* What would change nothing in an answer that is not hits. */
static const char *const idle_in_why[] = {"explain", NULL};
static const char *const idle_in_terms[] = {
    "like",    "unit",     "passage", "per-article", "sort", "copies",
    "recency", "feedback", "explain", "offsets",     "rank", NULL};

static bool is_idle(enum endpoint endpoint, const char *option)
{
    const char *const *idle = endpoint == ENDPOINT_WHY     ? idle_in_why
                              : endpoint == ENDPOINT_TERMS ? idle_in_terms
                                                           : NULL;

    while (idle && *idle && strcmp(*idle, option))
        idle++;
    return idle && *idle;
}

struct reading {
    struct parameters *p;
    enum endpoint endpoint;
    struct fault *f;
    bool given[COUNT(parameter_options)];
};

/* The index in parameter_options of a parameter, or SIZE_MAX. */
static size_t find(struct ir_text name)
{
    char option[NAME_MAX_BYTES];

    if (text_equal(name, TEXT("q")))
        return 0;
    if (name.size >= sizeof(option) || text_equal(name, TEXT("query")))
        return SIZE_MAX;
    for (size_t i = 0; i < name.size; i++)
        option[i] = name.data[i] == '_'   ? '-'
                    : name.data[i] == '-' ? '?'
                                          : name.data[i];
    for (size_t i = 0; parameter_options[i]; i++)
        if (text_equal((struct ir_text){option, name.size},
                       text_of(parameter_options[i])))
            return i;
    return SIZE_MAX;
}

/* Name the parameter that this one may be a misspelling of. */
static bool unknown(struct fault *f, struct ir_text name)
{
    char option[NAME_MAX_BYTES];
    const char *near = NULL;
    int shown = name.size < 60 ? (int)name.size : 60;

    for (size_t i = 0; i < name.size && i < sizeof(option); i++)
        option[i] = name.data[i] == '_' ? '-' : name.data[i];
    if (name.size < sizeof(option))
        near = option_nearest(&settings_options, option, name.size);
    for (size_t i = 0; near && parameter_options[i]; i++) {
        char known[NAME_MAX_BYTES] = "q";

        if (strcmp(parameter_options[i], near))
            continue;
        for (size_t at = 0; i && at <= strlen(near); at++)
            known[at] = near[at] == '-' ? '_' : near[at];
        return fault_parameter(f, name, "unknown_parameter",
                               "unknown parameter %.*s, did you mean %s?",
                               shown, name.data, known);
    }
    return fault_parameter(f, name, "unknown_parameter",
                           "unknown parameter %.*s", shown, name.data);
}

static bool is_flag(const struct option *row)
{
    return row->kind == OPTION_FLAG || row->kind == OPTION_CONSTANT;
}

/* A flag is set by "explain" and "explain=true". */
static bool read_flag(const char *value, bool *set)
{
    *set = !value || !*value || !strcmp(value, "true") || !strcmp(value, "1");
    return *set || !strcmp(value, "false") || !strcmp(value, "0");
}

/* Give one value to the option of this index, and check it. */
static bool apply(struct reading *r, size_t at, struct ir_text name,
                  const char *value)
{
    const char *option = parameter_options[at];
    const struct option *row =
        option_find(&settings_options, option, strlen(option));
    struct ir_error err;
    bool set = true;

    if (is_idle(r->endpoint, option))
        return fault_parameter(r->f, name, "unknown_parameter",
                               "parameter %.*s changes nothing here",
                               (int)name.size, name.data);
    if (r->given[at] && (row->kind != OPTION_LIST || !at))
        return fault_parameter(r->f, name, "repeated_parameter",
                               "parameter %.*s is given twice", (int)name.size,
                               name.data);
    r->given[at] = true;
    if (!at && value && strlen(value) > PARAMETERS_QUERY_MAX) {
        fault_parameter(r->f, name, "query_too_long",
                        "a query has at most %d bytes", PARAMETERS_QUERY_MAX);
        r->f->status = 413;
        return false;
    }
    if (is_flag(row) && !read_flag(value, &set))
        return fault_parameter(r->f, name, "invalid",
                               "parameter %.*s: \"%.60s\" is not true or false",
                               (int)name.size, name.data, value);
    if (!set)
        return true;
    if (!value && option_takes_value(row))
        return fault_parameter(r->f, name, "invalid",
                               "parameter %.*s needs a value", (int)name.size,
                               name.data);
    if (options_set(&settings_options, option, is_flag(row) ? NULL : value,
                    &r->p->settings, &err) == IR_OK)
        return true;
    fault_of(r->f, &err);
    return false;
}

static bool read_pairs(struct reading *r, const struct target *t)
{
    for (size_t i = 0; i < t->count; i++) {
        size_t at = find(t->pairs[i].name);

        if (at == SIZE_MAX)
            return unknown(r->f, t->pairs[i].name);
        if (!apply(r, at, t->pairs[i].name, t->pairs[i].value))
            return false;
    }
    return true;
}

/* The text of a JSON value as it would be in a URL; NULL if it is none. */
static const char *value_text(struct reading *r, const json_t *value)
{
    char number[64];

    if (json_is_string(value))
        return arena_text(&r->p->arena, text_of(json_string_value(value))).data;
    if (json_is_boolean(value))
        return json_is_true(value) ? "true" : "false";
    if (json_is_integer(value))
        snprintf(number, sizeof(number), "%" JSON_INTEGER_FORMAT,
                 json_integer_value(value));
    else if (json_is_real(value) && json_real_value(value) < 1e15 &&
             json_real_value(value) > -1e15)
        snprintf(number, sizeof(number), "%.6f", json_real_value(value));
    else
        return NULL;
    return arena_text(&r->p->arena, text_of(number)).data;
}

static bool read_member(struct reading *r, const char *key, const json_t *value)
{
    struct ir_text name = arena_text(&r->p->arena, text_of(key));
    size_t at = find(name);
    size_t count = json_is_array(value) ? json_array_size(value) : 1;

    if (at == SIZE_MAX)
        return unknown(r->f, name);
    if (json_is_null(value))
        return true;
    for (size_t i = 0; i < count; i++) {
        const char *text = value_text(
            r, json_is_array(value) ? json_array_get(value, i) : value);

        if (!text)
            return fault_parameter(r->f, name, "invalid",
                                   "parameter %.*s: a value must be a string, "
                                   "a number, true or false",
                                   (int)name.size, name.data);
        if (!apply(r, at, name, text))
            return false;
    }
    return true;
}

/* The object that a body is; NULL with a fault. */
static json_t *load_body(struct ir_text body, struct fault *f)
{
    json_error_t why;
    json_t *root =
        json_loadb(body.data, body.size, JSON_REJECT_DUPLICATES, &why);

    if (!root)
        fault_set(f, 400, "bad_json", "line %d of the body: %s", why.line,
                  why.text);
    if (!root || json_is_object(root))
        return root;
    fault_set(f, 400, "bad_json", "the body must be a JSON object");
    json_decref(root);
    return NULL;
}

static bool read_body(struct reading *r, struct ir_text body)
{
    json_t *root = load_body(body, r->f);
    bool good = root;
    const char *key;
    json_t *value;

    if (root)
        json_object_foreach(root, key, value)
        {
            good = read_member(r, key, value);
            if (!good)
                break;
        }
    json_decref(root);
    return good;
}

static bool is_blank(const struct text_list *query)
{
    for (size_t i = 0; i < query->count; i++)
        if (text_trim(text_of(query->items[i]), BYTES_BLANK).size)
            return false;
    return true;
}

/* Check how the parameters go together, as on the command line. */
static bool check(struct reading *r, double time_max)
{
    static const struct text_list none;
    struct settings *s = &r->p->settings;
    struct ir_error err;

    if (is_blank(&s->query) && !s->topic.count && !s->like)
        return fault_parameter(r->f, TEXT("q"), "no_query", "no query: q");
    if (settings_check(s, &none, &err) != IR_OK) {
        fault_of(r->f, &err);
        return false;
    }
    if (s->request.timeout <= 0 || s->request.timeout > time_max)
        s->request.timeout = time_max;
    return true;
}

bool parameters_read(struct parameters *p, const struct target *t,
                     struct ir_text body, const char *like,
                     enum output_format format, double time_max,
                     struct fault *f)
{
    struct reading r = {.p = p, .f = f, .endpoint = t->endpoint};

    memset(p, 0, sizeof(*p));
    settings_init(&p->settings);
    p->settings.format = format;
    p->settings.no_config = true;
    if (t->endpoint == ENDPOINT_WHY)
        p->settings.why = t->id.data;
    p->settings.terms_of = t->endpoint == ENDPOINT_TERMS;
    if (like && !apply(&r, find(TEXT("like")), TEXT("like"), like))
        return false;
    return read_pairs(&r, t) && (!body.size || read_body(&r, body)) &&
           check(&r, time_max);
}

void parameters_free(struct parameters *p)
{
    struct arguments none = {.config = BUF_INIT};

    options_free(&settings_options, &p->settings, &none);
    arena_free(&p->arena);
}

bool parameters_only(const struct target *t, const char *const *names,
                     size_t count, struct fault *f)
{
    for (size_t i = 0; i < t->count; i++) {
        bool known = false;

        for (size_t n = 0; n < count; n++)
            known = known || text_equal(t->pairs[i].name, text_of(names[n]));
        if (!known)
            return fault_parameter(f, t->pairs[i].name, "unknown_parameter",
                                   "unknown parameter %.60s",
                                   t->pairs[i].name.data);
        for (size_t j = 0; j < i; j++)
            if (text_equal(t->pairs[i].name, t->pairs[j].name))
                return fault_parameter(
                    f, t->pairs[i].name, "repeated_parameter",
                    "parameter %.60s is given twice", t->pairs[i].name.data);
    }
    return true;
}

const char *parameter_value(const struct target *t, const char *name)
{
    for (size_t i = 0; i < t->count; i++)
        if (text_equal(t->pairs[i].name, text_of(name)))
            return t->pairs[i].value ? t->pairs[i].value : "";
    return NULL;
}

/* Its only member, a string of this name; NULL with a fault. */
static const char *only_member(struct ir_text body, const char *name,
                               struct arena *a, struct fault *f)
{
    json_t *root = load_body(body, f);
    const char *key, *found = NULL;
    json_t *value;

    if (!root)
        return NULL;
    json_object_foreach(root, key, value)
    {
        if (strcmp(key, name) != 0) {
            unknown(f, text_of(key));
            found = NULL;
            break;
        }
        found = json_string_value(value);
        if (found)
            found = arena_text(a, text_of(found)).data;
        else
            fault_parameter(f, text_of(name), "invalid",
                            "parameter %s: a value must be a string", name);
    }
    if (!json_object_size(root))
        fault_parameter(f, text_of(name), "no_query", "no %s", name);
    json_decref(root);
    return found;
}

const char *parameter_only(const struct target *t, struct ir_text body,
                           const char *name, struct arena *a, struct fault *f)
{
    const char *value = parameter_value(t, name);

    if (!parameters_only(t, &name, 1, f))
        return NULL;
    if (body.size && value) {
        fault_parameter(f, text_of(name), "repeated_parameter",
                        "parameter %s is given twice", name);
        return NULL;
    }
    if (body.size)
        value = only_member(body, name, a, f);
    else if (!value)
        value = "";
    if (value && !text_trim(text_of(value), BYTES_BLANK).size) {
        fault_parameter(f, text_of(name), "no_query", "no %s", name);
        return NULL;
    }
    return value;
}
