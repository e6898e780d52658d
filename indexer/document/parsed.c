/* Articles on their way from a reader to the analysis. */
#include "indexer/document/parsed.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

/* A buffer that grew over this for one article is not kept for the next. */
#define KEEP_ROOM ((size_t)1 << 18)

void raw_start(struct raw *raw)
{
    static const struct buf none = BUF_INIT;

    memset(raw, 0, sizeof(*raw));
    for (int i = 0; i < RAW_FIELDS; i++)
        raw->fields[i] = none;
    raw->origin = none;
}

void raw_clear(struct raw *raw)
{
    for (int i = 0; i < RAW_FIELDS; i++)
        if (raw->fields[i].room > KEEP_ROOM)
            buf_free(&raw->fields[i]);
        else
            buf_clear(&raw->fields[i]);
    raw->replaced = 0;
    raw->converted = raw->is_file = raw->is_inside = false;
    raw->title_in_text = false;
    buf_clear(&raw->origin);
}

void raw_free(struct raw *raw)
{
    for (int i = 0; i < RAW_FIELDS; i++)
        buf_free(&raw->fields[i]);
    buf_free(&raw->origin);
}

void raw_set(struct raw *raw, enum raw_field field, struct ir_text value)
{
    buf_clear(&raw->fields[field]);
    buf_addt(&raw->fields[field], value);
}

enum ir_status problem_set(struct problem *p, enum ir_status status,
                           const char *reason, const char *format, ...)
{
    char message[sizeof(p->err.message)];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof(message), format, args);
    va_end(args);
    p->reason = reason;
    return ir_fail(&p->err, status, "%s", message);
}

const char *count_words(char out[32], uint64_t count)
{
    char digits[24];
    size_t size = (size_t)snprintf(digits, sizeof(digits), "%" PRIu64, count);
    char *to = out;

    for (size_t i = 0; i < size; i++) {
        if (i && (size - i) % 3 == 0)
            *to++ = ',';
        *to++ = digits[i];
    }
    *to = '\0';
    return out;
}

const char *count_things(char out[64], uint64_t count, const char *one)
{
    char number[32];

    snprintf(out, 64, "%s %s%s", count_words(number, count), one,
             count == 1 ? "" : "s");
    return out;
}

const char *count_articles(char out[48], uint64_t count)
{
    char number[32];

    snprintf(out, 48, "%s article%s", count_words(number, count),
             count == 1 ? "" : "s");
    return out;
}

const char *size_words(char out[32], uint64_t size)
{
    static const char units[] = "KMGT";
    uint64_t left = size;
    int unit = -1;

    while (left && left % 1024 == 0 && unit < 3) {
        left /= 1024;
        unit++;
    }
    if (unit < 0) {
        count_words(out, size);
        strcat(out, " bytes");
    } else
        snprintf(out, 32, "%" PRIu64 "%c", left, units[unit]);
    return out;
}
