/* The metadata of an article in JSON-LD. */
#include "indexer/formats/html/page_ld.h"
#include "indexer/formats/html/markup.h"
#include "indexer/formats/text/json_text.h"

#include <jansson.h>
#include <strings.h>

enum { AUTHOR_BYTES = 300 }; /* from "author" to the name */
#define BLANK_OR_COLON (BYTES_SPACE | BYTE(':'))

struct choice {
    struct ir_text title;
    json_t *best; /* borrowed from its script */
    json_t *page; /* the same: a page with a date */
    int score;
};

static bool ends_with(struct ir_text t, const char *end)
{
    size_t size = strlen(end);

    return t.size >= size && !memcmp(t.data + t.size - size, end, size);
}

static bool is_article_type(struct ir_text t)
{
    return ends_with(t, "Article") || ends_with(t, "Posting") ||
           ends_with(t, "Report") || ends_with(t, "ClaimReview");
}

static bool is_page_type(struct ir_text t)
{
    return ends_with(t, "WebPage") || ends_with(t, "ItemPage");
}

static bool is_group_type(struct ir_text t)
{
    return ends_with(t, "Organization") || ends_with(t, "Corporation");
}

/* Is one of its types of this kind? */
static bool is_a(const json_t *thing, bool (*kind)(struct ir_text type))
{
    const json_t *type = json_object_get(thing, "@type");

    for (size_t i = 0; i < json_array_size(type); i++)
        if (kind(json_text(json_array_get(type, i))))
            return true;
    return kind(json_text(type));
}

static void weigh(struct choice *c, json_t *thing)
{
    struct ir_text headline = json_text(json_object_get(thing, "headline"));
    int score = 1;

    score += !ends_with(json_text(json_object_get(thing, "@type")), "Review");
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
    if (is_a(thing, is_article_type))
        weigh(c, thing);
    else if (!c->page && is_a(thing, is_page_type) &&
             json_object_get(thing, "datePublished"))
        c->page = thing;
    for (size_t i = 0; i < json_array_size(thing); i++)
        look(c, json_array_get(thing, i), level + 1);
    for (size_t i = 0; json_is_object(thing) && i < COUNT(holders); i++)
        look(c, json_object_get(thing, holders[i]), level + 1);
}

/* The thing with a name that has this "@id", in all scripts; or NULL. */
static const json_t *resolve(const json_t *all, const json_t *id, int level)
{
    const json_t *found = NULL;
    void *at;

    if (level > PAGE_LD_NESTED + 1)
        return NULL;
    for (size_t i = 0; i < json_array_size(all) && !found; i++)
        found = resolve(json_array_get(all, i), id, level + 1);
    if (!json_is_object(all))
        return found;
    if (json_object_get(all, "name") &&
        json_equal(json_object_get(all, "@id"), id))
        return all;
    for (at = json_object_iter((json_t *)(uintptr_t)all); at && !found;
         at = json_object_iter_next((json_t *)(uintptr_t)all, at))
        found = resolve(json_object_iter_value(at), id, level + 1);
    return found;
}

/* Who wrote or published it: where it is found, and how many are known. */
struct names {
    const json_t *all;
    struct candidates *found; /* or NULL: */
    struct buf *line;
    size_t count;
};

static void add_name(struct names *n, struct ir_text name, bool group)
{
    struct candidate *one;

    if (!name.size || ++n->count > PAGE_LD_AUTHORS)
        return;
    if (n->found) {
        one = candidates_add(n->found, PARSED_BYLINE, SOURCE_LD, name, false);
        if (one)
            one->group = group;
    } else {
        if (n->line->size)
            buf_adds(n->line, ", ");
        buf_addt(n->line, name);
    }
}

/* A name in two parts. */
static void add_parts(struct names *n, const json_t *person)
{
    struct ir_text given = json_text(json_object_get(person, "givenName"));
    struct ir_text family = json_text(json_object_get(person, "familyName"));
    struct buf name = BUF_INIT;

    if (given.size && family.size) {
        buf_addt(&name, given);
        buf_addc(&name, ' ');
        buf_addt(&name, family);
        add_name(n, buf_text(&name), false);
    }
    buf_free(&name);
}

