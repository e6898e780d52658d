/* The metadata of an article in JSON-LD. */
#include "indexer/formats/html/page_ld.h"
#include "indexer/formats/html/markup.h"
#include "indexer/formats/text/json_text.h"

#include <jansson.h>
#include <strings.h>

struct choice {
    struct ir_text title;
    json_t *best; /* borrowed from its script */
    int score;
};

static bool ends_with(struct ir_text t, const char *end)
{
    size_t size = strlen(end);

    return t.size >= size && !memcmp(t.data + t.size - size, end, size);
}

static bool is_article_type(const json_t *type)
{
    struct ir_text t = json_text(type);

    return ends_with(t, "Article") || ends_with(t, "Posting") ||
           ends_with(t, "Report");
}

static bool is_article(const json_t *thing)
{
    const json_t *type = json_object_get(thing, "@type"), *one;
    size_t i;

    json_array_foreach((json_t *)(uintptr_t)type, i,
                       one) if (is_article_type(one)) return true;
    return is_article_type(type);
}

static void weigh(struct choice *c, json_t *thing)
{
    struct ir_text headline = json_text(json_object_get(thing, "headline"));
    int score = 1;

    score += headline.size > 0;
    score += json_object_get(thing, "datePublished") != NULL;
    score += 2 * (json_object_get(thing, "articleBody") != NULL);
    if (headline.size && c->title.size >= headline.size &&
        memmem(c->title.data, c->title.size, headline.data, headline.size))
        score += 4;
    if (score > c->score) {
        c->score = score;
        c->best = thing;
    }
}

static void look(struct choice *c, json_t *thing, int level)
{
    static const char *const holders[] = {"@graph", "mainEntity",
                                          "mainEntityOfPage"};

    if (level > PAGE_LD_NESTED)
        return;
    if (is_article(thing))
        weigh(c, thing);
    for (size_t i = 0; i < json_array_size(thing); i++)
        look(c, json_array_get(thing, i), level + 1);
    for (size_t i = 0; json_is_object(thing) && i < COUNT(holders); i++)
        look(c, json_object_get(thing, holders[i]), level + 1);
}

/* who is a string, an object with a name, or an array of these. */
static void add_names(const json_t *who, struct buf *out, size_t *count)
{
    const json_t *one;
    size_t i;

    if (json_is_array(who)) {
        json_array_foreach((json_t *)(uintptr_t)who, i,
                           one) if (!json_is_array(one))
            add_names(one, out, count);
        return;
    }
    if (json_is_object(who))
        who = json_object_get(who, "name");
    if (!json_string_length(who) || ++*count > PAGE_LD_AUTHORS)
        return;
    if (out->size)
        buf_adds(out, ", ");
    buf_addt(out, json_text(who));
}

static void take_names(struct parsed *out, enum parsed_field field,
                       const json_t *who)
{
    struct buf names = BUF_INIT;
    size_t count = 0;

    add_names(who, &names, &count);
    markup_field(out, field, buf_text(&names));
    buf_free(&names);
}

static void take_one(struct parsed *out, enum parsed_field field,
                     const json_t *value)
{
    if (json_is_array(value))
        value = json_array_get(value, 0);
    if (json_is_object(value)) {
        const json_t *id = json_object_get(value, "@id");

        value = id ? id : json_object_get(value, "name");
    }
    markup_field(out, field, json_text(value));
}

static void take_body(const json_t *value, struct buf *reference)
{
    struct ir_text text = json_text(value);

    if (memchr(text.data, '<', text.size) || memchr(text.data, '&', text.size))
        markup_text(text, reference);
    else
        buf_addt(reference, text);
}

static void take(const json_t *thing, struct parsed *out, struct buf *reference)
{
    take_one(out, PARSED_TITLE, json_object_get(thing, "headline"));
    take_names(out, PARSED_BYLINE, json_object_get(thing, "author"));
    take_names(out, PARSED_BYLINE, json_object_get(thing, "creator"));
    take_one(out, PARSED_DATE, json_object_get(thing, "datePublished"));
    take_one(out, PARSED_SECTION, json_object_get(thing, "articleSection"));
    take_names(out, PARSED_SOURCE, json_object_get(thing, "publisher"));
    take_one(out, PARSED_LANG, json_object_get(thing, "inLanguage"));
    take_body(json_object_get(thing, "articleBody"), reference);
}

static bool too_deep(struct ir_text json)
{
    size_t depth = 0;
    bool string = false;

    for (size_t i = 0; i < json.size; i++) {
        char c = json.data[i];

        if (string && c == '\\')
            i++;
        else if (c == '"')
            string = !string;
        else if (!string && (c == '{' || c == '[') && ++depth > PAGE_LD_DEPTH)
            return true;
        else if (!string && (c == '}' || c == ']') && depth)
            depth--;
    }
    return false;
}

/* Pages break lines within strings and leave things around the object. */
static json_t *parse(struct ir_text script)
{
    struct buf json = BUF_INIT;
    json_t *value = NULL;
    size_t from = 0;

    while (from < script.size && !strchr("{[", script.data[from]))
        from++;
    buf_add(&json, script.data + from, script.size - from);
    for (size_t i = 0; i < json.size; i++)
        if ((unsigned char)json.data[i] < ' ')
            json.data[i] = ' ';
    if (!too_deep(buf_text(&json)))
        value = json_loadb(json.data, json.size,
                           JSON_DISABLE_EOF_CHECK | JSON_DECODE_INT_AS_REAL |
                               JSON_ALLOW_NUL,
                           NULL);
    buf_free(&json);
    return value;
}

void page_ld(const struct page *page, struct ir_text title, struct parsed *out,
             struct buf *reference)
{
    struct choice choice = {title, NULL, 0};
    json_t *all = json_array();

    for (size_t i = 0; i < page->count; i++)
        if (page->nodes[i].tag == TAG_SCRIPT && page->nodes[i].size) {
            json_t *script = parse(page_bytes(page, i));

            if (script)
                json_array_append_new(all, script);
        }
    look(&choice, all, -1);
    if (choice.best)
        take(choice.best, out, reference);
    json_decref(all);
}
