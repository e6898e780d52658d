/* Reads files of topics. */
#include "search/plan/topics.h"
#include "base/arena.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <strings.h>

struct name {
    struct ir_text text;
    size_t topic;
};

struct topics {
    struct buf *texts; /* the files, which names and terms point into */
    size_t text_count, text_room;
    struct name *names;
    size_t name_count, name_room;
    struct topic *topics;
    size_t topic_count, topic_room;
    struct arena words; /* of the index, that prefixes match */
};

/* The line that is being read, for messages. */
struct origin {
    const char *source;
    size_t line;
    struct ir_error *err;
};

/* Cut t at the first c, if there is one, and return the rest. */
static struct ir_text cut_at(struct ir_text *t, char c)
{
    const char *at = text_find(*t, c);
    struct ir_text rest = {NULL, 0};

    if (!at)
        return rest;
    rest.data = at + 1;
    rest.size = t->size - (size_t)(at - t->data) - 1;
    t->size = (size_t)(at - t->data);
    return rest;
}

static enum ir_status wrong(const struct origin *at, enum ir_status status,
                            const char *what)
{
    return ir_fail(at->err, status, "%.120s:%zu: %s", at->source, at->line,
                   what);
}

static bool same_name(struct ir_text a, struct ir_text b)
{
    return a.size == b.size && !strncasecmp(a.data, b.data, a.size);
}

struct topic *topics_find(const struct topics *t, struct ir_text name)
{
    for (size_t i = name.size ? t->name_count : 0; i-- > 0;)
        if (same_name(t->names[i].text, name))
            return &t->topics[t->names[i].topic];
    return NULL;
}

struct ir_text topics_name(const struct topics *t, size_t i)
{
    for (size_t at = 0; at < t->topic_count; at++) {
        const struct topic *topic = &t->topics[at];

        if (topics_find(t, topic->name) == topic && !i--)
            return topic->name;
    }
    return (struct ir_text){NULL, 0};
}

static bool is_name(struct ir_text t)
{
    for (size_t i = 0; i < t.size; i++)
        if ((unsigned char)t.data[i] <= ' ' || strchr("\"()[]|!&", t.data[i]))
            return false;
    return t.size > 0;
}

static bool named_since(const struct topics *t, size_t first,
                        struct ir_text name)
{
    for (size_t i = 0; i < t->name_count; i++)
        if (t->names[i].topic >= first && same_name(t->names[i].text, name))
            return true;
    return false;
}

/* [name, alias ...] */
static enum ir_status add_topic(struct topics *t, struct ir_text names,
                                size_t first, const struct origin *at)
{
    struct topic topic = {.name = {NULL, 0}};

    while (names.size) {
        struct ir_text rest = cut_at(&names, ',');
        struct name name = {text_trim(names, BYTES_CONTROL), t->topic_count};

        if (!is_name(name.text))
            return wrong(at, IR_INVALID,
                         "a topic's name is one word without quotes, brackets, "
                         "| ! or &");
        if (named_since(t, first, name.text))
            return wrong(at, IR_INVALID, "this topic is already defined above");
        if (!topic.name.size)
            topic.name = name.text;
        t->names = xgrow(t->names, t->name_count, &t->name_room, sizeof(name));
        t->names[t->name_count++] = name;
        names = rest;
    }
    if (!topic.name.size)
        return wrong(at, IR_INVALID, "a topic without a name");
    t->topics = xgrow(t->topics, t->topic_count, &t->topic_room, sizeof(topic));
    t->topics[t->topic_count++] = topic;
    return IR_OK;
}

/* A decimal number from 0 to 1; strtod() would obey the locale. */
static bool read_weight(struct ir_text t, double *out)
{
    double value = 0, unit = 1;
    size_t i = 0, digits = 0;

    for (; i < t.size && t.data[i] >= '0' && t.data[i] <= '9'; i++, digits++)
        value = value * 10 + (t.data[i] - '0');
    if (i < t.size && t.data[i] == '.')
        for (i++; i < t.size && t.data[i] >= '0' && t.data[i] <= '9'; i++) {
            unit /= 10;
            value += unit * (t.data[i] - '0');
            digits++;
        }
    *out = value;
    return digits && digits <= 12 && i == t.size && value <= 1;
}

