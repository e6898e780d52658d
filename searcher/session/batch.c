/* Read queries from lines or from TREC topics. */
#include "searcher/session/batch.h"

#include <errno.h>
#include <stdlib.h>
#include <strings.h>

#define LINE_MAX_BYTES (2 * IR_QUERY_MAX) /* of qid and query together */

enum ir_status batch_open(struct batch *b, const char *path,
                          enum batch_part part, struct ir_error *err)
{
    bool standard = !strcmp(path, "-");

    memset(b, 0, sizeof(*b));
    b->part = part;
    b->query = (struct buf)BUF_INIT;
    b->name = standard ? "standard input" : path;
    b->file = standard ? stdin : fopen(path, "re");
    if (!b->file)
        return ir_fail(err, errno == ENOENT ? IR_NOT_FOUND : IR_IO,
                       "%.150s: %s", path, strerror(errno));
    b->line = xmalloc(LINE_MAX_BYTES);
    return IR_OK;
}

void batch_close(struct batch *b)
{
    if (b->topics)
        topics_file_end(&b->file_of_topics);
    if (b->file && b->file != stdin)
        fclose(b->file);
    free(b->line);
    buf_free(&b->query);
    b->line = NULL;
}

static bool begins(const struct batch *b, const char *name)
{
    size_t size = strlen(name);

    return !strncasecmp(b->begun, name,
                        size < b->begun_size ? size : b->begun_size);
}

/*
 * Detect the format from as few bytes as possible: a program that writes one
 * query to a pipe and waits for the answer must get it.
 */
static void tell_topics(struct batch *b)
{
    static const char *const names[] = {"<top>", "<topic", "<?xml"};

    while (b->begun_size < sizeof(b->begun)) {
        int c = getc_unlocked(b->file);
        bool may = false;

        if (c == EOF)
            return;
        b->begun[b->begun_size++] = (char)c;
        if (c == '\n' && b->begun_size == 1) {
            b->begun_size = 0; /* an empty line */
            b->number++;
            continue;
        }
        for (size_t i = 0; i < COUNT(names); i++) {
            may = may || begins(b, names[i]);
            b->topics = b->topics || (b->begun_size == strlen(names[i]) &&
                                      begins(b, names[i]));
        }
        if (!may || b->topics)
            return;
    }
}

static void begin(struct batch *b)
{
    struct ir_text begun;

    tell_topics(b);
    begun = (struct ir_text){b->begun, b->begun_size};
    if (b->topics)
        topics_file_start(&b->file_of_topics, b->file, b->name, b->number + 1,
                          begun);
}

static int next_byte(struct batch *b)
{
    if (b->begun_at < b->begun_size)
        return (unsigned char)b->begun[b->begun_at++];
    return getc_unlocked(b->file);
}

/* Read a line without its line end, like getline(), but of bounded size. */
static enum ir_status read_line(struct batch *b, size_t *size,
                                struct ir_error *err)
{
    int c;

    b->number++;
    *size = 0;
    while ((c = next_byte(b)) != EOF && c != '\n') {
        if (*size == LINE_MAX_BYTES)
            return ir_fail(
                err, IR_LIMIT, "%.150s:%llu: a line too long: at most %d bytes",
                b->name, (unsigned long long)b->number, LINE_MAX_BYTES);
        b->line[(*size)++] = (char)c;
    }
    if (c == EOF && ferror(b->file))
        return ir_fail(err, IR_IO, "%.150s: %s", b->name, strerror(errno));
    if (c == EOF && !*size)
        return IR_END;
    if (*size && b->line[*size - 1] == '\r')
        --*size;
    return IR_OK;
}

static bool all_blank(const char *s, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (s[i] != ' ' && s[i] != '\t')
            return false;
    return true;
}

static enum ir_status next_line(struct batch *b, struct ir_text *qid,
                                struct ir_text *query, struct ir_error *err)
{
    enum ir_status status;
    const char *tab;
    size_t size;

    do {
        status = read_line(b, &size, err);
        if (status != IR_OK)
            return status;
    } while (all_blank(b->line, size));
    tab = memchr(b->line, '\t', size);
    if (tab && tab > b->line) {
        *qid = (struct ir_text){b->line, (size_t)(tab - b->line)};
        *query = (struct ir_text){tab + 1, size - qid->size - 1};
    } else {
        snprintf(b->digits, sizeof(b->digits), "%llu",
                 (unsigned long long)b->number);
        *qid = text_of(b->digits);
        *query = (struct ir_text){b->line, size};
    }
    return IR_OK;
}

static enum ir_status next_topic(struct batch *b, struct ir_text *qid,
                                 struct ir_text *query, struct ir_error *err)
{
    static const struct {
        const char *name;
        enum topic_field first, last;
    } parts[] = {
        [BATCH_TITLE] = {"title", TOPIC_TITLE, TOPIC_TITLE},
        [BATCH_DESC] = {"description", TOPIC_DESC, TOPIC_DESC},
        [BATCH_TITLE_DESC] = {"title or description", TOPIC_TITLE, TOPIC_DESC},
        [BATCH_ALL] = {"text", TOPIC_TITLE, TOPIC_NARR},
    };
    const struct trec_topic *topic = &b->file_of_topics.topic;
    enum ir_status status = topics_file_next(&b->file_of_topics, err);

    if (status != IR_OK)
        return status;
    buf_clear(&b->query);
    for (int i = (int)parts[b->part].first; i <= (int)parts[b->part].last;
         i++) {
        if (b->query.size && topic->field[i].size)
            buf_addc(&b->query, ' ');
        buf_addt(&b->query, buf_text(&topic->field[i]));
    }
    if (!b->query.size)
        return ir_fail(err, IR_INVALID, "%.150s:%llu: a topic without %s",
                       b->name, (unsigned long long)topic->line,
                       parts[b->part].name);
    *qid = buf_text(&topic->field[TOPIC_NUMBER]);
    *query = buf_text(&b->query);
    return IR_OK;
}

enum ir_status batch_next(struct batch *b, struct ir_text *qid,
                          struct ir_text *query, struct ir_error *err)
{
    if (!b->begun_size)
        begin(b);
    return b->topics ? next_topic(b, qid, query, err)
                     : next_line(b, qid, query, err);
}
