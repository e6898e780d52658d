/*
 * filter.h - other programs that turn files into something readable.
 *
 * A filter is TYPE=COMMAND: TYPE is the end of a file's name, after a dot.
 * COMMAND is split into words at blanks and run without a shell, so that no
 * file name can be taken for more than a name.  A word %f stands for the
 * file's name; the file is its standard input as well.
 */
#ifndef INDEXER_INPUT_FILTER_H
#define INDEXER_INPUT_FILTER_H

#include "indexer/document/parsed.h"

#include <stdatomic.h>

#define FILTER_SECONDS 60   /* that a command may usually run for one file */
#define FILTER_WORDS_MAX 63 /* of a command */

/* IR_INVALID: one of them is malformed, and err names the first. */
enum ir_status filter_check(const struct text_list *filters,
                            struct ir_error *err) IR_MUST_CHECK;
/* The command for a file of this name, or NULL.  filters may be NULL. */
const char *filter_find(const struct text_list *filters, const char *name);

/* Which files of a folder are read, by their names. */
struct file_types {
    bool (*known)(const char *name); /* is there a reader? NULL: read all */
    const struct text_list *filters; /* what has a filter is read; or NULL */
};
bool file_types_take(const struct file_types *t, const char *name);

struct filter_limits {
    size_t max;              /* bytes that it may write */
    double seconds;          /* that it may run; 0: no limit */
    const atomic_bool *stop; /* true: it is to end; or NULL */
};

/*
 * Run the command on the file that fd is open on; *out is a new descriptor of
 * what it wrote.  IR_INVALID if it fails or takes too long, IR_LIMIT if it
 * writes too much, IR_IO if it cannot be run.  Whatever it started ends with
 * it.
 */
enum ir_status filter_run(const char *command, const char *name, int fd,
                          const struct filter_limits *limits, int *out,
                          struct problem *p) IR_MUST_CHECK;

#endif