static enum ir_status read_term(struct ir_text line, struct topic_term *m,
                                const struct origin *at)
{
    struct ir_text weight = cut_at(&line, '^');

    *m = (struct topic_term){.weight = 1};
    if (weight.data &&
        !read_weight(text_trim(weight, BYTES_CONTROL), &m->weight))
        return wrong(at, IR_INVALID, "a weight is a number from 0 to 1");
    m->text = text_trim(line, BYTES_CONTROL);
    if (m->text.size && m->text.data[0] == '=') {
        m->kind = TOPIC_FORM;
        m->text =
            text_trim((struct ir_text){m->text.data + 1, m->text.size - 1},
                      BYTES_CONTROL);
    } else if (m->text.size && m->text.data[m->text.size - 1] == '*') {
        m->kind = TOPIC_PREFIX;
        m->text.size--;
        if (m->text.size < TOPIC_PREFIX_MIN || !is_name(m->text))
            return wrong(at, IR_INVALID,
                         "a * must follow one word of three letters or more");
    }
    if (!m->text.size)
        return wrong(at, IR_INVALID, "a term without a word");
    return IR_OK;
}

static enum ir_status add_term(struct topics *t, struct ir_text line,
                               size_t first, const struct origin *at)
{
    struct topic_term term;
    struct topic *topic;
    enum ir_status status = read_term(line, &term, at);

    if (status != IR_OK)
        return status;
    if (t->topic_count == first)
        return wrong(at, IR_INVALID, "a term before the first [topic]");
    topic = &t->topics[t->topic_count - 1];
    if (topic->count == TOPIC_TERMS_MAX)
        return wrong(at, IR_LIMIT, "too many terms in one topic: at most 500");
    topic->terms =
        xgrow(topic->terms, topic->count, &topic->room, sizeof(term));
    topic->terms[topic->count++] = term;
    return IR_OK;
}

static enum ir_status add_line(struct topics *t, struct ir_text line,
                               size_t first, const struct origin *at)
{
    cut_at(&line, '#');
    line = text_trim(line, BYTES_CONTROL);
    if (!line.size)
        return IR_OK;
    if (line.data[0] != '[')
        return add_term(t, line, first, at);
    if (line.data[line.size - 1] != ']' || line.size < 2)
        return wrong(at, IR_INVALID, "a [topic] that is never closed");
    return add_topic(t, (struct ir_text){line.data + 1, line.size - 2}, first,
                     at);
}

static void drop_from(struct topics *t, size_t topics, size_t names)
{
    while (t->topic_count > topics)
        free(t->topics[--t->topic_count].terms);
    t->name_count = names;
}

enum ir_status topics_read(struct topics *t, struct ir_text text,
                           const char *source, struct ir_error *err)
{
    struct origin at = {source, 0, err};
    size_t first = t->topic_count, names = t->name_count;
    struct buf own = BUF_INIT;
    struct ir_text rest;
    enum ir_status status = IR_OK;

    if (text.size > IR_TOPICS_BYTES_MAX)
        return ir_fail(err, IR_LIMIT,
                       "%.120s: too long for a file of topics: at most 1 MiB",
                       source);
    utf8_repair(text, &own);
    rest = buf_text(&own);
    while (status == IR_OK && rest.size) {
        struct ir_text line = rest;

        rest = cut_at(&line, '\n');
        at.line++;
        status = add_line(t, line, first, &at);
    }
    if (status != IR_OK) {
        drop_from(t, first, names);
        buf_free(&own);
        return status;
    }
    t->texts = xgrow(t->texts, t->text_count, &t->text_room, sizeof(own));
    t->texts[t->text_count++] = own;
    return IR_OK;
}

void topics_expand(struct topics *t, struct topic_term *m,
                   const struct ir_text *words, size_t count)
{
    m->words = arena_alloc(&t->words, (count + 1) * sizeof(*words));
    for (size_t i = 0; i < count; i++)
        m->words[i] = arena_text(&t->words, words[i]);
    m->word_count = count;
}

void topics_forget(struct topics *t)
{
    arena_free(&t->words);
    t->words = (struct arena)ARENA_INIT;
    for (size_t i = 0; i < t->topic_count; i++) {
        struct topic *topic = &t->topics[i];

        topic->expanded = false;
        for (size_t j = 0; j < topic->count; j++) {
            topic->terms[j].words = NULL;
            topic->terms[j].word_count = 0;
            topic->terms[j].left = 0;
        }
    }
}

struct topics *topics_new(void)
{
    return xcalloc(1, sizeof(struct topics));
}

void topics_free(struct topics *t)
{
    if (!t)
        return;
    drop_from(t, 0, 0);
    arena_free(&t->words);
    for (size_t i = 0; i < t->text_count; i++)
        buf_free(&t->texts[i]);
    free(t->texts);
    free(t->names);
    free(t->topics);
    free(t);
}
