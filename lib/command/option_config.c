/* Options from a config file: one on a line, in a section for each program. */
#include "command/options.h"

#include <errno.h>
#include <stdio.h>

static const char *const programs[] = {"irindex", "irsearch"};

struct reading {
    const struct options *o;
    const char *path;
    unsigned line;
    bool skipping; /* this section is for another program */
    void *target;
    struct ir_error why; /* what is wrong, before file and line are added */
};

static enum ir_status slurp(FILE *file, const char *path, struct buf *text,
                            struct ir_error *err)
{
    size_t n;

    do {
        buf_reserve(text, 4096);
        n = fread(text->data + text->size, 1, 4096, file);
        text->size += n;
        text->data[text->size] = '\0';
    } while (n && text->size <= OPTION_CONFIG_MAX);
    if (ferror(file))
        return ir_fail(err, IR_IO, "%.150s: %s", path, strerror(errno));
    if (text->size > OPTION_CONFIG_MAX)
        return ir_fail(err, IR_LIMIT, "%.150s: more than %zu bytes", path,
                       OPTION_CONFIG_MAX);
    if (memchr(text->data, '\0', text->size))
        return ir_fail(err, IR_INVALID, "%.150s: not a text file", path);
    return IR_OK;
}

/* s without blanks at both ends; writes a NUL after its last character. */
static char *trim(char *s)
{
    struct ir_text t = text_trim(text_of(s), BYTES_BLANK);

    s += t.data - s;
    s[t.size] = '\0';
    return s;
}

static enum ir_status section(struct reading *r, char *line)
{
    size_t size = strlen(line);

    if (line[size - 1] == ']')
        for (size_t i = 0; i < COUNT(programs); i++)
            if (strlen(programs[i]) == size - 2 &&
                !memcmp(line + 1, programs[i], size - 2)) {
                r->skipping = strcmp(programs[i], r->o->program) != 0;
                return IR_OK;
            }
    return ir_fail(&r->why, IR_INVALID,
                   "unknown section %.40s; there are [irindex] and [irsearch]",
                   line);
}

/* Split "name value", "name=value", "--name value", "-n5" or "-n 5". */
static enum ir_status split(struct reading *r, char *line, struct setting *out)
{
    char *rest;
    size_t size;

    if (line[0] == '-' && line[1] != '-') {
        out->row = option_letter(r->o, line[1]);
        if (!out->row)
            return ir_fail(&r->why, IR_INVALID, "unknown option %.40s", line);
        rest = line + 2;
    } else {
        line += line[0] == '-' ? 2 : 0;
        size = strcspn(line, "= \t");
        out->row = option_find(r->o, line, size);
        if (!out->row)
            return option_unknown(r->o, line, size, &r->why);
        rest = line + size + strspn(line + size, " \t");
        rest += *rest == '=' ? 1 : 0;
    }
    out->value = trim(rest);
    if (rest == out->value && !*rest && rest[-1] != '=')
        out->value = NULL;
    return IR_OK;
}

static enum ir_status one_line(struct reading *r, char *line)
{
    struct setting setting;
    enum ir_status status;

    line = trim(line);
    if (!*line || *line == '#')
        return IR_OK;
    if (*line == '[')
        return section(r, line);
    if (r->skipping)
        return IR_OK;
    status = split(r, line, &setting);
    if (status != IR_OK)
        return status;
    if (setting.row->here_only)
        return ir_fail(&r->why, IR_INVALID,
                       "option --%s does not belong in a config file",
                       setting.row->name);
    if (!option_takes_value(setting.row) &&
        setting.row->kind != OPTION_OPTIONAL && setting.value)
        return ir_fail(&r->why, IR_INVALID, "option --%s takes no value",
                       setting.row->name);
    if (option_takes_value(setting.row) && !setting.value)
        return ir_fail(&r->why, IR_INVALID, "option --%s needs a value: %s",
                       setting.row->name, setting.row->metavar);
    return option_apply(&setting, r->target, LAYER_CONFIG, &r->why);
}

static enum ir_status each_line(struct reading *r, char *text,
                                struct ir_error *err)
{
    enum ir_status status = IR_OK;

    if (!strncmp(text, "\xef\xbb\xbf", 3))
        text += 3;
    while (status == IR_OK && text) {
        char *line = text;

        text = strchr(text, '\n');
        if (text)
            *text++ = '\0';
        r->line++;
        status = one_line(r, line);
    }
    if (status != IR_OK)
        return ir_fail(err, status, "%.100s:%u: %.120s", r->path, r->line,
                       r->why.message);
    return IR_OK;
}

enum ir_status option_config(const struct options *o, const char *path,
                             bool missing_is_fine, void *target,
                             struct buf *text, struct ir_error *err)
{
    struct reading r = {.o = o, .path = path, .target = target};
    FILE *file = fopen(path, "re");
    enum ir_status status;

    if (!file && (errno == ENOENT || errno == ENOTDIR)) {
        if (missing_is_fine)
            return IR_OK;
        return ir_fail(err, IR_NOT_FOUND, "%.150s: %s", path, strerror(errno));
    }
    if (!file)
        return ir_fail(err, IR_IO, "%.150s: %s", path, strerror(errno));
    status = slurp(file, path, text, err);
    fclose(file);
    return status == IR_OK ? each_line(&r, text->data, err) : status;
}
