/*
 * options.h - one table of options, for the command line, a config file, the
 * environment, --help and, by options_set(), whatever else names an option.
 *
 * A later layer replaces what an earlier one said: the config file, then the
 * environment, then the arguments.  A program that has rows named "config"
 * (OPTION_TEXT) and "no-config" (OPTION_FLAG) reads a config file; one that
 * has "help" or "version" among its arguments does not.
 */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include "base/buf.h"

#define OPTION_CONFIG_MAX ((size_t)1 << 20) /* bytes of a config file */

enum option_kind {
    OPTION_HEADING,  /* no option: help stands above the rows that follow */
    OPTION_FLAG,     /* bool: becomes true */
    OPTION_CONSTANT, /* int or enum: becomes min */
    OPTION_TEXT,     /* const char * */
    OPTION_OPTIONAL, /* const char *: only as --name=value; "" without one */
    OPTION_LIST,     /* struct text_list: one more each time; its items point
                         into argv, the environment or the config file */
    OPTION_NUMBER,   /* size_t from min to max */
    OPTION_SIZE,     /* size_t, bytes from min to max; 16M is 16 << 20 */
    OPTION_SECONDS,  /* double from min to max: digits, perhaps a fraction */
    OPTION_CHOICE,   /* int or enum: which of choices, from 0 */
};

struct option {
    const char *name; /* the long one, without dashes */
    char letter;      /* 0: long form only */
    enum option_kind kind;
    bool here_only;       /* an argument or nothing: not from a config file */
    size_t member;        /* offsetof(struct target, ...) */
    const char *metavar;  /* what --help calls the value */
    const char *help;     /* one sentence without its final stop */
    uint64_t min, max;    /* see the kinds; max 0: no upper limit */
    const char *choices;  /* "auto|always|never" */
    const char *variable; /* environment variable of the same meaning */
};

struct options {
    const char *program; /* its section of the config file: "irsearch" */
    const char *usage;   /* lines that --help begins with */
    const char *notes;   /* lines that it ends with, or NULL */
    const struct option *rows;
    size_t count;
};

/* What a reading leaves behind beside the target. */
struct arguments {
    struct text_list words; /* what is no option, in order */
    struct buf config;      /* private: values point here */
};

/*
 * Fill target, which holds the defaults, from all layers.  IR_INVALID names
 * the option, its value and what is allowed, or the file and line; IR_IO if
 * the config file cannot be read, IR_NOT_FOUND if a named one is missing.
 * What the arguments say holds even then, so that --json is known.  Free with
 * options_free(), also on failure; argv must live until then.
 */
enum ir_status options_read(const struct options *o, int argc, char **argv,
                            void *target, struct arguments *out,
                            struct ir_error *err) IR_MUST_CHECK;
void options_free(const struct options *o, void *target, struct arguments *a);

/*
 * Set one option by its long name; value is NULL or "" for a flag and must
 * outlive target.  IR_INVALID if it is unknown or the value is wrong.
 */
enum ir_status options_set(const struct options *o, const char *name,
                           const char *value, void *target,
                           struct ir_error *err) IR_MUST_CHECK;

/* To the message of a fault in how the program was called, where to read on:
 * "; try irsearch --help". */
void options_hint(const struct options *o, struct ir_error *err);

/* Append what --help prints: usage, the table within 80 columns, notes. */
void options_help(const struct options *o, struct buf *out);

/*
 * Append the path of leaf under $variable, or under `under` in $HOME, as the
 * XDG base directories want it: ("XDG_DATA_HOME", ".local/share",
 * "irsearch/default").  False if neither variable holds an absolute path.
 */
bool options_path(const char *variable, const char *under, const char *leaf,
                  struct buf *out);

/* ---- for the files of this parser ---- */

enum option_layer {
    LAYER_CONFIG = 1,
    LAYER_ENVIRONMENT,
    LAYER_ARGUMENTS,
};

/* One option as it was given; value NULL: none was. */
struct setting {
    const struct option *row;
    const char *value;
};

bool option_takes_value(const struct option *row);
/* By long name (size bytes), or NULL. */
const struct option *option_find(const struct options *o, const char *name,
                                 size_t size);
const struct option *option_letter(const struct options *o, char letter);
/* The long name most like this one, or NULL if none is. */
const char *option_nearest(const struct options *o, const char *name,
                           size_t size);
enum ir_status option_unknown(const struct options *o, const char *name,
                              size_t size, struct ir_error *err);
/* Check the value and put it into target. */
enum ir_status option_apply(const struct setting *s, void *target,
                            enum option_layer layer,
                            struct ir_error *err) IR_MUST_CHECK;
/* Read path, and apply its lines; missing_is_fine: IR_OK if there is none. */
enum ir_status option_config(const struct options *o, const char *path,
                             bool missing_is_fine, void *target,
                             struct buf *text,
                             struct ir_error *err) IR_MUST_CHECK;

#endif
