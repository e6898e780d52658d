/* The metadata of an article in JSON-LD. */
#include "indexer/formats/html/page_ld.h"
#include "indexer/formats/html/markup.h"
#include "indexer/formats/text/json_tree.h"

enum { AUTHOR_BYTES = 300 }; /* from "author" to the name */
#define BLANK_OR_COLON (BYTES_SPACE | BYTE(':'))

struct choice {
    struct ir_text title;
    const struct json_value *best;
    const struct json_value *page; /* one with a date */
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
static bool is_a(const struct json_value *thing,
                 bool (*kind)(struct ir_text type))
{
    const struct json_value *type = json_get(thing, "@type");

    for (const struct json_value *one = json_elements(type); one;
         one = one->next)
        if (kind(json_text(one)))
            return true;
    return kind(json_text(type));
}

static void weigh(struct choice *c, const struct json_value *thing)
{
    struct ir_text headline = json_text(json_get(thing, "headline"));
    int score = 1;

    score += !ends_with(json_text(json_get(thing, "@type")), "Review");
    score += headline.size > 0;
    score += json_get(thing, "datePublished") != NULL;
    score += 2 * (json_get(thing, "articleBody") != NULL);
    if (headline.size && c->title.size >= headline.size &&
        memmem(c->title.data, c->title.size, headline.data, headline.size))
        score += 4;
    if (score > c->score) {
        c->score = score;
        c->best = thing;
    }
}

static void look(struct choice *c, const struct json_value *thing, int level)
{
    static const char *const holders[] = {"@graph", "mainEntity",
                                          "mainEntityOfPage"};

    if (level > PAGE_LD_NESTED)
        return;
    if (is_a(thing, is_article_type))
        weigh(c, thing);
    else if (!c->page && is_a(thing, is_page_type) &&
             json_get(thing, "datePublished"))
        c->page = thing;
    for (const struct json_value *one = json_elements(thing); one;
         one = one->next)
        look(c, one, level + 1);
    for (size_t i = 0; json_is(thing, JSON_OBJECT) && i < COUNT(holders); i++)
        look(c, json_get(thing, holders[i]), level + 1);
}

/* The thing with a name that has this "@id", in all scripts; or NULL. */
static const struct json_value *resolve(const struct json_value *all,
                                        struct ir_text id, int level)
{
    const struct json_value *found = NULL, *one = json_elements(all);

