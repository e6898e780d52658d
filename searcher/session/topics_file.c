/* Read TREC topics, tag by tag. */
#include "searcher/session/topics_file.h"

#include <ctype.h>
#include <errno.h>

/* The fields by tag, with the labels that older topics repeat in the text. */
static const struct {
    const char *tag, *label;
    enum topic_field field;
} fields[] = {
    {"num", "Number:", TOPIC_NUMBER},   {"title", "Topic:", TOPIC_TITLE},
    {"query", "", TOPIC_TITLE},         {"desc", "Description:", TOPIC_DESC},
    {"description", "", TOPIC_DESC},    {"question", "", TOPIC_DESC},
    {"narr", "Narrative:", TOPIC_NARR}, {"narrative", "", TOPIC_NARR},
};

void topics_file_start(struct topics_file *t, FILE *file, const char *name,
                       uint64_t line, struct ir_text begun)
{
    memset(t, 0, sizeof(*t));
    t->file = file;
    t->name = name;
    t->line = line;
    t->begun = begun;
    t->tag = t->text = (struct buf)BUF_INIT;
    for (size_t i = 0; i < TOPIC_FIELDS; i++)
        t->topic.field[i] = (struct buf)BUF_INIT;
}

void topics_file_end(struct topics_file *t)
{
    buf_free(&t->tag);
    buf_free(&t->text);
    for (size_t i = 0; i < TOPIC_FIELDS; i++)
        buf_free(&t->topic.field[i]);
}

static enum ir_status bad(const struct topics_file *t, enum ir_status status,
                          uint64_t line, const char *what, struct ir_error *err)
{
    return ir_fail(err, status, "%.150s:%llu: %s", t->name,
                   (unsigned long long)line, what);
}

static int next_byte(struct topics_file *t)
{
    int c;

    if (t->begun.size) {
        c = (unsigned char)*t->begun.data++;
        t->begun.size--;
    } else {
        c = getc_unlocked(t->file);
    }
    if (c == '\n')
        t->line++;
    return c;
}

static int peek_byte(struct topics_file *t)
{
    int c;

    if (t->begun.size)
        return (unsigned char)*t->begun.data;
    c = getc_unlocked(t->file);
    if (c != EOF)
        ungetc(c, t->file);
    return c;
}

/* Collapse white space into single spaces, and drop it at the start. */
static void add_byte(struct buf *out, int c)
{
    if (!isspace(c))
        buf_addc(out, (char)c);
    else if (out->size && out->data[out->size - 1] != ' ')
        buf_addc(out, ' ');
}

/* Read text up to the next tag, and its "<", or to the end of the file. */
static enum ir_status read_text(struct topics_file *t, bool *tag,
                                struct ir_error *err)
{
    int c;

    *tag = false;
    buf_clear(&t->text);
    while ((c = next_byte(t)) != EOF) {
        if (c == '<') {
            int next = peek_byte(t);

            *tag = isalpha(next) || next == '/' || next == '!' || next == '?';
            if (*tag)
                return IR_OK;
        }
        add_byte(&t->text, c);
        if (t->text.size > TOPIC_FIELD_MAX)
            return bad(t, IR_LIMIT, t->line, "a field that is too long", err);
    }
    if (ferror(t->file))
        return ir_fail(err, IR_IO, "%.150s: %s", t->name, strerror(errno));
    return IR_OK;
}

static bool open_comment(const struct buf *tag)
{
    return tag->size >= 3 && !strncmp(tag->data, "!--", 3) &&
           (tag->size < 5 || strcmp(tag->data + tag->size - 2, "--"));
}

/* Read the rest of a tag, up to its ">". */
static enum ir_status read_tag(struct topics_file *t, struct ir_error *err)
{
    uint64_t line = t->line;
    int c;

    buf_clear(&t->tag);
    while ((c = next_byte(t)) != '>' || open_comment(&t->tag)) {
        if (c == EOF || t->tag.size == TOPIC_TAG_MAX)
            return bad(t, c == EOF ? IR_INVALID : IR_LIMIT, line,
                       "an unclosed tag", err);
        buf_addc(&t->tag, isspace(c) ? ' ' : (char)c);
    }
    return IR_OK;
}

/* Does the tag have this name?  An end tag's begins with "/". */
static bool named(const struct topics_file *t, const char *name)
{
    size_t size = strlen(name);

    return t->tag.size >= size && !strncasecmp(t->tag.data, name, size) &&
           (t->tag.size == size || t->tag.data[size] == ' ');
}

static void drop_start(struct buf *b, size_t size)
{
    if (!size)
        return;
    memmove(b->data, b->data + size, b->size - size + 1);
    b->size -= size;
}

static void drop_label(struct buf *b, const char *label)
{
    size_t size = strlen(label);

    if (!size || b->size < size || strncasecmp(b->data, label, size))
        return;
    if (size < b->size && b->data[size] == ' ')
        size++;
    drop_start(b, size);
}

