/* Why a filter does not let an article pass. */
#include "article/field_words.h"
#include "search/match/causes.h"
#include "text/calendar.h"
#include "text/date.h"

static const struct {
    const char *name;
    size_t at; /* in struct ir_article; SIZE_MAX: in its text */
} fields[] = {
    [FIELD_SOURCE] = {"source", offsetof(struct ir_article, source)},
    [FIELD_SECTION] = {"section", offsetof(struct ir_article, section)},
    [FIELD_BYLINE] = {"byline", offsetof(struct ir_article, byline)},
    [FIELD_LANG] = {"language", offsetof(struct ir_article, lang)},
    [FIELD_URL] = {"URL", offsetof(struct ir_article, url)},
    [FIELD_ID] = {"id", offsetof(struct ir_article, id)},
    [FIELD_COPIES] = {"id", offsetof(struct ir_article, id)},
    [FIELD_DATELINE] = {"dateline", SIZE_MAX},
};

static void explain_field(struct causes *x, const struct plan_filter *f,
                          struct ir_cause *c)
{
    const struct ir_article *a = &x->record->article;
    const char *name = fields[f->field].name;
    struct ir_text value =
        fields[f->field].at == SIZE_MAX
            ? field_dateline(a->text)
            : *(const struct ir_text *)(const void *)((const char *)a +
                                                      fields[f->field].at);

    c->kind = IR_CAUSE_FIELD;
    if (f->field == FIELD_COPIES) {
        causes_say(x, c, "%.*s: it is no copy of that", CAUSE_TEXT(c->part));
        return;
    }
    c->instead = arena_text(x->arena, value);
    if (value.size)
        causes_say(x, c, "%.*s: its %s is %.*s", CAUSE_TEXT(c->part), name,
                   CAUSE_TEXT(value));
    else
        causes_say(x, c, "%.*s: it has no %s", CAUSE_TEXT(c->part), name);
}

/* The days between a date and a range that it is outside of, at least 1; *early
 * tells on which side. */
static uint64_t days_off(const struct date_range *w, const struct ir_article *a,
                         bool *early)
{
    int64_t day = date_day(a->date, a->utc_offset), seconds;

    *early = day < w->first || a->date < w->from;
    if (day < w->first)
        return (uint64_t)(w->first - day);
    if (day > w->last)
        return (uint64_t)(day - w->last);
    seconds = *early ? w->from - a->date : a->date - w->to;
    return (uint64_t)((seconds + DAY_SECONDS - 1) / DAY_SECONDS);
}

static void explain_date(struct causes *x, const struct date_range *w,
                         struct ir_cause *c)
{
    const struct ir_article *a = &x->record->article;
    struct buf date = BUF_INIT;
    bool early;

    c->kind = IR_CAUSE_DATE;
    if (!a->has_date) {
        causes_say(x, c, "%.*s: it has no date", CAUSE_TEXT(c->part));
        return;
    }
    date_add(&date, a->date, a->utc_offset, a->date_only);
    c->instead = arena_text(x->arena, buf_text(&date));
    buf_free(&date);
    c->found = days_off(w, a, &early);
    causes_say(x, c, "%.*s: its date, %.*s, is %llu day%s too %s",
               CAUSE_TEXT(c->part), CAUSE_TEXT(c->instead),
               (unsigned long long)c->found, c->found == 1 ? "" : "s",
               early ? "early" : "late");
}

static void explain_length(struct causes *x, const struct plan_filter *f,
                           struct ir_cause *c)
{
    c->kind = IR_CAUSE_LENGTH;
    c->found = x->record->article.words;
    c->asked = (uint64_t)((int64_t)c->found < f->low ? f->low : f->high);
    causes_say(x, c, "%.*s: it has %llu words", CAUSE_TEXT(c->part),
               (unsigned long long)c->found);
}

void causes_filter(struct causes *x, const struct plan_filter *f,
                   struct ir_text part, size_t parent)
{
    struct ir_cause *c = causes_add(x, IR_CAUSE_FIELD, part, parent);

    switch (f->kind) {
    case FILTER_FIELD: explain_field(x, f, c); break;
    case FILTER_DATE: explain_date(x, &f->dates, c); break;
    case FILTER_LENGTH: explain_length(x, f, c); break;
    case FILTER_EVERY:
        c->kind = IR_CAUSE_EMPTY;
        causes_say(x, c, "%.*s: it has none", CAUSE_TEXT(part));
        break;
    }
}
