/* Naming what was not taken. */
#include "indexer/report.h"
#include "indexer/say.h"
#include "text/utf8.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>

#define DATE_SHOWN 60 /* bytes of a date that is none */

enum ir_status report_open(struct report *r, const char *path,
                           struct ir_error *err)
{
    *r = (struct report){.file = r->file, .path = path, .said = r->said};
    if (r->said)
        said_turn(r->said);
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
    struct buf name = BUF_INIT, said = BUF_INIT;
    json_t *json;

    if (!r->file)
        return;
    utf8_repair(text_of(input), &name);
    utf8_repair(text_of(message), &said);
    json = json_pack("{ss,ss,ss}", "input", name.data, "reason", reason,
                     "message", said.data);
    json_object_set_new(json, "line",
                        line ? json_integer((json_int_t)line) : json_null());
    json_dumpf(json, r->file, JSON_COMPACT | JSON_SORT_KEYS);
    fputc('\n', r->file);
    json_decref(json);
    buf_free(&name);
    buf_free(&said);
}

static void say_of(const char *input, uint64_t line, const char *message)
{
    if (line)
        say("%s:%" PRIu64 ": %s", input, line, message);
    else
        say("%s: %s", input, message);
}

void report_rejected(struct report *r, const char *input,
                     const struct problem *p)
{
    if (r->said && said_before(r->said, input, p->line, p->err.message))
        return;
    r->rejected++;
    say_of(input, p->line, p->err.message);
    write_line(r, input, p->line, p->reason, p->err.message);
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
        say_of(input, line, message.data);
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

    r->converted++;
    snprintf(message, sizeof(message), "not UTF-8: taken for %s", encoding);
    write_line(r, input, line, "encoding", message);
}

void report_undated(struct report *r, const char *input, uint64_t line,
                    struct ir_text date, const char *why)
{
    char message[DATE_SHOWN + 100];

    if (date.size && *date.data == '@') { /* it was a number */
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
