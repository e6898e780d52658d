/* Options: read argv, then apply config file, environment and arguments. */
#include "command/options.h"

#include <stdio.h>
#include <stdlib.h>

struct scan {
    const struct options *o;
    char **argv;
    int argc, at;
    struct setting *settings;
    size_t count, room;
    struct text_list *words;
    struct ir_error *err;
};

static void note(struct scan *s, const struct option *row, const char *value)
{
    s->settings = xgrow(s->settings, s->count, &s->room, sizeof(*s->settings));
    s->settings[s->count].row = row;
    s->settings[s->count].value = value;
    s->count++;
}

/* The value of row: what follows in the same argument, or the next argument. */
static enum ir_status take_value(struct scan *s, const struct option *row,
                                 const char *attached)
{
    if (!attached) {
        if (s->at >= s->argc)
            return ir_fail(s->err, IR_INVALID, "option --%s needs a value: %s",
                           row->name, row->metavar ? row->metavar : "VALUE");
        attached = s->argv[s->at++];
    }
    note(s, row, attached);
    return IR_OK;
}

static enum ir_status scan_long(struct scan *s, const char *name)
{
    size_t size = strcspn(name, "=");
    const struct option *row = option_find(s->o, name, size);

    if (!row)
        return option_unknown(s->o, name, size, s->err);
    if (option_takes_value(row))
        return take_value(s, row, name[size] ? name + size + 1 : NULL);
    if (name[size] && row->kind != OPTION_OPTIONAL)
        return ir_fail(s->err, IR_INVALID, "option --%s takes no value",
                       row->name);
    note(s, row, name[size] ? name + size + 1 : NULL);
    return IR_OK;
}

static enum ir_status unknown_letter(struct scan *s, const char *cluster,
                                     char letter)
{
    const char *near = option_nearest(s->o, cluster, strlen(cluster));

    if (near && cluster[1])
        return ir_fail(s->err, IR_INVALID,
                       "unknown option -%.40s, did you mean --%s?", cluster,
                       near);
    if ((unsigned char)letter < 0x21 || (unsigned char)letter > 0x7e)
        return ir_fail(s->err, IR_INVALID, "unknown option -%.40s", cluster);
    return ir_fail(s->err, IR_INVALID,
                   "unknown option -%c (-- ends the options)", letter);
}

static enum ir_status scan_cluster(struct scan *s, const char *cluster)
{
    for (const char *p = cluster; *p; p++) {
        const struct option *row = option_letter(s->o, *p);

        if (!row)
            return unknown_letter(s, cluster, *p);
        if (option_takes_value(row))
            return take_value(s, row, p[1] ? p + 1 : NULL);
        note(s, row, NULL);
    }
    return IR_OK;
}

static enum ir_status scan_all(struct scan *s)
{
    bool ended = false;
    enum ir_status first = IR_OK;

    while (s->at < s->argc) {
        const char *argument = s->argv[s->at++];
        enum ir_status status = IR_OK;

        if (ended || argument[0] != '-' || !argument[1])
            text_list_add(s->words, argument);
        else if (!strcmp(argument, "--"))
            ended = true;
        else if (argument[1] == '-')
            status = scan_long(s, argument + 2);
        else
            status = scan_cluster(s, argument + 1);
        if (status != IR_OK && first == IR_OK) {
            first = status;
            s->err = NULL; /* so that only the first error is reported */
        }
    }
    return first;
}

/* The last setting of the option of this name, or NULL. */
static const struct setting *given(const struct scan *s, const char *name)
{
    for (size_t i = s->count; i-- > 0;)
        if (!strcmp(s->settings[i].row->name, name))
            return &s->settings[i];
    return NULL;
}

static enum ir_status read_config(const struct scan *s, void *target,
                                  struct buf *text)
{
    const struct setting *named = given(s, "config");
    const char *variable = getenv("IR_CONFIG");
    struct buf path = BUF_INIT;
    enum ir_status status = IR_OK;

