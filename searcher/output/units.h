/*
 * units.h - offsets as clients count them: the library's are bytes of UTF-8.
 */
#ifndef SEARCHER_OUTPUT_UNITS_H
#define SEARCHER_OUTPUT_UNITS_H

#include "base/buf.h"

/* The names that --offsets takes, in the order of the enum. */
#define UNIT_NAMES "byte|char|utf16"
enum unit {
    UNIT_BYTE,
    UNIT_CHAR,  /* code points, as Python counts */
    UNIT_UTF16, /* code units of UTF-16, as JavaScript, Java and C# count */
};

const char *unit_name(enum unit unit);

/* Counts along a text: offsets that ascend cost one pass in all. */
struct units {
    enum unit unit;
    struct ir_text text; /* valid UTF-8 */
    size_t at, count;    /* private: count units are before byte at */
};

static inline struct units units_of(enum unit unit, struct ir_text text)
{
    return (struct units){.unit = unit, .text = text};
}

/* The units before a byte of the text; of one beyond its end, all. */
size_t units_before(struct units *u, size_t byte);

#endif
