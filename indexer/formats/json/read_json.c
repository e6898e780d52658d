/*
 * JSON: an array of articles, one object, or one after another, perhaps with
 * record separators (RFC 7464).  Each is read by itself, so that an array may be
 * larger than memory and a bad article costs no other.
 */
#include "indexer/formats/json/json_article.h"
#include "indexer/formats/json/json_document.h"

#include <stdlib.h>

#define SEPARATOR '\x1e' /* begins a record of a JSON text sequence */
#define STEP ((size_t)1 << 16)
#define WRAPPED_DEPTH 3 /* of the array in a document that is too large */

struct state {
    struct json_document document;
    uint64_t count; /* of articles, so far */
    uint64_t line;  /* where the document begins */
    size_t open;    /* arrays that are not closed yet */
    bool array;     /* these are elements of one */
    bool inside;    /* an array in a large object; the rest is ignored */
};

/* The state of a scan for brackets outside of strings. */
struct scan {
    size_t at, depth;
    bool quoted, escaped;
};

static void free_state(void *state)
{
    struct state *st = state;

    json_document_free(&st->document);
    free(st);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == SEPARATOR;
}

static bool claims(const struct source *s, struct ir_text head)
{
    size_t i = 0;
    bool array;

    (void)s;
    while (i < head.size && is_blank(head.data[i]))
        i++;
    if (i == head.size || (head.data[i] != '{' && head.data[i] != '['))
        return false;
    array = head.data[i++] == '[';
    while (i < head.size && is_blank(head.data[i]))
        i++;
    return i < head.size && head.data[i] == (array ? '{' : '"');
}

/* The next byte that counts, within a string or outside. */
static bool find_byte(struct scan *at, struct ir_text text)
{
    static const bool
        inside[256] = {['"'] = true, ['\\'] = true, [SEPARATOR] = true},
        outside[256] = {['"'] = true, ['{'] = true, ['}'] = true,
                        ['['] = true, [']'] = true, [SEPARATOR] = true};
    const bool *const counts = at->quoted ? inside : outside;
    size_t i = at->at;

    while (i < text.size && !counts[(unsigned char)text.data[i]])
        i++;
    at->at = i;
    return i < text.size;
}

/* Go on to the end of the value, which a separator in it breaks off; false if
 * the text ends before. */
static bool scan(struct scan *at, struct ir_text text)
{
    if (at->escaped && at->at < text.size) {
        at->escaped = false;
        at->at++;
    }
    while (find_byte(at, text)) {
        const char c = text.data[at->at];

        if (c == SEPARATOR && at->depth)
            return true;
        at->at++;
        if (c == '\\') {
            at->escaped = at->at == text.size;
            at->at += !at->escaped;
        } else if (c == '"')
            at->quoted = !at->quoted;
        else if (c == '{' || c == '[')
            at->depth++;
        else if (c != SEPARATOR && --at->depth == 0)
            return true;
    }
    return false;
}

static void take_bytes(struct source *s, struct ir_text ahead, size_t size)
{
    const char *at = ahead.data, *end = ahead.data + size;

    while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
        at++;
        s->line++;
    }
    source_take(s, size);
}

/* The first array of objects in too large a document; 0 if there is none. */
static size_t find_array(struct ir_text text)
{
    struct scan at = {0};
    size_t next;

    while (at.at < text.size) {
        struct ir_text one = {text.data, at.at + 1};
        bool quoted = at.quoted;

        if (scan(&at, one) || at.depth > WRAPPED_DEPTH)
            return 0;
        if (quoted || text.data[at.at - 1] != '[')
            continue;
        for (next = at.at; next < text.size && is_blank(text.data[next]);)
            next++;
        if (next < text.size && text.data[next] == '{')
            return at.at;
    }
    return 0;
}

/* Is there an array of articles in an object that is too large for one?  If so
 * go on with its elements. */
static bool goes_inside(struct source *s, struct state *st,
                        struct ir_text object)
{
    size_t array = st->array || st->count ? 0 : find_array(object);

    if (!array)
        return false;
    take_bytes(s, object, array);
    st->inside = st->array = true;
    return true;
}

/* An object over max, of which ahead is the beginning. */
static enum ir_status too_large(struct source *s, struct state *st,
                                struct ir_text ahead, struct problem *p)
{
    enum ir_status status = IR_OK;
    struct scan at = {0};
    uint64_t size = 0;
    bool done = false;

    if (goes_inside(s, st, ahead))
        return IR_OK;
    p->line = s->line;
    while (status == IR_OK && ahead.size && !done) {
        done = scan(&at, ahead);
        size += at.at;
        take_bytes(s, ahead, at.at);
        at.at = 0;
        if (!done)
            status = source_ahead(s, STEP, &ahead, p);
    }
    return status == IR_OK ? source_too_large(s, size, p) : status;
}