/* Only XML's five entities count, since older topics use "&" as text. */
static void decode_entities(struct buf *b)
{
    static const struct {
        const char *name;
        char byte;
    } entities[] = {{"&amp;", '&'},
                    {"&lt;", '<'},
                    {"&gt;", '>'},
                    {"&quot;", '"'},
                    {"&apos;", '\''}};
    size_t to = 0;

    for (size_t at = 0; at < b->size; at++) {
        char byte = b->data[at];

        for (size_t i = 0; byte == '&' && i < COUNT(entities); i++) {
            size_t size = strlen(entities[i].name);

            if (strncmp(b->data + at, entities[i].name, size))
                continue;
            b->data[to++] = entities[i].byte;
            at += size - 1;
            break;
        }
        if (byte != '&' || b->data[at] == '&')
            b->data[to++] = b->data[at];
    }
    b->size = to;
    if (b->room)
        b->data[to] = '\0';
}

static void tidy_number(struct buf *b)
{
    size_t zeros = 0;

    for (size_t i = 0; i < b->size; i++)
        if (!isdigit((unsigned char)b->data[i]))
            return;
    while (zeros + 1 < b->size && b->data[zeros] == '0')
        zeros++;
    drop_start(b, zeros);
}

/* Store the text after a start tag in its field, unless that has a value. */
static void keep_field(struct topics_file *t, size_t row)
{
    struct buf *to = &t->topic.field[fields[row].field];

    if (t->text.size && t->text.data[t->text.size - 1] == ' ')
        t->text.data[--t->text.size] = '\0';
    drop_label(&t->text, fields[row].label);
    decode_entities(&t->text);
    if (fields[row].field == TOPIC_NUMBER)
        tidy_number(&t->text);
    if (!to->size)
        buf_addt(to, buf_text(&t->text));
}

/* Take the number from the attribute "number" or "id" of <topic>. */
static void keep_attribute(struct topics_file *t)
{
    static const char *const names[] = {" number=", " id="};
    struct buf *to = &t->topic.field[TOPIC_NUMBER];

    for (size_t i = 0; i < COUNT(names) && !to->size; i++) {
        const char *at = strcasestr(t->tag.data, names[i]), *end;

        if (!at)
            continue;
        at += strlen(names[i]);
        end = *at == '"' || *at == '\'' ? strchr(at + 1, *at) : NULL;
        if (end)
            buf_add(to, at + 1, (size_t)(end - at - 1));
        tidy_number(to);
    }
}

static size_t field_row(const struct topics_file *t)
{
    size_t row = 0;

    while (row < COUNT(fields) && !named(t, fields[row].tag))
        row++;
    return row;
}

/* Find the next <top> or <topic>; IR_END if there is none. */
static enum ir_status find_topic(struct topics_file *t, struct ir_error *err)
{
    for (;;) {
        bool tag;
        enum ir_status status = read_text(t, &tag, err);

        if (status != IR_OK)
            return status;
        if (t->text.size)
            return bad(t, IR_INVALID, t->line, "text outside of a topic", err);
        if (!tag)
            return IR_END;
        t->topic.line = t->line;
        status = read_tag(t, err);
        if (status != IR_OK)
            return status;
        if (named(t, "top") || named(t, "topic"))
            return IR_OK;
        if (field_row(t) < COUNT(fields))
            return bad(t, IR_INVALID, t->topic.line, "a field without a topic",
                       err);
    }
}

static enum ir_status read_fields(struct topics_file *t, struct ir_error *err)
{
    for (;;) {
        size_t row = field_row(t);
        bool tag;
        enum ir_status status = read_text(t, &tag, err);

        if (status == IR_OK && !tag)
            status = bad(t, IR_INVALID, t->topic.line,
                         "this topic is never closed", err);
        if (status != IR_OK)
            return status;
        if (row < COUNT(fields))
            keep_field(t, row);
        status = read_tag(t, err);
        if (status != IR_OK || named(t, "/top") || named(t, "/topic"))
            return status;
        if (named(t, "top") || named(t, "topic"))
            return bad(t, IR_INVALID, t->topic.line,
                       "this topic is never closed", err);
    }
}

enum ir_status topics_file_next(struct topics_file *t, struct ir_error *err)
{
    enum ir_status status;

    for (size_t i = 0; i < TOPIC_FIELDS; i++)
        buf_clear(&t->topic.field[i]);
    status = find_topic(t, err);
    if (status != IR_OK)
        return status;
    keep_attribute(t);
    status = read_fields(t, err);
    if (status == IR_OK && !t->topic.field[TOPIC_NUMBER].size)
        status =
            bad(t, IR_INVALID, t->topic.line, "a topic without a number", err);
    return status;
}
