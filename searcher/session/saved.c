/* Reads saved queries, and puts them into others. */
#include "searcher/session/saved.h"
#include "base/file.h"
#include "command/options.h"
#include "text/bytes.h"
#include "text/visible.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#define BEFORE " \t\r\n(+-!" /* what may stand before @NAME */
#define AFTER " \t\r\n)^"    /* and behind it */
#define SHOWN(number) SHOWN_AS(number)
#define SHOWN_AS(number) #number
#define NAME_SHOWN 40 /* bytes of a name in a message */

struct saved_query {
    struct ir_text name, query;
    size_t line;       /* of the file, from 1 */
    const char *wrong; /* why it cannot be used, or NULL */
};

void saved_start(struct saved *s, const char *path)
{
    *s = (struct saved)SAVED_INIT;
    s->must_be = path && *path;
    if (s->must_be)
        buf_adds(&s->path, path);
    else
        options_path("XDG_CONFIG_HOME", ".config", "irsearch/queries",
                     &s->path);
}

void saved_free(struct saved *s)
{
    buf_free(&s->path);
    buf_free(&s->text);
    free(s->items);
    *s = (struct saved)SAVED_INIT;
}

/* ---- the file ---- */

static bool in_name(char c)
{
    return ascii_letter(c) || ascii_digit(c) || c == '-' || c == '_' ||
           (unsigned char)c >= 0x80;
}

/* Size of the name that text begins with; a name begins with a letter. */
static size_t name_size(struct ir_text text)
{
    size_t size = 0;

    if (text.size && in_name(text.data[0]) && text.data[0] != '-' &&
        text.data[0] != '_' && !ascii_digit(text.data[0]))
        while (size < text.size && in_name(text.data[size]))
            size++;
    return size;
}

static const char *check_query(struct ir_text query)
{
    size_t depth = 0;
    bool quoted = false;

    for (size_t i = 0; i < query.size; i++) {
        quoted = quoted != (query.data[i] == '"');
        if (quoted)
            continue;
        if (query.data[i] == ')' && !depth--)
            return "a bracket that was not opened";
        depth += query.data[i] == '(';
    }
    if (quoted)
        return "a quotation mark that is not closed";
    return depth        ? "a bracket that is not closed"
           : query.size ? NULL
                        : "no query behind the name";
}

static struct saved_query *find(const struct saved *s, struct ir_text name)
{
    for (size_t i = 0; i < s->count; i++)
        if (text_equal(s->items[i].name, name))
            return &s->items[i];
    return NULL;
}

static void read_line(struct saved *s, struct ir_text line, size_t number)
{
    struct saved_query q = {.line = number}, *before;
    size_t size;

    line = text_trim(line, BYTES_SPACE);
    if (!line.size || line.data[0] == '#')
        return;
    if (line.data[0] == '@')
        line = text_slice(line, 1, line.size);
    size = name_size(line);
    q.name = text_slice(line, 0, size);
    q.query = text_trim(text_slice(line, size, line.size), BYTES_SPACE);
    q.wrong = check_query(q.query);
    if (!size || (size < line.size && !byte_in(line.data[size], BYTES_SPACE)))
        q.wrong = "a name is a letter, and letters, digits, - and _";
    before = find(s, q.name);
    if (before && size)
        before->wrong = q.wrong = "the name is used twice";
    s->items = xgrow(s->items, s->count, &s->room, sizeof(*s->items));
    s->items[s->count++] = q;
}

static enum ir_status load(struct saved *s, struct ir_error *err)
{
    struct ir_text rest;
    enum ir_status status;

    if (s->loaded || !s->path.size)
        return IR_OK;
    if (access(s->path.data, F_OK) && errno == ENOENT)
        return s->must_be ? ir_fail(err, IR_NOT_FOUND, "%.200s: no such file",
                                    s->path.data)
                          : IR_OK;
    status = file_read(s->path.data, SAVED_BYTES_MAX, &s->text, err);
    if (status != IR_OK)
        return status;
    s->loaded = true;
    rest = buf_text(&s->text);
    if (text_begins(rest, "\xef\xbb\xbf"))
        rest = text_slice(rest, 3, rest.size);
    for (size_t number = 1; rest.size; number++) {
        const char *end = text_find(rest, '\n');
        size_t size = end ? (size_t)(end - rest.data) : rest.size;

        read_line(s, text_slice(rest, 0, size), number);
        rest = text_slice(rest, size + (end != NULL), rest.size);
    }
    return IR_OK;
}

/* ---- queries ---- */

/* A saved query that is being put in, and the one that it is in. */
struct within {
    const struct saved_query *query;
    const struct within *outer;
    size_t depth;
};

