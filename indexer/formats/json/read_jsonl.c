/* JSON lines: one object a line, which is an article or wraps some. */
#include "indexer/formats/json/json_article.h"
#include "indexer/formats/json/json_find.h"

#include <stdlib.h>

/* The line that is being read. */
struct state {
    json_t *document;
    struct json_articles found;
    size_t given; /* of these */
};

static void free_state(void *state)
{
    struct state *st = state;

    json_decref(st->document);
    free(st->found.items);
    free(st);
}

static struct state *state_of(struct source *s)
{
    if (!s->state) {
        s->state = xcalloc(1, sizeof(struct state));
        s->free_state = free_state;
    }
    return s->state;
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
static void take_own(const json_t *own, struct parsed *out)
{
    const json_t *path = json_object_get(own, "path");

    out->title_in_text = json_is_true(json_object_get(own, "title_in_text"));
    if (json_is_string(path))
        parsed_set(out, PARSED_PATH, json_text(path));
}

/* Bring the articles of the next line into st. */
static enum ir_status read_line(struct source *s, struct state *st,
                                struct parsed *out, struct problem *p)
{
    enum ir_status status;
    struct ir_text line;

    do {
        status = source_line(s, &line, p);
        if (status != IR_OK)
            return status;
        if (s->line == 1)
            line = without_mark(line);
    } while (blanks(line) == line.size);
    p->line = s->line;
    st->document = json_article_parse(line, s->encoding, out, p);
    st->found.count = st->given = 0;
    if (!st->document)
        return IR_INVALID;
    if (!json_is_object(st->document))
        return problem_set(p, IR_INVALID, "syntax", "not a JSON object");
    json_find(st->document, s->map, &st->found);
    return IR_OK;
}

static void set_id(const struct source *s, const struct state *st,
                   struct parsed *out)
{
    struct buf *id = &out->fields[PARSED_ID];

    if (id->size)
        return;
    buf_addf(id, "%s:%llu", s->name, (unsigned long long)s->line);
    if (st->found.count > 1)
        buf_addf(id, "#%zu", st->given);
}

static enum ir_status next(struct source *s, struct parsed *out,
                           struct problem *p)
{
    struct state *st = state_of(s);
    const struct json_article *article;
    enum ir_status status = IR_OK;

    if (s->is_file)
        parsed_set(out, PARSED_PATH, text_of(s->name));
    if (!st->document || st->given == st->found.count) {
        json_decref(st->document);
        st->document = NULL;
        status = read_line(s, st, out, p);
    }
    if (status == IR_OK) {
        article = &st->found.items[st->given++];
        p->line = s->line;
        status =
            json_article_take(article->object, article->around, s->map, out, p);
    }
    if (status == IR_OK)
        take_own(json_object_get(st->document, PARSED_OWN_MEMBER), out);
    set_id(s, st, out);
    return status;
}

const struct reader read_jsonl = {"jsonl", ".jsonl .ndjson", claims, next};
