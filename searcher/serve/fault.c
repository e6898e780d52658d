/* Why a request is refused. */
#include "searcher/serve/fault.h"
#include "searcher/output/json.h"

#include <stdarg.h>
#include <stdio.h>

IR_PRINTF(4, 0)
static void fill(struct fault *f, unsigned status, const char *code,
                 const char *format, va_list args)
{
    memset(f, 0, sizeof(*f));
    f->status = status;
    f->code = code;
    vsnprintf(f->detail, sizeof(f->detail), format, args);
    for (char *p = f->detail; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = '?';
}

bool fault_set(struct fault *f, unsigned status, const char *code,
               const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fill(f, status, code, format, args);
    va_end(args);
    return false;
}

bool fault_parameter(struct fault *f, struct ir_text name, const char *code,
                     const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fill(f, 400, code, format, args);
    va_end(args);
    snprintf(f->parameter, sizeof(f->parameter), "%.*s",
             (int)(name.size < sizeof(f->parameter) ? name.size : 63),
             name.data);
    return false;
}

/* Copy a message, and name parameters as requests do. */
static void translate(const char *from, char *to, size_t room)
{
    size_t at = 0;

    while (*from && at + 10 < room) {
        if (!strncmp(from, "option --", 9)) {
            at += (size_t)snprintf(to + at, room - at, "parameter ");
            from += 7;
        }
        if (from[0] == '-' && from[1] == '-' && ascii_letter(from[2])) {
            for (from += 2;
                 at + 1 < room && (ascii_letter(*from) || *from == '-'); from++)
                to[at++] = *from == '-' ? '_' : *from;
            continue;
        }
        to[at++] = *from++;
    }
    to[at] = '\0';
}

/* "parameter NAME: ..." is about NAME. */
static void find_parameter(struct fault *f)
{
    if (!strncmp(f->detail, "parameter ", 10))
        snprintf(f->parameter, sizeof(f->parameter), "%.*s",
                 (int)strcspn(f->detail + 10, ": "), f->detail + 10);
}

void fault_of(struct fault *f, const struct ir_error *err)
{
    const char *code = ir_status_name(err->status);

    if (err->status == IR_STALE || err->status == IR_CANCELLED) {
        fault_set(f, 503, code, "the search was interrupted; try again");
        f->cancelled = err->status == IR_CANCELLED;
        return;
    }
    if (err->status == IR_ENDLESS) {
        fault_set(f, 503, code, "this search was stopped long after its time");
        return;
    }
    if (err->status != IR_INVALID && err->status != IR_LIMIT &&
        err->status != IR_NOT_FOUND) {
        fault_set(f, 500, code, "the index cannot be read");
        return;
    }
    fault_set(f, err->status == IR_NOT_FOUND ? 404 : 400, code, "%s", "");
    translate(err->message, f->detail, sizeof(f->detail));
    find_parameter(f);
}

const char *fault_title(unsigned status)
{
    static const struct {
        unsigned status;
        const char *title;
    } rows[] = {
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {505, "HTTP Version Not Supported"},
    };

    for (size_t i = 0; i < COUNT(rows); i++)
        if (rows[i].status == status)
            return rows[i].title;
    return "Error";
}

void fault_print(const struct fault *f, struct buf *out)
{
    struct json j = {out, false};

    json_open(&j, '{');
    json_key_string(&j, "type", "about:blank");
    json_key_string(&j, "title", fault_title(f->status));
    json_key_number(&j, "status", f->status);
    json_key_string(&j, "detail", f->detail);
    json_key_string(&j, "code", f->code);
    json_key(&j, "errors");
    json_open(&j, '[');
    if (*f->parameter) {
        json_open(&j, '{');
        json_key_string(&j, "parameter", f->parameter);
        json_key_string(&j, "detail", f->detail);
        if (f->has_place) {
            json_key_number(&j, "start", f->start);
            json_key_number(&j, "end", f->end);
        }
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    buf_addc(out, '\n');
}