static enum ir_status fail(const struct saved *s, const struct saved_query *q,
                           enum ir_status status, const char *what,
                           struct ir_error *err)
{
    return ir_fail(err, status, "%.100s:%zu: @%.*s: %s", s->path.data, q->line,
                   (int)(q->name.size < NAME_SHOWN ? q->name.size : NAME_SHOWN),
                   q->name.data, what);
}

/* "it is in itself: @a > @b > @a" */
static enum ir_status fail_circle(const struct saved *s, const struct within *w,
                                  struct ir_error *err)
{
    struct buf way = BUF_INIT, what = BUF_INIT;
    enum ir_status status;

    for (const struct within *at = w; at; at = at->outer) {
        struct buf more = BUF_INIT;

        buf_addf(&more, "@%.*s%s%s",
                 (int)(at->query->name.size < NAME_SHOWN ? at->query->name.size
                                                         : NAME_SHOWN),
                 at->query->name.data, at == w ? "" : " > ",
                 way.size ? way.data : "");
        buf_free(&way);
        way = more;
        if (at != w && at->query == w->query)
            break;
    }
    buf_addf(&what, "it is in itself: %s", way.data);
    status = fail(s, w->query, IR_INVALID, what.data, err);
    buf_free(&what);
    buf_free(&way);
    return status;
}

static bool is_circle(const struct within *w)
{
    for (const struct within *at = w->outer; at; at = at->outer)
        if (at->query == w->query)
            return true;
    return false;
}

/* The saved query whose name stands at text[at], an @, or NULL. */
static const struct saved_query *named(const struct saved *s,
                                       struct ir_text text, size_t at,
                                       size_t *end)
{
    size_t size = name_size(text_slice(text, at + 1, text.size));

    *end = at + 1 + size;
    if (!size || (at && !strchr(BEFORE, text.data[at - 1])) ||
        (*end < text.size && !strchr(AFTER, text.data[*end])))
        return NULL;
    return find(s, text_slice(text, at + 1, *end));
}

static enum ir_status expand(const struct saved *s, struct ir_text text,
                             const struct within *outer, struct buf *out,
                             struct ir_error *err);

/* Put in one saved query. */
static enum ir_status put(const struct saved *s, const struct saved_query *q,
                          const struct within *outer, bool alone,
                          struct buf *out, struct ir_error *err)
{
    const struct within w = {q, outer, outer ? outer->depth + 1 : 1};
    enum ir_status status;

    if (q->wrong)
        return fail(s, q, IR_INVALID, q->wrong, err);
    if (is_circle(&w))
        return fail_circle(s, &w, err);
    if (w.depth > SAVED_DEPTH_MAX)
        return fail(s, q, IR_LIMIT,
                    "more than " SHOWN(SAVED_DEPTH_MAX) " saved queries are "
                                                        "in each other",
                    err);
    buf_adds(out, alone ? "" : "(");
    status = expand(s, q->query, &w, out, err);
    buf_adds(out, alone ? "" : ")");
    if (status == IR_OK && out->size > IR_QUERY_MAX)
        status = fail(
            s, q, IR_LIMIT,
            "with it the query has more than " SHOWN(IR_QUERY_MAX) " bytes",
            err);
    return status;
}

static enum ir_status expand(const struct saved *s, struct ir_text text,
                             const struct within *outer, struct buf *out,
                             struct ir_error *err)
{
    const struct ir_text whole = text_trim(text, BYTES_SPACE);
    enum ir_status status = IR_OK;
    bool quoted = false;

    for (size_t i = 0; status == IR_OK && i < text.size; i++) {
        const struct saved_query *q = NULL;
        size_t end;

        quoted = quoted != (text.data[i] == '"');
        if (text.data[i] == '@' && !quoted)
            q = named(s, text, i, &end);
        if (!q) {
            buf_addc(out, text.data[i]);
            continue;
        }
        status = put(s, q, outer, end - i == whole.size, out, err);
        i = end - 1;
    }
    return status;
}

enum ir_status saved_expand(struct saved *s, struct ir_text query,
                            struct buf *out, struct ir_error *err)
{
    enum ir_status status = IR_OK;

    if (text_find(query, '@'))
        status = load(s, err);
    return status == IR_OK ? expand(s, query, NULL, out, err) : status;
}

enum ir_status saved_list(struct saved *s, struct buf *out, struct buf *wrong,
                          struct ir_error *err)
{
    enum ir_status status = load(s, err);

    for (size_t i = 0; status == IR_OK && i < s->count; i++) {
        const struct saved_query *q = &s->items[i];

        if (q->wrong) {
            struct ir_error why;

            fail(s, q, IR_INVALID, q->wrong, &why);
            buf_adds(wrong, "irsearch: warning: ");
            visible_add(wrong, text_of(why.message));
            buf_addc(wrong, '\n');
            continue;
        }
        visible_add(out, q->name);
        buf_addc(out, '\t');
        visible_add(out, q->query);
        buf_addc(out, '\n');
    }
    return status;
}
