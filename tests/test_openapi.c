/* The description of the server's interface: that it is true. */
#include "searcher/serve/parameters.h"
#include "searcher/serve/shipped.h"
#include "tests/test.h"

#include <jansson.h>
#include <stdio.h>

static struct fault fault;

static json_t *description(void)
{
    json_t *root = json_loads(openapi_shipped, 0, NULL);

    ck_assert_ptr_nonnull(root);
    return root;
}

/* The name of a long option as a parameter. */
static void parameter_name(const char *option, char *out)
{
    if (!strcmp(option, "query"))
        option = "q";
    do
        *out++ = *option == '-' ? '_' : *option;
    while (*option++);
}

static void same_type(const json_t *schema, const struct option *row)
{
    const char *type = json_string_value(json_object_get(schema, "type"));
    const char *wanted =
        row->kind == OPTION_FLAG || row->kind == OPTION_CONSTANT ? "boolean"
        : row->kind == OPTION_LIST                               ? "array"
        : row->kind == OPTION_NUMBER                             ? "integer"
        : row->kind == OPTION_SECONDS                            ? "number"
                                                                 : "string";

    if (!strcmp(row->name, "query"))
        wanted = "string";
    ck_assert_str_eq(type, wanted);
    if (row->kind == OPTION_NUMBER || row->kind == OPTION_SECONDS) {
        ck_assert_int_eq(json_integer_value(json_object_get(schema, "minimum")),
                         (json_int_t)row->min);
        ck_assert_int_eq(json_integer_value(json_object_get(schema, "maximum")),
                         (json_int_t)row->max);
    }
}

static void same_choices(const json_t *schema, const struct option *row)
{
    const json_t *names = json_object_get(schema, "enum");
    struct buf joined = BUF_INIT;

    for (size_t i = 0; i < json_array_size(names); i++) {
        buf_adds(&joined, i ? "|" : "");
        buf_adds(&joined, json_string_value(json_array_get(names, i)));
    }
    ck_assert_str_eq(joined.data, row->choices ? row->choices : "");
    buf_free(&joined);
}

/* The same number of members as there are options, and each of its kind. */
static void same_parameters(json_t *members, bool is_parameter)
{
    size_t count = 0;

    for (; parameter_options[count]; count++) {
        const char *option = parameter_options[count];
        const struct option *row =
            option_find(&settings_options, option, strlen(option));
        char name[64];
        const json_t *schema;

        parameter_name(option, name);
        schema = json_object_get(members, name);
        if (is_parameter)
            schema = json_object_get(schema, "schema");
        ck_assert_msg(schema != NULL, "%s is not described", name);
        same_type(schema, row);
        same_choices(schema, row);
    }
    ck_assert_uint_eq(json_object_size(members), count);
}

START_TEST(the_description_has_the_options)
{
    json_t *root = description();
    json_t *parts = json_object_get(root, "components");
    json_t *request =
        json_object_get(json_object_get(parts, "schemas"), "Request");

    same_parameters(json_object_get(parts, "parameters"), true);
    same_parameters(json_object_get(request, "properties"), false);
    ck_assert_str_eq(json_string_value(json_object_get(
                         json_object_get(root, "info"), "version")),
                     IR_VERSION);
    json_decref(root);
}
END_TEST

/* Each path that is described exists, and no other does. */
START_TEST(the_description_has_the_paths)
{
    json_t *root = description();
    const char *path;
    json_t *value;
    /* What irsearch itself asks a server is no interface. */
    bool described[ENDPOINTS_COUNT] = {
        [ENDPOINT_NONE] = true, [ENDPOINT_RUN] = true};

    json_object_foreach(json_object_get(root, "paths"), path, value)
    {
        struct target t;
        char own[64];

        snprintf(own, sizeof(own), "%s", path);
        for (char *p = own; *p; p++)
            *p = *p == '{' || *p == '}' ? 'x' : *p;
        ck_assert(target_read(&t, text_of(own), &fault));
        ck_assert_msg(t.endpoint != ENDPOINT_NONE, "%s", path);
        described[t.endpoint] = true;
        target_free(&t);
    }
    for (size_t i = 0; i < ENDPOINTS_COUNT; i++)
        ck_assert_msg(described[i], "endpoint %zu is not described", i);
    json_decref(root);
}
END_TEST

