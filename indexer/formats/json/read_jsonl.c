/*
 * JSON lines: one object a line, which is an article or wraps some, or lines of
 * two kinds: what Elasticsearch shall do, and with what article.
 */
#include "indexer/formats/json/json_article.h"
#include "indexer/formats/json/json_document.h"

#include <stdlib.h>

struct state {
    struct json_document line;
    struct buf id; /* of the article in the next line, or empty */
};

static void free_state(void *state)
{
    struct state *st = state;

    json_document_free(&st->line);
    buf_free(&st->id);
    free(st);
}

static struct ir_text without_mark(struct ir_text t)
{
    if (t.size >= 3 && !memcmp(t.data, "\xef\xbb\xbf", 3)) {
        t.data += 3;
        t.size -= 3;
    }
    return t;
}

static size_t blanks(struct ir_text t)
{
    size_t i = 0;

    while (i < t.size && memchr(" \t\r\n", t.data[i], 4))
        i++;
    return i;
}

/*
 * Is the first line an object, from its first bracket to its last?  One that
 * wraps a list of articles, as the answers of interfaces do, is left to json,
 * which reads a list of any size.
 */
static bool claims(const struct source *s, struct ir_text head)
{
    size_t i = blanks(head), depth = 0;
    struct ir_text first;
    bool quoted = false;
    char last = 0;

    (void)s;
    if (i == head.size || head.data[i] != '{')
        return false;
    first = (struct ir_text){head.data + i + 1, head.size - i - 1};
    if (blanks(first) < first.size && first.data[blanks(first)] != '"')
        return false;
    for (; i < head.size && head.data[i] != '\n'; i++) {
        char c = head.data[i];

        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '{' || c == '}'))
            depth += c == '{' ? 1 : -(size_t)1;
        if (!memchr(" \t\r", c, 3))
            last = c;
    }
    if (i < head.size && (depth != 0 || last != '}'))
        return false;
    return !json_find_wraps((struct ir_text){head.data, i});
}

/* What --export has added. */
static void take_own(const struct json_value *own, struct parsed *out)
{
    const struct json_value *path = json_get(own, "path");

    out->title_in_text = json_is(json_get(own, "title_in_text"), JSON_TRUE);
    if (json_is(path, JSON_STRING))
        parsed_set(out, PARSED_PATH, json_text(path));
}

/* What a line tells Elasticsearch to do, of the bulk API: its only member, an
 * object of metadata; or NULL. */
static const struct json_value *action_of(const struct json_value *line)
{
    static const char *const actions[] = {"index", "create", "update",
                                          "delete"};
    const struct json_value *action = json_members(line);

    if (!json_is(action, JSON_OBJECT) || action->next ||
        json_article_is(action, NULL, false))
        return NULL;
    for (size_t i = 0; i < COUNT(actions); i++)
        if (text_equal(action->name, text_of(actions[i])))
            return action;
    return NULL;
}

/* Keep the id that it gives the next line.  Nothing is deleted. */
static enum ir_status take_action(struct state *st,
                                  const struct json_value *action,
                                  struct problem *p)
{
    const struct json_value *id = json_get(action, "_id");
    const struct ir_text name = json_is_integer(id) ? id->text : json_text(id);

    if (text_equal(action->name, TEXT("delete")))
        return problem_set(p, IR_INVALID, "deletion",
                           "not an article, but the deletion of %.*s",
                           (int)(name.size < 100 ? name.size : 100), name.data);
    buf_clear(&st->id);
    buf_addt(&st->id, name);
    return IR_OK;
}

/* Read the next line that is not blank. */
static enum ir_status read_line(struct source *s, struct json_document *d,
                                struct parsed *out, struct problem *p)
{
    struct ir_text line;
    enum ir_status status;

    do {
        status = source_line(s, &line, p);
        if (status != IR_OK)
            return status;
        if (s->line == 1)
            line = without_mark(line);
    } while (blanks(line) == line.size);
    p->line = s->line;
    status = json_document_read(d, s, line, out, p);
    if (status != IR_OK || json_is(d->root, JSON_OBJECT))
        return status;
    json_document_free(d);
    return problem_set(p, IR_INVALID, "syntax", "not a JSON object");
}

/* The next line with an article, or what is meant to be one. */
static enum ir_status read_article(struct source *s, struct state *st,
                                   struct parsed *out, struct problem *p)
{
    const struct json_value *action;
    enum ir_status status;

    do {
        status = read_line(s, &st->line, out, p);
        action = status == IR_OK ? action_of(st->line.root) : NULL;
        if (!action)
            return status;
        status = take_action(st, action, p);
    } while (status == IR_OK);
    json_document_free(&st->line);
    return status;
}

static void set_id(const struct source *s, struct state *st, struct parsed *out)
{
    const struct json_document *d = &st->line;
    struct buf *id = &out->fields[PARSED_ID];

    if (!id->size && d->found.count == 1)
        parsed_set(out, PARSED_ID, buf_text(&st->id));
    buf_clear(&st->id);
    if (id->size)
        return;
    buf_addf(id, "%s:%llu", s->name, (unsigned long long)s->line);
    if (d->found.count > 1)
        buf_addf(id, "#%zu", d->given);
}

static enum ir_status next(struct source *s, struct parsed *out,
                           struct problem *p)
{
    static const struct state first = {JSON_DOCUMENT_INIT, BUF_INIT};
    struct state *st = source_state(s, &first, sizeof(first), free_state);
    struct json_document *d = &st->line;
    const struct json_article *article = json_document_next(d);
    enum ir_status status = IR_OK;

    if (s->is_file)
        parsed_set(out, PARSED_PATH, text_of(s->name));
    if (!article) {
        status = read_article(s, st, out, p);
        article = json_document_next(d);
    }
    if (status == IR_OK) {
        p->line = s->line;
        status = json_article_take(article, s->map, out, p);
    }
    if (status == IR_OK)
        take_own(json_get(d->root, PARSED_OWN_MEMBER), out);
    set_id(s, st, out);
    return status;
}

const struct reader read_jsonl = {"jsonl", ".jsonl .ndjson", claims, next};