    if (!option_find(s->o, "config", 6) || given(s, "no-config") ||
        given(s, "help") || given(s, "version"))
        return IR_OK;
    if (named)
        return option_config(s->o, named->value, false, target, text, s->err);
    if (variable && *variable)
        return option_config(s->o, variable, false, target, text, s->err);
    if (options_path("XDG_CONFIG_HOME", ".config", "irsearch/config", &path))
        status = option_config(s->o, path.data, true, target, text, s->err);
    buf_free(&path);
    return status;
}

static enum ir_status read_environment(const struct options *o, void *target,
                                       struct ir_error *err)
{
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < o->count; i++) {
        const char *variable = o->rows[i].variable;
        struct setting setting = {&o->rows[i],
                                  variable ? getenv(variable) : NULL};

        if (setting.value && *setting.value)
            status = option_apply(&setting, target, LAYER_ENVIRONMENT, err);
    }
    return status;
}

/* Arguments are applied even after an error, which may have to be reported as
 * one of them says: as JSON after --json. */
static enum ir_status apply_arguments(const struct scan *s,
                                      enum ir_status before, void *target)
{
    enum ir_status first = before;

    for (size_t i = 0; i < s->count; i++) {
        struct ir_error *err = first == IR_OK ? s->err : NULL;
        enum ir_status status =
            option_apply(&s->settings[i], target, LAYER_ARGUMENTS, err);

        if (first == IR_OK)
            first = status;
    }
    return first;
}

enum ir_status options_read(const struct options *o, int argc, char **argv,
                            void *target, struct arguments *out,
                            struct ir_error *err)
{
    struct scan s = {.o = o, .argv = argv, .argc = argc, .at = 1, .err = err};
    enum ir_status status;

    memset(out, 0, sizeof(*out));
    out->config = (struct buf)BUF_INIT;
    s.words = &out->words;
    status = scan_all(&s);
    s.err = err;
    if (status == IR_OK)
        status = read_config(&s, target, &out->config);
    if (status == IR_OK)
        status = read_environment(o, target, err);
    status = apply_arguments(&s, status, target);
    free(s.settings);
    return status;
}

void options_free(const struct options *o, void *target, struct arguments *a)
{
    for (size_t i = 0; i < o->count; i++)
        if (o->rows[i].kind == OPTION_LIST)
            text_list_free(
                (struct text_list *)((char *)target + o->rows[i].member));
    text_list_free(&a->words);
    buf_free(&a->config);
}

enum ir_status options_set(const struct options *o, const char *name,
                           const char *value, void *target,
                           struct ir_error *err)
{
    struct setting setting = {option_find(o, name, strlen(name)), value};

    if (!setting.row)
        return option_unknown(o, name, strlen(name), err);
    if (!option_takes_value(setting.row) &&
        setting.row->kind != OPTION_OPTIONAL && value && *value)
        return ir_fail(err, IR_INVALID, "option --%s takes no value", name);
    if (option_takes_value(setting.row) && !value)
        return ir_fail(err, IR_INVALID, "option --%s needs a value", name);
    return option_apply(&setting, target, LAYER_ARGUMENTS, err);
}

void options_hint(const struct options *o, struct ir_error *err)
{
    size_t size = strlen(err->message);

    if (err->status == IR_INVALID && !strstr(err->message, "--help"))
        snprintf(err->message + size, sizeof(err->message) - size,
                 "; try %s --help", o->program);
}

bool options_path(const char *variable, const char *under, const char *leaf,
                  struct buf *out)
{
    const char *base = getenv(variable);
    const char *home = getenv("HOME");

    if (base && base[0] == '/')
        buf_addf(out, "%s/%s", base, leaf);
    else if (home && home[0] == '/')
        buf_addf(out, "%s/%s/%s", home, under, leaf);
    else
        return false;
    return true;
}
