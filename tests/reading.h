/*
 * reading.h - prints what readers make of an input, for comparison.
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
/* The same for bytes in memory, under this name; max bytes to an article. */
void reading_bytes(const char *name, const char *format, struct ir_text bytes,
                   size_t max, struct buf *out);
/* Check that path is read as the file path.want says. */
void reading_is_as_wanted(const char *path);

/* An input, its name, and the output expected. */
struct reading_case {
    const char *name, *bytes, *got;
};
void reading_holds(const struct reading_case *c);

/* Articles and problems of a file; how many articles have each field. */
struct reading_count {
    size_t articles, problems, fields[PARSED_FIELDS];
};
/* False if there is no such file or folder: ../shared may be missing. */
bool reading_count(const char *path, struct reading_count *out);

#endif
