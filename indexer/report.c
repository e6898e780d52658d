/* Log problems, and write them to the file of --report. */
#include "indexer/report.h"
#include "base/buf.h"
#include "text/utf8.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <xxhash.h>

#define DATE_SHOWN 60 /* bytes shown of an invalid date */

static int by_size(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

void reported_free(struct reported *r)
{
    free(r->before.items);
    free(r->now.items);
    memset(r, 0, sizeof(*r));
}

void reported_next_round(struct reported *r)
{
    struct reported_list old = r->before;

    r->before = r->now;
    if (r->before.count)
        qsort(r->before.items, r->before.count, sizeof(*r->before.items),
              by_size);
    r->now = old;
    r->now.count = 0;
}

bool reported_add(struct reported *r, const char *input,
                  const struct problem *p)
{
    uint64_t key = XXH3_64bits_withSeed(input, strlen(input), p->line);

    key = XXH3_64bits_withSeed(p->err.message, strlen(p->err.message), key);
    r->now.items =
        xgrow(r->now.items, r->now.count, &r->now.room, sizeof(*r->now.items));
    r->now.items[r->now.count++] = key;
    return r->before.count && bsearch(&key, r->before.items, r->before.count,
                                      sizeof(key), by_size);
}

enum ir_status report_open(struct report *r, const char *path,
                           struct ir_error *err)
{
    *r = (struct report){
        .log = r->log, .file = r->file, .path = path, .reported = r->reported};
    if (r->reported)
        reported_next_round(r->reported);
    if (!path || r->file)
        return IR_OK;
    r->file = fopen(path, "we");
    if (!r->file)
        return ir_fail(err, IR_IO, "%s: %s", path, strerror(errno));
    return IR_OK;
}

static enum ir_status unwritten(const struct report *r, struct ir_error *err)
{
    return ir_fail(err, IR_IO, "%s: %s", r->path,
                   errno ? strerror(errno) : "not all could be written");
}

enum ir_status report_flush(struct report *r, struct ir_error *err)
{
    errno = 0;
    if (r->file && (fflush(r->file) != 0 || ferror(r->file)))
        return unwritten(r, err);
    return IR_OK;
}

enum ir_status report_close(struct report *r, struct ir_error *err)
{
    bool bad;

    if (!r->file)
        return IR_OK;
    errno = 0;
    bad = ferror(r->file) != 0;
    bad |= fclose(r->file) != 0;
    r->file = NULL;
    return bad ? unwritten(r, err) : IR_OK;
}

static void write_line(struct report *r, const char *input, uint64_t line,
                       const char *reason, const char *message)
{
    struct buf name = BUF_INIT, text = BUF_INIT;
    json_t *json;

    if (!r->file)
        return;
    utf8_repair(text_of(input), &name);
    utf8_repair(text_of(message), &text);
    json = json_pack("{ss,ss,ss}", "input", name.data, "reason", reason,
                     "message", text.data);
    json_object_set_new(json, "line",
                        line ? json_integer((json_int_t)line) : json_null());
    json_dumpf(json, r->file, JSON_COMPACT | JSON_SORT_KEYS);
    fputc('\n', r->file);
    json_decref(json);
    buf_free(&name);
    buf_free(&text);
}

static void log_problem(struct report *r, const char *input, uint64_t line,
                        const char *message)
{
    if (line)
        log_line(r->log, "%s:%" PRIu64 ": %s", input, line, message);
    else
        log_line(r->log, "%s: %s", input, message);
}

void report_rejected(struct report *r, const char *input,
                     const struct problem *p)
{
    if (r->reported && reported_add(r->reported, input, p))
        return;
    r->rejected++;
    log_problem(r, input, p->line, p->err.message);
    write_line(r, input, p->line, p->reason, p->err.message);
}

void report_lost(struct report *r, const char *dir, const char *id)
{
    struct buf message = BUF_INIT;

    buf_addf(&message, "this article is lost: %s", id);
    log_problem(r, dir, 0, message.data);
    write_line(r, dir, 0, "lost", message.data);
    buf_free(&message);
}

void report_again(struct report *r, const char *input, uint64_t line,
                  struct ir_text id)
{
    struct buf message = BUF_INIT;

    buf_addf(&message,
             "replaces another article of this run, which had the same id: "
             "%.*s",
             (int)id.size, id.data);
    if (r->again++ < REPORT_AGAIN_MAX)
        log_problem(r, input, line, message.data);
    write_line(r, input, line, "same_id", message.data);
    buf_free(&message);
}

void report_repaired(struct report *r, const char *input, uint64_t line,
                     size_t replaced)
{
    char message[80], count[64];

    r->repaired++;
    snprintf(message, sizeof(message), "%s replaced",
             count_things(count, replaced, "bad byte"));
    write_line(r, input, line, "repaired", message);
}

void report_converted(struct report *r, const char *input, uint64_t line,
                      const char *encoding)
{
    char message[80];

    if (!r->converted++)
        r->encoding = encoding;
    snprintf(message, sizeof(message), "not UTF-8: taken for %s", encoding);
    write_line(r, input, line, "encoding", message);
}

void report_textless(struct report *r, const char *input, uint64_t line)
{
    r->textless++;
    write_line(r, input, line, "no_text", "only a title, without a text");
}

void report_undated(struct report *r, const char *input, uint64_t line,
                    struct ir_text date, const char *why)
{
    char message[DATE_SHOWN + 100];

    if (date.size && *date.data == '@') { /* the reader found a number */
        date.data++;
        date.size--;
    }
    r->undated++;
    snprintf(message, sizeof(message), "date \"%.*s\" not kept: %s",
             (int)(date.size < DATE_SHOWN ? date.size : DATE_SHOWN), date.data,
             why);
    write_line(r, input, line, "date", message);
}

void report_copy(struct report *r, const char *input, uint64_t line)
{
    r->copies++;
    write_line(r, input, line, "copy",
               "another article has the same title and text");
}
