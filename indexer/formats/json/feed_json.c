/* Items of a JSON Feed. */
#include "indexer/formats/json/feed_json.h"
#include "indexer/formats/html/markup.h"
#include "indexer/formats/text/json_tree.h"
#include "indexer/formats/text/same_id.h"
#include "indexer/formats/text/web_address.h"
#include "indexer/formats/text/wire.h"
#include "indexer/input/charset.h"

#include <stdlib.h>

#define VERSION "://jsonfeed.org/version/"

struct feed_json {
    struct buf text; /* what the values point into */
    struct arena arena;
    const struct json_value *feed, *next; /* the next item of feed */
    size_t at, replaced;
    const char *converted;
    struct seen seen; /* ids */
};

bool feed_json_claims(struct ir_text head)
{
    size_t i = 0;

    while (i < head.size && memchr(" \t\r\n", head.data[i], 4))
        i++;
    return i < head.size && head.data[i] == '{' &&
           (memmem(head.data, head.size, VERSION, strlen(VERSION)) ||
            memmem(head.data, head.size, ":\\/\\/jsonfeed.org", 18));
}

void feed_json_free(void *state)
{
    struct feed_json *f = state;

    arena_free(&f->arena);
    buf_free(&f->text);
    seen_free(&f->seen);
    free(f);
}

static enum ir_status begin(struct source *s, struct problem *p)
{
    static const struct feed_json first = {.text = BUF_INIT};
    static const struct json_syntax syntax = {JSON_DEPTH_MAX, false};
    struct feed_json *f =
        source_state(s, &first, sizeof(first), feed_json_free);
    const struct json_value *items;
    struct ir_text bytes;
    enum ir_status status;
    char count[32], limit[32];

    status = source_rest(s, &bytes, p);
    if (status != IR_OK)
        return status;
    if (bytes.size > FEED_JSON_MAX)
        return problem_set(p, IR_LIMIT, "too_large",
                           "JSON Feed too large: %s bytes, at most %s",
                           count_words(count, bytes.size),
                           size_words(limit, FEED_JSON_MAX));
    charset_guess(bytes, s->encoding, &f->text, &f->replaced, &f->converted);
    f->feed = json_parse(&f->arena, f->text.data, f->text.size, &syntax,
                         &f->replaced, p);
    if (!f->feed)
        return p->err.status;
    items = json_get(f->feed, "items");
    f->next = json_elements(items);
    if (!json_is(items, JSON_ARRAY))
        return problem_set(p, IR_INVALID, "no_article",
                           "a JSON Feed without items");
    return IR_OK;
}

static struct ir_text member(const struct json_value *object, const char *key)
{
    return json_text(json_get(object, key));
}

static void take(const struct json_value *item, const char *key,
                 enum parsed_field field, struct parsed *out)
{
    struct ir_text value = member(item, key);

    if (!out->fields[field].size)
        parsed_set(out, field, text_trim(value, BYTES_BLANK));
}

static void add(struct buf *out, struct ir_text value)
{
    if (!value.size)
        return;
    if (out->size)
        buf_adds(out, "; ");
    buf_addt(out, value);
}

/* authors of 1.1, author of 1.0. */
static void take_authors(const struct json_value *of, struct parsed *out)
{
    struct buf *byline = &out->fields[PARSED_BYLINE];
    const struct json_value *one = json_elements(json_get(of, "authors"));

    if (byline->size)
        return;
    for (; one; one = one->next)
        add(byline, member(one, "name"));
    if (!byline->size)
        add(byline, member(json_get(of, "author"), "name"));
}

static void take_tags(const struct json_value *item, struct parsed *out)
{
    const struct json_value *tag = json_elements(json_get(item, "tags"));

    for (; tag; tag = tag->next)
        add(&out->fields[PARSED_SECTION], json_text(tag));
}

static void take_text(const struct json_value *item, struct parsed *out)
{
    markup_text(member(item, "content_html"), &out->fields[PARSED_TEXT]);
    take(item, "content_text", PARSED_TEXT, out);
    take(item, "summary", PARSED_TEXT, out);
}

/* A relative address begins at that of the feed. */
static void find_address(const struct json_value *feed, struct parsed *out)
{
    struct buf *url = &out->fields[PARSED_URL], whole = BUF_INIT;

    if (address_resolve(buf_text(url), member(feed, "feed_url"), &whole) ||
        address_resolve(buf_text(url), member(feed, "home_page_url"), &whole))
        parsed_set(out, PARSED_URL, buf_text(&whole));
    buf_free(&whole);
}

static void take_id(const struct source *s, struct feed_json *f,
                    const struct json_value *item, struct parsed *out)
{
    const struct json_value *id = json_get(item, "id");
    struct ir_text given_id = json_is_integer(id) ? id->text : json_text(id);
    struct buf *to = &out->fields[PARSED_ID];

    if (!text_find(given_id, ':') && out->fields[PARSED_URL].size)
        given_id = buf_text(&out->fields[PARSED_URL]);
    unique_id(s->name, given_id, f->at, to);
    same_id(&f->seen, out, to);
}

static enum ir_status take_item(const struct source *s, struct feed_json *f,
                                struct parsed *out, struct problem *p)
{
    const struct json_value *item = f->next;

    f->next = item->next;
    f->at++;
    out->replaced += f->replaced; /* in the first */
    f->replaced = 0;
    out->converted = f->converted;
    if (!json_is(item, JSON_OBJECT))
        return problem_set(p, IR_INVALID, "type", "item %zu is not an object",
                           f->at);
    take(item, "title", PARSED_TITLE, out);
    take(item, "date_published", PARSED_DATE, out);
    take(item, "date_modified", PARSED_DATE, out);
    take(item, "language", PARSED_LANG, out);
    take(f->feed, "language", PARSED_LANG, out);
    take(item, "url", PARSED_URL, out);
    take(item, "external_url", PARSED_URL, out);
    take(f->feed, "title", PARSED_SOURCE, out);
    take_authors(item, out);
    take_authors(f->feed, out);
    take_tags(item, out);
    take_text(item, out);
    find_address(f->feed, out);
    take_id(s, f, item, out);
    if (s->is_file)
        parsed_set(out, PARSED_PATH, text_of(s->name));
    if (!out->fields[PARSED_TEXT].size && !out->fields[PARSED_TITLE].size)
        return problem_set(p, IR_INVALID, "empty",
                           "item %zu has neither title nor content", f->at);
    return IR_OK;
}

enum ir_status feed_json_next(struct source *s, struct parsed *out,
                              struct problem *p)
{
    struct feed_json *f;

    p->line = 0;
    if (!s->state) {
        enum ir_status status = begin(s, p);

        if (status != IR_OK)
            return status;
    }
    f = s->state;
    return f->next ? take_item(s, f, out, p) : IR_END;
}
