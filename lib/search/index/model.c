/* Parses the ranking model of a request. */
#include "search/index/model.h"
#include "base/buf.h"
#include "search/match/score.h"

#define MODEL_DEFAULT "bm25"
#define NUMBER_MAX 16 /* bytes */

static const struct {
    const char *name;
    enum smoothing smooth;
} models[] = {
    {"bm25", SMOOTH_OPENINGS},
    {"best", SMOOTH_TEXTS},
};

static const struct {
    const char *name;
    size_t member;
    double least, most;
} parameters[] = {
    {"k1", offsetof(struct model, k1), 0, 1000},
    {"b", offsetof(struct model, b), 0, 1},
    {"smooth", offsetof(struct model, share), 0, 1},
};

static enum ir_status no_model(struct ir_text name, struct ir_error *err)
{
    struct buf all = BUF_INIT;
    enum ir_status status;

    for (size_t i = 0; i < COUNT(models); i++)
        buf_addf(&all, " %s", models[i].name);
    status =
        ir_fail(err, IR_INVALID, "no ranking model \"%.*s\"; there are:%s",
                (int)(name.size < 40 ? name.size : 40), name.data, all.data);
    buf_free(&all);
    return status;
}

static enum ir_status no_parameter(size_t model, struct ir_text name,
                                   struct ir_error *err)
{
    struct buf all = BUF_INIT;
    enum ir_status status;

    for (size_t i = 0; i < COUNT(parameters); i++)
        buf_addf(&all, " %s", parameters[i].name);
    status =
        ir_fail(err, IR_INVALID, "%s has no parameter \"%.*s\"; there are:%s",
                models[model].name, (int)(name.size < 40 ? name.size : 40),
                name.data, all.data);
    buf_free(&all);
    return status;
}

/* Plain decimals only: strtod() also takes hex, inf and locales. */
static bool parse_number(struct ir_text s, double *out)
{
    double unit = 1;
    size_t i = 0;

    *out = 0;
    for (; i < s.size && s.data[i] >= '0' && s.data[i] <= '9'; i++)
        *out = *out * 10 + (s.data[i] - '0');
    if (!i || s.size > NUMBER_MAX)
        return false;
    if (i < s.size && s.data[i] == '.' && i + 1 < s.size)
        for (i++; i < s.size && s.data[i] >= '0' && s.data[i] <= '9'; i++) {
            unit *= 10;
            *out = *out * 10 + (s.data[i] - '0');
        }
    *out /= unit;
    return i == s.size;
}

/* Cut off and return what is before the first c, and drop the c. */
static struct ir_text split(struct ir_text *s, char c)
{
    const char *at = text_find(*s, c);
    struct ir_text first = *s;

    if (at)
        first.size = (size_t)(at - s->data);
    s->data += first.size + (at != NULL);
    s->size -= first.size + (at != NULL);
    return first;
}

static enum ir_status set(size_t model, struct ir_text value, struct model *out,
                          struct ir_error *err)
{
    struct ir_text name = split(&value, '=');
    double number;

    for (size_t i = 0; i < COUNT(parameters); i++) {
        if (!text_equal(name, text_of(parameters[i].name)))
            continue;
        if (!parse_number(value, &number) || number < parameters[i].least ||
            number > parameters[i].most)
            return ir_fail(err, IR_INVALID, "%s: %s is a number from %g to %g",
                           models[model].name, parameters[i].name,
                           parameters[i].least, parameters[i].most);
        memcpy((char *)out + parameters[i].member, &number, sizeof(number));
        return IR_OK;
    }
    return no_parameter(model, name, err);
}

enum ir_status model_parse(struct ir_text text, struct model *out,
                           struct ir_error *err)
{
    bool more = text_find(text, ':');
    struct ir_text name =
        text.size ? split(&text, ':') : text_of(MODEL_DEFAULT);
    enum ir_status status = IR_OK;
    size_t i = 0;

    while (i < COUNT(models) && !text_equal(name, text_of(models[i].name)))
        i++;
    if (i == COUNT(models))
        return no_model(name, err);
    *out = (struct model){SCORE_K1, SCORE_B, MODEL_SMOOTH, models[i].smooth};
    while (status == IR_OK && (more || text.size)) {
        more = false;
        status = set(i, split(&text, ','), out, err);
    }
    if (out->share <= 0)
        out->smooth = SMOOTH_NONE;
    return status;
}
