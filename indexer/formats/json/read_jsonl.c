/* JSON lines: one object a line, each an article. */
#include "indexer/formats/json/json_article.h"

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

/* Is the first line an object, from its first bracket to its last? */
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
    return i >= head.size || (depth == 0 && last == '}');
}

/* What --export has added. */
static void take_own(const json_t *own, struct raw *out)
{
    const json_t *path = json_object_get(own, "path");

    out->title_in_text = json_is_true(json_object_get(own, "title_in_text"));
    if (json_is_string(path))
        raw_set(out, RAW_PATH,
                (struct ir_text){json_string_value(path),
                                 json_string_length(path)});
}

static enum ir_status take_line(const struct source *s, struct ir_text line,
                                struct raw *out, struct problem *p)
{
    enum ir_status status = IR_INVALID;
    json_t *json = json_article_parse(line, s->encoding, out, p);

    if (s->is_file)
        raw_set(out, RAW_PATH, text_of(s->name));
    if (json)
        status = json_article_take(json, NULL, s->map, out, p);
    if (status == IR_OK)
        take_own(json_object_get(json, RAW_OWN_MEMBER), out);
    json_decref(json);
    if (!out->fields[RAW_ID].size)
        buf_addf(&out->fields[RAW_ID], "%s:%llu", s->name,
                 (unsigned long long)s->line);
    return status;
}

static enum ir_status next(struct source *s, struct raw *out, struct problem *p)
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
    return take_line(s, line, out, p);
}

const struct reader read_jsonl = {"jsonl", ".jsonl .ndjson", claims, next};