/* who is a string, an object with a name or an id, or an array of these. */
static void add_names(struct names *n, const json_t *who)
{
    const json_t *name, *thing = who;

    for (size_t i = 0; i < json_array_size(who); i++)
        if (!json_is_array(json_array_get(who, i)))
            add_names(n, json_array_get(who, i));
    if (json_is_string(who)) {
        thing = resolve(n->all, who, 0);
        thing = thing ? thing : who;
    } else if (json_is_object(who) && !json_object_get(who, "name") &&
               json_is_string(json_object_get(who, "@id")))
        thing = resolve(n->all, json_object_get(who, "@id"), 0);
    if (json_is_object(thing) && !json_object_get(thing, "name"))
        add_parts(n, thing);
    name = json_is_object(thing) ? json_object_get(thing, "name") : thing;
    if (json_is_array(name))
        for (size_t i = 0; i < json_array_size(name); i++)
            add_name(n, json_text(json_array_get(name, i)), false);
    else
        add_name(n, json_text(name), is_a(thing, is_group_type));
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

static void take_authors(const json_t *all, const json_t *thing,
                         struct candidates *found)
{
    struct names names = {all, found, NULL, 0};

    add_names(&names, json_object_get(thing, "author"));
    if (!names.count)
        add_names(&names, json_object_get(thing, "creator"));
}

static void take_publisher(const json_t *all, const json_t *thing,
                           struct parsed *out)
{
    struct buf line = BUF_INIT;
    struct names names = {all, NULL, &line, 0};

    add_names(&names, json_object_get(thing, "publisher"));
    markup_field(out, PARSED_SOURCE, buf_text(&line));
    buf_free(&line);
}

static void take_date(const json_t *thing, const char *key, unsigned source,
                      struct candidates *found)
{
    const json_t *value = json_object_get(thing, key);

    if (json_is_array(value))
        value = json_array_get(value, 0);
    candidates_add(found, PARSED_DATE, source, json_text(value), true);
}

static void take(const json_t *all, const json_t *thing, struct parsed *out,
                 struct candidates *found, struct buf *reference)
{
    take_one(out, PARSED_TITLE, json_object_get(thing, "headline"));
    take_authors(all, thing, found);
    take_date(thing, "datePublished", SOURCE_LD, found);
    take_date(thing, "dateCreated", SOURCE_PROPERTY, found);
    take_one(out, PARSED_SECTION, json_object_get(thing, "articleSection"));
    take_publisher(all, thing, out);
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
    static const char cdata[] = "<![CDATA[";
    struct buf json = BUF_INIT;
    const char *mark = memmem(script.data, script.size, cdata, strlen(cdata));
    const char *brace = memchr(script.data, '{', script.size);
    json_t *value = NULL;
    size_t from = 0;

    if (mark && brace && mark < brace)
        from = (size_t)(mark - script.data) + strlen(cdata);
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

/* The string behind "key": in a script, within so many bytes; *at: behind it. */
static struct ir_text string_of(struct ir_text script, const char *key,
                                size_t *at)
{
    const char *found = memmem(script.data, script.size, key, strlen(key));
    size_t from = found ? (size_t)(found - script.data) + strlen(key) : 0, end;

    *at = from;
    while (from < script.size && byte_in(script.data[from], BLANK_OR_COLON))
        from++;
    if (!found || from == script.size || script.data[from] != '"')
        return TEXT("");
    for (end = ++from; end < script.size && script.data[end] != '"'; end++)
        end += script.data[end] == '\\';
    return end < script.size ? text_slice(script, from, end) : TEXT("");
}

/* A script that is no JSON, for want of a comma or a quote, still has strings:
 * those of an article. */
static void scan(struct ir_text script, struct candidates *found)
{
    size_t at;
    struct ir_text date = string_of(script, "\"datePublished\"", &at), name;

    if (!memmem(script.data, script.size, "Article\"", 8) &&
        !memmem(script.data, script.size, "Posting\"", 8))
        return;
    candidates_add(found, PARSED_DATE, SOURCE_LD, date, true);
    name = string_of(script, "\"author\"", &at);
    script = text_slice(script, at, script.size);
    if (script.size > AUTHOR_BYTES)
        script.size = AUTHOR_BYTES;
    if (at && !name.size)
        name = string_of(script, "\"name\"", &at);
    if (!memchr(name.data, '\\', name.size)) /* an escape */
        candidates_add(found, PARSED_BYLINE, SOURCE_LD, name, false);
}

void page_ld(const struct page *page, struct ir_text title, struct parsed *out,
             struct candidates *found, struct buf *reference)
{
    struct choice choice = {title, NULL, NULL, 0};
    json_t *all = json_array();

    for (size_t i = 0; i < page->count; i++)
        if (page->nodes[i].tag == TAG_SCRIPT && page->nodes[i].size) {
            json_t *script = parse(page_bytes(page, i));

            if (script)
                json_array_append_new(all, script);
            else
                scan(page_bytes(page, i), found);
        }
    look(&choice, all, -1);
    if (choice.best)
        take(all, choice.best, out, found, reference);
    if (choice.page)
        take_date(choice.page, "datePublished", SOURCE_PROPERTY, found);
    json_decref(all);
}
