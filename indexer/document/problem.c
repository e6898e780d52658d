/* Problems of inputs, and numbers and sizes as messages print them. */
#include "indexer/document/problem.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

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

enum ir_status problem_limit(struct problem *p, const char *reason,
                             const char *what, uint64_t most, const char *unit)
{
    char count[32];

    return problem_set(p, IR_LIMIT, reason, "%s: at most %s %s", what,
                       count_words(count, most), unit);
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
