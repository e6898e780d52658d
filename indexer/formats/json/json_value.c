/* The text of a value in JSON. */
#include "indexer/formats/json/json_value.h"
#include "indexer/formats/html/field_text.h"

#include <stdlib.h>

#define VALUE_DEPTH 4  /* objects and lists in each other */
#define TREE_DEPTH 24  /* the same in a text: those of editors are trees */
#define GRAPH_MAX 1000 /* things of a graph that are looked through */

/* Members that hold the text of a field that is an object, best first. */
static const struct {
    const char *name;
    bool html;
} texts[] = {
    {"rendered", true}, {"processed", true},    {"main", false},
    {"name", false},    {"value", false},       {"text", false},
    {"#text", false},   {"$t", false},          {"html", true},
    {"by", false},      {"original", false},    {"display_name", false},
    {"$oid", false},    {"$date", false},       {"$numberLong", false},
    {"content", false}, {"displayName", false}, {"basic", false},
    {"nitf", true},
};

static void add_string(struct ir_text t, const struct json_want *want,
                       bool html, struct buf *out)
{
    const bool looks = want->field == PARSED_TEXT ||
                       want->field == PARSED_TITLE ||
                       want->field == PARSED_BYLINE;

    if (want->plain || (!looks && !html))
        buf_addt(out, t);
    else
        field_text(t, html, out);
}

/* The thing in the graph that has this "@id"; or NULL. */
static const struct json_value *resolve(const struct json_value *graph,
                                        struct ir_text id)
{
    const struct json_value *thing = json_elements(graph);

    for (int i = 0; id.size && thing && i < GRAPH_MAX; i++) {
        if (text_equal(json_text(json_get(thing, "@id")), id) &&
            json_get(thing, "name"))
            return thing;
        thing = thing->next;
    }
    return NULL;
}

static bool takes_list(enum parsed_field field)
{
    return field == PARSED_BYLINE || field == PARSED_SECTION ||
           field == PARSED_SOURCE;
}

static bool add_value(const struct json_value *value,
                      const struct json_want *want, bool html, int depth,
                      struct buf *out);

/* Of the parts of a text: its title, a caption, an advertisement. */
static bool is_beside(const struct json_value *part)
{
    static const char *const words[] = {"image",  "video", "gallery", "caption",
                                        "title",  "date",  "byline",  "kicker",
                                        "author", "embed", "link",    "advert"};
    struct ir_text type = json_text(json_get(part, "type"));

    for (size_t i = 0; i < COUNT(words); i++)
        if (json_name_has(type, words[i]))
            return true;
    return false;
}

/* Of several headlines the main one, and of several renderings of a text; or
 * the first of these.  NULL: the list is not like that. */
static const struct json_value *main_of(const struct json_value *list,
                                        enum parsed_field field)
{
    const struct json_value *first = json_elements(list), *item;
    const char *renders =
        json_get(first, "contentType") ? "contentType" : "contenttype";

    if (field == PARSED_TEXT && !json_get(first, renders))
        return NULL;
    for (item = first; item; item = item->next)
        if (text_equal(json_text(json_get(item, "role")), TEXT("main")))
            return item;
    return field == PARSED_TEXT ? first : NULL;
}

/* Join what is text in a list, or take the first. */
static bool add_list(const struct json_value *list,
                     const struct json_want *want, bool html, int depth,
                     struct buf *out)
{
    const char *between = want->field == PARSED_TEXT ? "\n\n" : ", ";
    const struct json_value *item =
        takes_list(want->field) ? NULL : main_of(list, want->field);
    bool any = false;

    if (item)
        return add_value(item, want, html, depth, out);
    for (item = json_elements(list); item; item = item->next) {
        size_t before = out->size;

        if (want->field == PARSED_TEXT && is_beside(item))
            continue;
        if (any)
            buf_adds(out, between);
        if (add_value(item, want, html, depth, out)) {
            any = true;
            if (want->field != PARSED_TEXT && !takes_list(want->field))
                return true;
        } else if (takes_list(want->field)) {
            return false;
        } else if (before < out->size) {
            out->size = before;
            out->data[before] = '\0';
        }
    }
    return any;
}