/* The object that comes next; *value is empty if there was no whole one. */
static enum ir_status read_object(struct source *s, struct state *st,
                                  struct ir_text *value, struct problem *p)
{
    struct scan at = {0};
    enum ir_status status;
    size_t want = STEP;

    p->line = s->line;
    for (;; want = value->size + STEP) {
        status = source_ahead(s, want, value, p);
        if (status != IR_OK)
            return status;
        if (scan(&at, *value) && at.at <= s->max) {
            value->size = at.at;
            return IR_OK;
        }
        if (value->size > s->max) {
            status = too_large(s, st, *value, p);
            value->size = 0;
            return status;
        }
        if (value->size < want) {
            take_bytes(s, *value, value->size);
            st->open = 0; /* what it is in is not reported as well */
            st->inside = false;
            return problem_set(p, IR_INVALID, "syntax",
                               "bad JSON: an unclosed object");
        }
    }
}

/* Commas, brackets of arrays and blanks before the next object. */
static size_t separators(struct state *st, struct ir_text ahead)
{
    size_t i = 0;

    for (; i < ahead.size; i++) {
        char c = ahead.data[i];

        if (st->inside && c == ']')
            break;
        if (c == '[') {
            st->array = true;
            st->open++;
        } else if (c == ']' && st->open)
            st->open--;
        if (!is_blank(c) && c != ',' && c != '[' && c != ']')
            break;
    }
    return i;
}

static enum ir_status pass_junk(struct source *s, struct state *st,
                                struct ir_text ahead, struct problem *p)
{
    size_t size = 0;

    st->count++;
    p->line = s->line;
    while (size < ahead.size && !memchr("{[\n", ahead.data[size], 3))
        size++;
    take_bytes(s, ahead, size ? size : 1);
    return problem_set(p, IR_INVALID, "syntax", "not a JSON object");
}

/* The input is at its end: is an array, too? */
static enum ir_status end_of(const struct source *s, struct state *st,
                             struct problem *p)
{
    const bool unclosed = st->open || st->inside;

    st->open = 0; /* said once */
    st->inside = false;
    p->line = s->line;
    return unclosed ? problem_set(p, IR_INVALID, "syntax",
                                  "bad JSON: an unclosed array")
                    : IR_END;
}

/* Bring the next document into st. */
static enum ir_status read_document(struct source *s, struct state *st,
                                    struct parsed *out, struct problem *p)
{
    struct ir_text ahead;
    enum ir_status status;

    status = source_ahead(s, 1, &ahead, p);
    if (status != IR_OK)
        return status;
    take_bytes(s, ahead, separators(st, ahead));
    status = source_ahead(s, 1, &ahead, p);
    if (status != IR_OK || !ahead.size)
        return status == IR_OK ? end_of(s, st, p) : status;
    if (*ahead.data == ']') /* ends the array in a large object */
        return st->inside ? IR_END : IR_OK;
    if (is_blank(*ahead.data) || *ahead.data == ',' || *ahead.data == '[')
        return IR_OK;
    if (*ahead.data != '{')
        return pass_junk(s, st, ahead, p);
    st->line = s->line;
    status = read_object(s, st, &ahead, p);
    st->count += status != IR_OK;
    if (status != IR_OK || !ahead.size)
        return status;
    status = json_document_read(&st->document, s, ahead, out, p);
    if (status == IR_LIMIT && goes_inside(s, st, ahead))
        return IR_OK;
    take_bytes(s, ahead, ahead.size);
    st->count += status != IR_OK;
    return status;
}

static void set_id(const struct source *s, const struct state *st,
                   struct parsed *out)
{
    struct buf *id = &out->fields[PARSED_ID];
    const struct json_document *d = &st->document;
    bool only = !st->array && st->count == 1 && d->found.count == 1 &&
                d->found.items[0].object == d->root;

    if (id->size)
        return;
    buf_adds(id, s->name);
    if (!only)
        buf_addf(id, "#%llu", (unsigned long long)st->count);
}

static enum ir_status next(struct source *s, struct parsed *out,
                           struct problem *p)
{
    static const struct state first = {.document = JSON_DOCUMENT_INIT};
    const struct json_article *article;
    enum ir_status status;
    struct state *st;

    if (!s->state)
        s->line = 1;
    st = source_state(s, &first, sizeof(first), free_state);
    while (!(article = json_document_next(&st->document))) {
        status = read_document(s, st, out, p);
        if (status != IR_OK)
            return status;
    }
    st->count++;
    p->line = st->line;
    status = json_article_take(article, s->map, out, p);
    set_id(s, st, out);
    if (s->is_file)
        parsed_set(out, PARSED_PATH, text_of(s->name));
    return status;
}

const struct reader read_json = {"json", ".json .json-seq", claims, next};
