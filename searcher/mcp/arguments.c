/* The arguments of a tool: their schema, and reading them. */
#include "searcher/mcp/arguments.h"
#include "text/visible.h"

static void add_type(struct json *j, const struct argument *a)
{
    json_key_string(j, "type",
                    a->kind == ARGUMENT_NUMBER ? "integer" : "string");
    if (a->kind == ARGUMENT_NUMBER) {
        json_key_number(j, "minimum", a->min);
        json_key_number(j, "maximum", a->max);
    } else if (a->kind == ARGUMENT_CHOICE) {
        json_key(j, "enum");
        json_open(j, '[');
        for (size_t i = 0; a->choices[i]; i++)
            json_put_string(j, a->choices[i]);
        json_close(j, ']');
    }
}

void arguments_schema(struct json *j, const struct argument *arguments,
                      size_t count, const char *name, size_t fallback)
{
    json_key(j, "inputSchema");
    json_open(j, '{');
    json_key_string(j, "type", "object");
    json_key(j, "properties");
    json_open(j, '{');
    for (size_t i = 0; i < count; i++) {
        json_key(j, arguments[i].name);
        json_open(j, '{');
        add_type(j, &arguments[i]);
        if (name && !strcmp(name, arguments[i].name))
            json_key_number(j, "default", fallback);
        json_key_string(j, "description", arguments[i].help);
        json_close(j, '}');
    }
    json_close(j, '}');
    json_key(j, "required");
    json_open(j, '[');
    for (size_t i = 0; i < count; i++)
        if (arguments[i].required)
            json_put_string(j, arguments[i].name);
    json_close(j, ']');
    json_key(j, "additionalProperties");
    json_put_bool(j, false);
    json_close(j, '}');
}

static bool is_known(const char *name, const struct argument *arguments,
                     size_t count, struct buf *problem)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(name, arguments[i].name))
            return true;
    buf_adds(problem, "there is no argument \"");
    visible_add(problem, text_slice(text_of(name), 0, strnlen(name, 60)));
    buf_adds(problem, count ? "\": the arguments are" : "\", nor any other");
    for (size_t i = 0; i < count; i++)
        buf_addf(problem, "%s %s", i ? "," : "", arguments[i].name);
    return false;
}

static bool read_number(const json_t *given, const struct argument *a,
                        struct value *value, struct buf *problem)
{
    double number = json_is_number(given) ? json_number_value(given) : -1;

    if (number >= (double)a->min && number <= (double)a->max &&
        number == (double)(size_t)number) {
        value->number = (size_t)number;
        return true;
    }
    buf_addf(problem, "%s is a whole number from %zu to %zu", a->name, a->min,
             a->max);
    return false;
}

static bool choose(const struct argument *a, struct value *value,
                   struct buf *problem)
{
    for (size_t i = 0; a->choices[i]; i++) {
        value->number = i;
        if (text_equal(value->text, text_of(a->choices[i])))
            return true;
    }
    buf_addf(problem, "%s is", a->name);
    for (size_t i = 0; a->choices[i]; i++)
        buf_addf(problem, "%s \"%s\"",
                 !i                  ? ""
                 : a->choices[i + 1] ? ","
                                     : " or",
                 a->choices[i]);
    return false;
}

static bool read_text(const json_t *given, const struct argument *a,
                      struct value *value, struct buf *problem)
{
    if (!json_is_string(given)) {
        buf_addf(problem, "%s is a string", a->name);
        return false;
    }
    value->text.data = json_string_value(given);
    value->text.size = json_string_length(given);
    value->given = a->required || value->text.size;
    return a->kind != ARGUMENT_CHOICE || !value->given ||
           choose(a, value, problem);
}

static bool read_one(const json_t *given, const struct argument *a,
                     struct value *value, struct buf *problem)
{
    if (!given || json_is_null(given)) {
        if (a->required)
            buf_addf(problem, "the argument %s is missing: %s", a->name,
                     a->help);
        return !a->required;
    }
    value->given = true;
    return a->kind == ARGUMENT_NUMBER ? read_number(given, a, value, problem)
                                      : read_text(given, a, value, problem);
}

bool arguments_read(const json_t *given, const struct argument *arguments,
                    size_t count, struct value *values, struct buf *problem)
{
    bool fine = true;

    memset(values, 0, count * sizeof(*values));
    for (void *at = json_object_iter((json_t *)(uintptr_t)given); at && fine;
         at = json_object_iter_next((json_t *)(uintptr_t)given, at))
        fine = is_known(json_object_iter_key(at), arguments, count, problem);
    for (size_t i = 0; i < count && fine; i++)
        fine = read_one(json_object_get(given, arguments[i].name),
                        &arguments[i], &values[i], problem);
    return fine;
}
