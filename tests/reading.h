/*
 * reading.h - what readers make of an input, in words.
 */
#ifndef TESTS_READING_H
#define TESTS_READING_H

#include "indexer/articles.h"

/*
 * Append every article of a file as lines "field: value", its text after a
 * line "text:", and every problem as "! reason @line: message", each followed
 * by a line "--".  format is a name of READER_FORMATS.
 */
void reading_file(const char *path, const char *format, struct buf *out);
/* The same of bytes that are called name, with articles up to max bytes. */
void reading_bytes(const char *name, const char *format, struct ir_text bytes,
                   size_t max, struct buf *out);
/* Is what path holds read as its neighbour path.want says? */
void reading_is_as_wanted(const char *path);

/* Bytes, what they are called, and what is read from them. */
struct reading_case {
    const char *name, *bytes, *got;
};
void reading_holds(const struct reading_case *c);

/* How many of the articles of a file have each field, and its problems. */
struct reading_count {
    size_t articles, problems, fields[PARSED_FIELDS];
};
/* False if there is no such file or folder: ../shared may not be at hand. */
bool reading_count(const char *path, struct reading_count *out);

#endif