static bool is_html_type(const struct json_value *object)
{
    static const char *const names[] = {"contentType", "contenttype", "format",
                                        "type"};
    for (size_t i = 0; i < COUNT(names); i++) {
        if (json_name_has(json_text(json_get(object, names[i])), "html"))
            return true;
    }
    return false;
}

/* Is it a run of text within a paragraph? */
static bool is_leaf(const struct json_value *item)
{
    return json_is(json_get(item, "text"), JSON_STRING) ||
           json_is(json_get(item, "value"), JSON_STRING);
}

/* Runs of text, links and line breaks: a paragraph. */
static bool add_runs(const struct json_value *list,
                     const struct json_want *want, bool html, int depth,
                     struct buf *out)
{
    const struct json_value *item;
    bool any = false;

    for (item = json_elements(list); item; item = item->next) {
        const size_t before = out->size;

        if (json_name_has(json_text(json_get(item, "type")), "reak"))
            buf_addc(out, '\n');
        else if (add_value(item, want, html, depth, out))
            any = true;
        else
            out->size = before;
    }
    return any;
}

/* A node of the tree that an editor keeps a text in: its children are blocks
 * or, if one of them is a run of text, all of them are parts of one. */
static bool add_node(const struct json_value *node,
                     const struct json_want *want, bool html, int depth,
                     struct buf *out)
{
    enum { HAVE_RUNS = 2 }; /* of the names */
    static const char *const names[] = {"children",         "content", "blocks",
                                        "content_elements", "items",   "root",
                                        "document",         "data"};
    const struct json_value *child = NULL, *item;
    size_t i = 0;

    for (; !child && i < COUNT(names); i++)
        child = json_get(node, names[i]);
    if (json_is(child, JSON_OBJECT))
        return add_value(child, want, html, depth + 1, out);
    item = i <= HAVE_RUNS ? json_elements(child) : NULL;
    while (item && !is_leaf(item))
        item = item->next;
    return item ? add_runs(child, want, html, depth + 1, out)
                : json_elements(child) &&
                      add_list(child, want, html, depth + 1, out);
}

/* The text of an object: a member of it. */
static bool add_object(const struct json_value *value,
                       const struct json_want *want, bool html, int depth,
                       struct buf *out)
{
    const struct json_value *thing =
        takes_list(want->field)
            ? resolve(want->graph, json_text(json_get(value, "@id")))
            : NULL;

    value = thing ? thing : value;
    for (size_t i = 0; i < COUNT(texts); i++) {
        const struct json_value *inner = json_get(value, texts[i].name);

        if (json_is(inner, JSON_STRING) || (*texts[i].name == '$' && inner) ||
            (json_is(inner, JSON_ARRAY) && takes_list(want->field)))
            return add_value(inner, want,
                             html || texts[i].html || is_html_type(value),
                             depth + 1, out);
    }
    return want->field == PARSED_TEXT &&
           add_node(value, want, html || is_html_type(value), depth, out);
}

static bool add_value(const struct json_value *value,
                      const struct json_want *want, bool html, int depth,
                      struct buf *out)
{
    const bool counts = want->field == PARSED_ID || want->field == PARSED_DATE;
    const int most = want->field == PARSED_TEXT ? TREE_DEPTH : VALUE_DEPTH;
    const struct json_value *thing =
        takes_list(want->field) ? resolve(want->graph, json_text(value)) : NULL;

    if (thing)
        return add_object(thing, want, html, depth, out);
    if (json_is(value, JSON_STRING))
        add_string(json_text(value), want, html, out);
    else if (json_is_integer(value) && counts)
        buf_addt(out, value->text);
    else if (json_is(value, JSON_NUMBER) && want->field == PARSED_DATE)
        buf_addf(out, "@%.0f", strtod(value->text.data, NULL));
    else if (depth >= most)
        return false;
    else if (json_is(value, JSON_ARRAY) && want->field != PARSED_ID)
        return add_list(value, want, html, depth + 1, out);
    else
        return json_is(value, JSON_OBJECT) &&
               add_object(value, want, html, depth, out);
    return true;
}

bool json_name_has(struct ir_text name, const char *word)
{
    while (name.size && !text_begins(name, word))
        name = text_slice(name, 1, name.size);
    return name.size > 0;
}

bool json_value_text(const struct json_value *value,
                     const struct json_want *want, struct buf *out)
{
    return add_value(value, want, want->html, 0, out);
}
