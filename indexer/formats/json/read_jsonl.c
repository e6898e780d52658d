/* JSON lines: one object a line, which is an article or wraps some. */
#include "indexer/formats/json/json_article.h"
#include "indexer/formats/json/json_document.h"

#include <stdlib.h>

static void free_line(void *state)
{
    json_document_free(state);
    free(state);
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

static void set_id(const struct source *s, const struct json_document *d,
                   struct parsed *out)
{
    struct buf *id = &out->fields[PARSED_ID];

    if (id->size)
        return;
    buf_addf(id, "%s:%llu", s->name, (unsigned long long)s->line);
    if (d->found.count > 1)
        buf_addf(id, "#%zu", d->given);
}

static enum ir_status next(struct source *s, struct parsed *out,
                           struct problem *p)
{
    static const struct json_document first = JSON_DOCUMENT_INIT;
    struct json_document *d = source_state(s, &first, sizeof(first), free_line);
    const struct json_article *article = json_document_next(d);
    enum ir_status status = IR_OK;

    if (s->is_file)
        parsed_set(out, PARSED_PATH, text_of(s->name));
    if (!article) {
        status = read_line(s, d, out, p);
        article = json_document_next(d);
    }
    if (status == IR_OK) {
        p->line = s->line;
        status =
            json_article_take(article->object, article->around, s->map, out, p);
    }
    if (status == IR_OK)
        take_own(json_get(d->root, PARSED_OWN_MEMBER), out);
    set_id(s, d, out);
    return status;
}

const struct reader read_jsonl = {"jsonl", ".jsonl .ndjson", claims, next};
