/*
 * options.h - a program's table of options: for the command line, a config
 * file, the environment, --help and options_set().
 *
 * The environment overrides the config file, and arguments override both; a
 * list is replaced as a whole.  A config file is read if the table has rows
 * named "config" (OPTION_TEXT) and "no-config" (OPTION_FLAG), unless "help" or
 * "version" is among the arguments.  It is the one that --config or IR_CONFIG
 * names, or else the user's, if there is one.
 *
 * The strings of a table are never copied and must outlive its use.
 */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include "base/buf.h"

#define OPTION_CONFIG_MAX ((size_t)1 << 20) /* bytes of a config file */

enum option_kind {
    OPTION_HEADING,  /* not an option: help is a heading of --help */
    OPTION_FLAG,     /* bool: set to true */
    OPTION_CONSTANT, /* int or enum: set to min */
    OPTION_TEXT,     /* const char *: the value, not copied */
    OPTION_OPTIONAL, /* the same, given as --name=value; "" for --name alone */
    OPTION_LIST,     /* struct text_list: each use adds a value, not copied */
    OPTION_NUMBER,   /* size_t from min to max */
    OPTION_SIZE,     /* size_t, bytes from min to max; 16M is 16 << 20 */
    OPTION_SECONDS,  /* double from min to max: digits, perhaps a fraction */
    OPTION_CHOICE,   /* int or enum: index of the value in choices */
};

struct option {
    const char *name; /* without dashes; NULL: a heading */
    char letter;      /* 0: long form only */
    enum option_kind kind;
    bool here_only;       /* not allowed in a config file */
    size_t member;        /* what it sets: offsetof(struct target, ...) */
    const char *metavar;  /* what --help calls the value, or NULL */
    const char *help;     /* one sentence without full stop; NULL: not shown */
    uint64_t min, max;    /* see the kinds; max 0: no upper limit */
    const char *choices;  /* of a CHOICE: "auto|always|never" */
    const char *variable; /* environment variable that sets it too, or NULL */
};

struct options {
    const char *program; /* name, also of its section of the config file */
    const char *usage;   /* first lines of --help */
    const char *notes;   /* last lines of --help, or NULL */
    const struct option *rows;
    size_t count;
};

/* The rest of what options_read() has read. */
struct arguments {
    struct text_list words; /* arguments that are not options, in order */
    struct buf config;      /* private: values point into it */
};

/*
 * Set the members of target, which holds the defaults, from the config file,
 * the environment and argv[1, argc).  Statuses:
 *   IR_INVALID    an unknown option or a bad value; the message names it and
 *                 what is allowed, and the line of the config file
 *   IR_NOT_FOUND  the config file that was named does not exist
 *   IR_LIMIT      the config file exceeds OPTION_CONFIG_MAX
 *   IR_IO         the config file cannot be read
 * After a failure the valid arguments are still applied, so that the caller
 * knows whether to report it as --json asks.  Free with options_free() after
 * any status.  Values in target point into argv, the environment and out, and
 * are valid until any of these changes.
 */
enum ir_status options_read(const struct options *o, int argc, char **argv,
                            void *target, struct arguments *out,
                            struct ir_error *err) IR_MUST_CHECK;
/* Free the lists of target, and a. */
void options_free(const struct options *o, void *target, struct arguments *a);

/*
 * Set one option by its long name, as an argument would.  value is NULL or ""
 * for an option that takes none, and must outlive target.  IR_OK, or IR_INVALID
 * if there is no such option or the value is wrong; target is as it was then.
 */
enum ir_status options_set(const struct options *o, const char *name,
                           const char *value, void *target,
                           struct ir_error *err) IR_MUST_CHECK;

/*
 * Append the value, at most one but in lists, that target holds for the option
 * of this name, which the table must have, in a form that options_set() takes;
 * nothing for a flag.  False if there is no value number `at`, from 0, or the
 * member is as in defaults.
 */
bool options_value(const struct options *o, const char *name,
                   const void *target, const void *defaults, size_t at,
                   struct buf *out);

/* Append "; try irsearch --help" to the message of err, which is not NULL, if
 * its status is IR_INVALID. */
void options_hint(const struct options *o, struct ir_error *err);

/* Append the text of --help: usage, the table in 80 columns, and notes. */
void options_help(const struct options *o, struct buf *out);

/*
 * Append a path as the XDG Base Directory Specification defines it:
 * $variable/leaf, or $HOME/under/leaf if the variable is not set, as in
 * ("XDG_DATA_HOME", ".local/share", "irsearch/default").  A variable that is
 * not an absolute path counts as not set; false, appending nothing, if neither
 * is.
 */
bool options_path(const char *variable, const char *under, const char *leaf,
                  struct buf *out);

/* ---- private to lib/command ---- */

/* Where a value comes from.  A later layer overrides an earlier one. */
enum option_layer {
    LAYER_CONFIG = 1,
    LAYER_ENVIRONMENT,
    LAYER_ARGUMENTS,
};

/* An option with the value given to it, or NULL. */
struct setting {
    const struct option *row;
    const char *value;
};

/* Must it be given a value? */
bool option_takes_value(const struct option *row);
/* The row of a long name of size bytes, or of a letter; NULL if none. */
const struct option *option_find(const struct options *o, const char *name,
                                 size_t size);
const struct option *option_letter(const struct options *o, char letter);
/* The long name that this one abbreviates or is a misspelling of (one edit, or
 * two from 4 bytes on), or NULL. */
const char *option_nearest(const struct options *o, const char *name,
                           size_t size);
/* Fail: always IR_INVALID, with a message that suggests option_nearest(). */
enum ir_status option_unknown(const struct options *o, const char *name,
                              size_t size, struct ir_error *err);
/*
 * Check the value and store it in target.  In a list it replaces those of an
 * earlier layer.  Answers IR_OK, or IR_INVALID with the option, the value and
 * what is allowed in the message; target is as it was then.  A value that is
 * a string is not copied.  It is not NULL if option_takes_value().
 */
enum ir_status option_apply(const struct setting *s, void *target,
                            enum option_layer layer,
                            struct ir_error *err) IR_MUST_CHECK;
/*
 * Apply the lines of the config file at path, whose text is kept in text, as
 * values point there.  Statuses are those of options_read(); with
 * missing_is_fine a file that does not exist is IR_OK.  After a failure the
 * lines before the bad one have been applied.
 */
enum ir_status option_config(const struct options *o, const char *path,
                             bool missing_is_fine, void *target,
                             struct buf *text,
                             struct ir_error *err) IR_MUST_CHECK;

#endif
