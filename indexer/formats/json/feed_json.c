/* Items of a JSON Feed. */
#include "indexer/formats/json/feed_json.h"
#include "indexer/formats/html/markup.h"
#include "indexer/formats/text/json_text.h"
#include "indexer/formats/text/same_id.h"
#include "indexer/formats/text/web_address.h"
#include "indexer/formats/text/wire.h"
#include "indexer/input/charset.h"

#include <inttypes.h>
#include <stdlib.h>

#define VERSION "://jsonfeed.org/version/"

struct feed_json {
    json_t *feed, *items; /* items is a part of feed */
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

    json_decref(f->feed);
    seen_free(&f->seen);
    free(f);
}

static enum ir_status begin(struct source *s, struct problem *p)
{
    struct feed_json *f = xcalloc(1, sizeof(*f));
    struct buf text = BUF_INIT;
    struct ir_text bytes;
    json_error_t error;
    enum ir_status status;
    char count[32], limit[32];

    s->state = f;
    s->free_state = feed_json_free;
    status = source_rest(s, &bytes, p);
    if (status != IR_OK)
        return status;
    if (bytes.size > FEED_JSON_MAX)
        return problem_set(p, IR_LIMIT, "too_large",
                           "JSON Feed too large: %s bytes, at most %s",
                           count_words(count, bytes.size),
                           size_words(limit, FEED_JSON_MAX));
    if (json_is_dense(bytes))
        return json_refuse_dense(p);
    charset_guess(bytes, s->encoding, &text, &f->replaced, &f->converted);
    f->feed = json_loadb(text.data, text.size, JSON_ALLOW_NUL, &error);
    buf_free(&text);
    if (!f->feed) {
        p->line = error.line > 0 ? (uint64_t)error.line : 0;
        return problem_set(p, IR_INVALID, "syntax", "bad JSON: %s", error.text);
    }
    f->items = json_object_get(f->feed, "items");
    if (!json_is_array(f->items))
        return problem_set(p, IR_INVALID, "no_article",
                           "a JSON Feed without items");
    return IR_OK;
}

static struct ir_text member(const json_t *object, const char *key)
{
    return json_text(json_object_get(object, key));
}

static void take(const json_t *item, const char *key, enum parsed_field field,
                 struct parsed *out)
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
static void take_authors(const json_t *of, struct parsed *out)
{
    struct buf *byline = &out->fields[PARSED_BYLINE];
    const json_t *authors = json_object_get(of, "authors");

    if (byline->size)
        return;
    for (size_t i = 0; i < json_array_size(authors); i++)
        add(byline, member(json_array_get(authors, i), "name"));
    if (!byline->size)
        add(byline, member(json_object_get(of, "author"), "name"));
}

static void take_tags(const json_t *item, struct parsed *out)
{
    const json_t *tags = json_object_get(item, "tags");

    for (size_t i = 0; i < json_array_size(tags); i++) {
        const json_t *tag = json_array_get(tags, i);

        if (json_is_string(tag))
            add(&out->fields[PARSED_SECTION], json_text(tag));
    }
}

static void take_text(const json_t *item, struct parsed *out)
{
    markup_text(member(item, "content_html"), &out->fields[PARSED_TEXT]);
    take(item, "content_text", PARSED_TEXT, out);
    take(item, "summary", PARSED_TEXT, out);
}

/* A relative address begins at that of the feed. */
static void find_address(const json_t *feed, struct parsed *out)
{
    struct buf *url = &out->fields[PARSED_URL], whole = BUF_INIT;

    if (address_resolve(buf_text(url), member(feed, "feed_url"), &whole) ||
        address_resolve(buf_text(url), member(feed, "home_page_url"), &whole))
        parsed_set(out, PARSED_URL, buf_text(&whole));
    buf_free(&whole);
}

static void take_id(const struct source *s, struct feed_json *f,
                    const json_t *item, struct parsed *out)
{
    const json_t *id = json_object_get(item, "id");
    struct ir_text given_id = member(item, "id");
    struct buf number = BUF_INIT, *to = &out->fields[PARSED_ID];

    if (json_is_integer(id)) {
        buf_addf(&number, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
        given_id = buf_text(&number);
    }
    if (!memchr(given_id.data, ':', given_id.size) &&
        out->fields[PARSED_URL].size)
        given_id = buf_text(&out->fields[PARSED_URL]);
    unique_id(s->name, given_id, f->at, to);
    same_id(&f->seen, out, to);
    buf_free(&number);
}

static enum ir_status take_item(const struct source *s, struct feed_json *f,
                                struct parsed *out, struct problem *p)
{
    const json_t *item = json_array_get(f->items, f->at - 1);

    out->replaced += f->replaced; /* in the first */
    f->replaced = 0;
    out->converted = f->converted;
    if (!json_is_object(item))
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
    if (f->at >= json_array_size(f->items))
        return IR_END;
    f->at++;
    return take_item(s, f, out, p);
}