/* A value of each parameter, with what it needs beside it. */
static const struct {
    const char *name, *given;
} samples[] = {
    {"q", "q=gas"},
    {"like", "like=a1"},
    {"topic", "topic=energy"},
    {"since", "since=2024"},
    {"until", "until=2024"},
    {"source", "source=a"},
    {"section", "section=a"},
    {"lang", "lang=en"},
    {"in", "in=a1"},
    {"all", "all"},
    {"any", "any"},
    {"literal", "literal"},
    {"strict", "strict"},
    {"unit", "unit=article"},
    {"as_typed", "as_typed"},
    {"passage", "passage=30"},
    {"sort", "sort=date"},
    {"recency", "recency=30d"},
    {"rank", "rank=bm25"},
    {"limit", "limit=3"},
    {"per_article", "per_article=1"},
    {"feedback", "feedback"},
    {"offset", "offset=3"},
    {"after", "after=a"},
    {"timeout", "timeout=1"},
    {"context", "context=1"},
    {"explain", "explain"},
    {"stats", "stats"},
    {"count", "count"},
    {"facets", "facets=source"},
    {"facet_values", "facet_values=3&facets=source"},
    {"timeline", "timeline=day"},
    {"time_zone", "time_zone=%2B03:00&timeline=day"},
    {"baseline", "baseline=a&facets=source"},
    {"first", "first"},
    {"offsets", "offsets=char"},
    {"since_revision", "since_revision=3"},
    {"copies", "copies=show"},
};

/* Is a parameter one of a path that is described? */
static bool is_described(json_t *root, const char *path, const char *name)
{
    json_t *list = json_object_get(
        json_object_get(json_object_get(json_object_get(root, "paths"), path),
                        "get"),
        "parameters");
    char reference[80];
    size_t i;
    json_t *one;

    snprintf(reference, sizeof(reference), "#/components/parameters/%s", name);
    json_array_foreach(list, i, one)
    {
        const char *to = json_string_value(json_object_get(one, "$ref"));
        const char *own = json_string_value(json_object_get(one, "name"));

        if ((to && !strcmp(to, reference)) || (own && !strcmp(own, name)))
            return true;
    }
    return false;
}

/* Is it read, beside the query that the endpoint needs? */
static bool is_read(const char *path, size_t i)
{
    const bool alone = !strcmp(samples[i].name, "q") ||
                       !strcmp(samples[i].name, "like") ||
                       strstr(path, "/similar");
    const char *like = strstr(path, "/similar") ? "a1" : NULL;
    struct parameters p;
    struct target t;
    struct buf target = BUF_INIT;
    bool good;

    buf_addf(&target, "%s?%s%s", path, samples[i].given, alone ? "" : "&q=a");
    ck_assert(target_read(&t, buf_text(&target), &fault));
    good = parameters_read(&p, &t, TEXT(""), like, OUTPUT_JSON, 10, &fault);
    parameters_free(&p);
    target_free(&t);
    buf_free(&target);
    return good;
}

static const struct {
    const char *path, *own;
} searches[] = {
    {"/v1/search", "/v1/search"},
    {"/v1/articles/{id}/similar", "/v1/articles/a1/similar"},
    {"/v1/articles/{id}/why", "/v1/articles/a1/why"},
    {"/v1/terms", "/v1/terms"},
};

/* Each parameter is described exactly where it is read. */
START_TEST(what_is_read_is_described)
{
    json_t *root = description();

    for (size_t i = 0; i < COUNT(samples); i++)
        ck_assert_msg(
            is_read(searches[_i].own, i) ==
                is_described(root, searches[_i].path, samples[i].name),
            "%s of %s", samples[i].name, searches[_i].path);
    for (size_t i = 0; parameter_options[i]; i++)
        ck_assert_uint_lt(i, COUNT(samples));
    json_decref(root);
}
END_TEST

Suite *openapi_suite(void)
{
    Suite *s = suite_create("openapi");
    TCase *t = tcase_create("core");

    tcase_add_test(t, the_description_has_the_options);
    tcase_add_test(t, the_description_has_the_paths);
    tcase_add_loop_test(t, what_is_read_is_described, 0, COUNT(searches));
    suite_add_tcase(s, t);
    return s;
}