    if (level > PAGE_LD_NESTED + 1)
        return NULL;
    if (json_get(all, "name") &&
        text_equal(json_text(json_get(all, "@id")), id))
        return all;
    for (one = one ? one : json_members(all); one && !found; one = one->next)
        found = resolve(one, id, level + 1);
    return found;
}

/* Who wrote or published it: where it is found, and how many are known. */
struct names {
    const struct json_value *all;
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
static void add_parts(struct names *n, const struct json_value *person)
{
    struct ir_text given = json_text(json_get(person, "givenName"));
    struct ir_text family = json_text(json_get(person, "familyName"));
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
static void add_names(struct names *n, const struct json_value *who)
{
    const struct json_value *id = json_get(who, "@id"), *name, *one,
                            *thing = who;

    for (one = json_elements(who); one; one = one->next)
        if (!json_is(one, JSON_ARRAY))
            add_names(n, one);
    if (json_is(who, JSON_STRING)) {
        thing = resolve(n->all, who->text, 0);
        thing = thing ? thing : who;
    } else if (!json_get(who, "name") && json_is(id, JSON_STRING))
        thing = resolve(n->all, id->text, 0);
    if (json_is(thing, JSON_OBJECT) && !json_get(thing, "name"))
        add_parts(n, thing);
    name = json_is(thing, JSON_OBJECT) ? json_get(thing, "name") : thing;
    if (json_is(name, JSON_ARRAY))
        for (one = name->first; one; one = one->next)
            add_name(n, json_text(one), false);
    else
        add_name(n, json_text(name), is_a(thing, is_group_type));
}

static void take_one(struct parsed *out, enum parsed_field field,
                     const struct json_value *value)
{
    if (json_is(value, JSON_ARRAY))
        value = value->first;
    if (json_is(value, JSON_OBJECT)) {
        const struct json_value *id = json_get(value, "@id");

        value = id ? id : json_get(value, "name");
    }
    markup_field(out, field, json_text(value));
}

static void take_body(const struct json_value *value, struct buf *reference)
{
    struct ir_text text = json_text(value);

    if (text_find(text, '<') || text_find(text, '&'))
        markup_text(text, reference);
    else
        buf_addt(reference, text);
}

static void take_authors(const struct json_value *all,
                         const struct json_value *thing,
                         struct candidates *found)
{
    struct names names = {all, found, NULL, 0};

    add_names(&names, json_get(thing, "author"));
    if (!names.count)
        add_names(&names, json_get(thing, "creator"));
}

static void take_publisher(const struct json_value *all,
                           const struct json_value *thing, struct parsed *out)
{
    struct buf line = BUF_INIT;
    struct names names = {all, NULL, &line, 0};

    add_names(&names, json_get(thing, "publisher"));
    markup_field(out, PARSED_SOURCE, buf_text(&line));
    buf_free(&line);
}

static void take_date(const struct json_value *thing, const char *key,
                      unsigned source, struct candidates *found)
{
    const struct json_value *value = json_get(thing, key);

    if (json_is(value, JSON_ARRAY))
        value = value->first;
    candidates_add(found, PARSED_DATE, source, json_text(value), true);
}

static void take(const struct json_value *all, const struct json_value *thing,
                 struct parsed *out, struct candidates *found,
                 struct buf *reference)
{
    take_one(out, PARSED_TITLE, json_get(thing, "headline"));
    take_authors(all, thing, found);
    take_date(thing, "datePublished", SOURCE_LD, found);
    take_date(thing, "dateCreated", SOURCE_PROPERTY, found);
    take_one(out, PARSED_SECTION, json_get(thing, "articleSection"));
    take_publisher(all, thing, out);
    take_one(out, PARSED_LANG, json_get(thing, "inLanguage"));
    take_body(json_get(thing, "articleBody"), reference);
}

/* Pages break lines within strings and leave things around the object. */
static struct json_value *parse(struct ir_text script, struct arena *arena)
{
    static const struct json_syntax syntax = {PAGE_LD_DEPTH, true};
    static const char cdata[] = "<![CDATA[";
    const char *mark = memmem(script.data, script.size, cdata, strlen(cdata));
    const char *brace = text_find(script, '{');
    size_t from = 0, replaced = 0;
    struct problem p;
    char *json;

    if (mark && brace && mark < brace)
        from = (size_t)(mark - script.data) + strlen(cdata);
    while (from < script.size && !memchr("{[", script.data[from], 2))
        from++;
    script = text_slice(script, from, script.size);
    json = arena_alloc(arena, script.size);
    for (size_t i = 0; i < script.size; i++)
        json[i] = (unsigned char)script.data[i] < ' ' ? ' ' : script.data[i];
    return json_parse(arena, json, script.size, &syntax, &replaced, &p);
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
    if (!text_find(name, '\\')) /* an escape */
        candidates_add(found, PARSED_BYLINE, SOURCE_LD, name, false);
}

void page_ld(const struct page *page, struct ir_text title, struct parsed *out,
             struct candidates *found, struct buf *reference)
{
    struct choice choice = {title, NULL, NULL, 0};
    struct json_value all = {.kind = JSON_ARRAY};
    const struct json_value **to = &all.first;
    struct arena arena = ARENA_INIT;

    for (size_t i = 0; i < page->count; i++)
        if (page->nodes[i].tag == TAG_SCRIPT && page->nodes[i].size) {
            struct json_value *script = parse(page_bytes(page, i), &arena);

            if (script) {
                *to = script;
                to = &script->next;
            } else
                scan(page_bytes(page, i), found);
        }
    look(&choice, &all, -1);
    if (choice.best)
        take(&all, choice.best, out, found, reference);
    if (choice.page)
        take_date(choice.page, "datePublished", SOURCE_PROPERTY, found);
    arena_free(&arena);
}
