/* Errors and memory: the few things that every other file uses. */
#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char *const status_names[] = {
    [IR_OK] = "ok",
    [IR_END] = "end",
    [IR_NOT_FOUND] = "not_found",
    [IR_LOCKED] = "locked",
    [IR_STALE] = "stale",
    [IR_CORRUPT] = "corrupt",
    [IR_INCOMPATIBLE] = "index_incompatible",
    [IR_INVALID] = "invalid",
    [IR_LIMIT] = "limit",
    [IR_IO] = "io",
    [IR_INTERNAL] = "internal",
    [IR_CANCELLED] = "cancelled",
    [IR_ENDLESS] = "endless",
};

const char *ir_version(void)
{
    return IR_VERSION;
}

const char *ir_status_name(enum ir_status status)
{
    if ((size_t)status >= COUNT(status_names))
        return "unknown";
    return status_names[status];
}

enum ir_status ir_fail(struct ir_error *err, enum ir_status status,
                       const char *format, ...)
{
    va_list args;

    if (!err)
        return status;
    err->status = status;
    va_start(args, format);
    vsnprintf(err->message, sizeof(err->message), format, args);
    va_end(args);
    for (char *p = err->message; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = '?';
    return status;
}

static void (*end_of_program)(const char *why);

void on_the_end(void (*end)(const char *why))
{
    end_of_program = end;
}

void cannot_go_on(const char *why)
{
    if (end_of_program)
        end_of_program(why);
    fprintf(stderr, "%s\n", why);
    abort();
}

void out_of_memory(void)
{
    cannot_go_on("out of memory");
}

static void *need(void *p)
{
    if (!p)
        out_of_memory();
    return p;
}

void *xmalloc(size_t size)
{
    return need(malloc(size ? size : 1));
}

void *xcalloc(size_t count, size_t size)
{
    return need(calloc(count ? count : 1, size ? size : 1));
}

void *xrealloc(void *old, size_t size)
{
    return need(realloc(old, size ? size : 1));
}

char *xstrdup(const char *s)
{
    return need(strdup(s));
}

void *xdouble(void *items, size_t *room, size_t item_size)
{
    *room = *room ? *room * 2 : 16;
    if (*room > SIZE_MAX / item_size)
        out_of_memory();
    return xrealloc(items, *room * item_size);
}

void text_list_add(struct text_list *list, const char *text)
{
    list->items =
        xgrow(list->items, list->count, &list->room, sizeof(*list->items));
    list->items[list->count++] = text;
}

void text_list_free(struct text_list *list)
{
    free(list->items);
    memset(list, 0, sizeof(*list));
}

int text_compare(struct ir_text a, struct ir_text b)
{
    size_t shorter = a.size < b.size ? a.size : b.size;
    int order = shorter ? memcmp(a.data, b.data, shorter) : 0;

    if (order)
        return order;
    return (a.size > b.size) - (a.size < b.size);
}

double clock_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
