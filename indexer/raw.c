/* Articles on their way from a reader to the analysis. */
#include "indexer/raw.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

/* A buffer that grew over this for one article is not kept for the next. */
#define KEEP_ROOM ((size_t)1 << 18)

static const struct {
    const char *name;
    enum raw_field field;
} names[] = {
    {"id", RAW_ID},           {"title", RAW_TITLE},    {"headline", RAW_TITLE},
    {"text", RAW_TEXT},       {"body", RAW_TEXT},      {"content", RAW_TEXT},
    {"date", RAW_DATE},       {"published", RAW_DATE}, {"source", RAW_SOURCE},
    {"section", RAW_SECTION}, {"byline", RAW_BYLINE},  {"author", RAW_BYLINE},
    {"lang", RAW_LANG},       {"language", RAW_LANG},  {"url", RAW_URL},
};

void raw_start(struct raw *raw)
{
    static const struct buf none = BUF_INIT;

    memset(raw, 0, sizeof(*raw));
    for (int i = 0; i < RAW_FIELDS; i++)
        raw->fields[i] = none;
}

void raw_clear(struct raw *raw)
{
    for (int i = 0; i < RAW_FIELDS; i++)
        if (raw->fields[i].room > KEEP_ROOM)
            buf_free(&raw->fields[i]);
        else
            buf_clear(&raw->fields[i]);
    raw->replaced = 0;
    raw->is_file = false;
}

void raw_free(struct raw *raw)
{
    for (int i = 0; i < RAW_FIELDS; i++)
        buf_free(&raw->fields[i]);
}

void raw_set(struct raw *raw, enum raw_field field, struct ir_text value)
{
    buf_clear(&raw->fields[field]);
    buf_addt(&raw->fields[field], value);
}

const char *raw_name(size_t i, enum raw_field *field)
{
    if (i >= COUNT(names))
        return NULL;
    *field = names[i].field;
    return names[i].name;
}

enum raw_field raw_field_of(struct ir_text name)
{
    for (size_t i = 0; i < COUNT(names); i++)
        if (text_equal(name, text_of(names[i].name)))
            return names[i].field;
    return RAW_FIELDS;
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
