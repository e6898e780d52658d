/* Evaluates filters on an article. */
#include "search/plan/filters.h"
#include "article/field_words.h"
#include "article/terms.h"
#include "text/date.h"
#include "text/language_tag.h"

static struct ir_text field_of(const struct ir_article *a, enum query_field f)
{
    switch (f) {
    case FIELD_SOURCE: return a->source;
    case FIELD_SECTION: return a->section;
    case FIELD_BYLINE: return a->byline;
    case FIELD_LANG: return a->lang;
    case FIELD_URL: return a->url;
    case FIELD_ID:
    case FIELD_COPIES: return a->id;
    case FIELD_DATELINE: return field_dateline(a->text);
    }
    return (struct ir_text){NULL, 0};
}

/* In the form that articles have: "de-de" for de_DE and "de" for German. */
static void add_language(struct ir_text value, struct buf *out)
{
    struct buf tag = BUF_INIT;

    if (language_tag_add(value, &tag))
        value = buf_text(&tag);
    term_name(out, "", value);
    buf_free(&tag);
}

void filter_field(struct plan_filter *f, enum query_field field,
                  struct ir_text value, struct words *walk)
{
    f->kind = FILTER_FIELD;
    f->field = field;
    f->text = (struct buf)BUF_INIT;
    f->among = (struct seen)SEEN_INIT;
    f->pattern = field != FIELD_COPIES && text_find(value, '*');
    f->words = field == FIELD_BYLINE || field == FIELD_DATELINE;
    if (f->words && text_equal(value, TEXT("*")))
        f->words = false;
    else
        f->pattern = f->pattern && !f->words;
    if (f->words) {
        field_words(value, walk, &f->text);
        return;
    }
    if (field == FIELD_LANG && !f->pattern)
        add_language(value, &f->text);
    else if (field != FIELD_URL && field != FIELD_ID && field != FIELD_COPIES)
        term_name(&f->text, "", value);
    else
        buf_addt(&f->text, value);
}

void filter_free(struct plan_filter *f)
{
    buf_free(&f->text);
    seen_free(&f->among);
}

/* Does `has' contain every word of `want'?  Both have spaces around words. */
static bool holds_words(const struct buf *has, const struct buf *want)
{
    for (size_t at = 0; at + 1 < want->size;) {
        const char *end = memchr(want->data + at + 1, ' ', want->size - at - 1);
        size_t size = (size_t)(end - want->data) + 1 - at;

        if (!memmem(has->data, has->size, want->data + at, size))
            return false;
        at += size - 1;
    }
    return want->size > 0;
}

/* Match each piece between two * as early as possible, the last at the end. */
bool filter_fits_pattern(struct ir_text value, struct ir_text pattern)
{
    size_t at = 0, from = 0;
    bool first = true;

    while (from <= pattern.size) {
        const char *piece = pattern.data + from;
        const char *star = from < pattern.size
                               ? memchr(piece, '*', pattern.size - from)
                               : NULL;
        size_t size = star ? (size_t)(star - piece) : pattern.size - from;
        const char *found = value.data + at;

        if (at + size > value.size)
            return false;
        if (!star)
            found = value.data + value.size - size;
        else if (!first && size)
            found = memmem(found, value.size - at, piece, size);
        if (!found || memcmp(found, piece, size))
            return false;
        if (!star)
            return true;
        at = (size_t)(found - value.data) + size;
        from += size + 1;
        first = false;
    }
    return true;
}

static bool has_word(struct ir_text text, struct words *walk)
{
    struct word word;

    words_start(walk, text, 0, 0, NULL);
    while (words_next(walk, &word))
        if (word.form.size)
            return true;
    return false;
}

/* A lead is never empty unless the text is. */
static bool fits_every(const struct plan_filter *f, const struct ir_article *a,
                       struct words *walk)
{
    return !f->within || (f->scope != SCOPE_LEAD && has_word(a->title, walk)) ||
           (f->scope != SCOPE_TITLE && has_word(a->text, walk));
}

/* Does a value fit f's text, in which a pattern may have a *? */
static bool fits_text(const struct plan_filter *f, struct ir_text value)
{
    struct ir_text want = buf_text(&f->text);

    return f->pattern ? value.size && filter_fits_pattern(value, want)
                      : text_equal(value, want);
}

/* Does any of the names fit that are joined in a section? */
static bool fits_section(const struct plan_filter *f, struct ir_text names,
                         struct buf *scratch)
{
    struct ir_text name;

    while (field_next_section(&names, &name)) {
        term_name(scratch, "", name);
        if (fits_text(f, buf_text(scratch)))
            return true;
    }
    return false;
}

static bool fits_words(const struct plan_filter *f, struct ir_text value,
                       struct words *walk, struct buf *scratch)
{
    field_words(value, walk, scratch);
    return f->words ? holds_words(scratch, &f->text) : scratch->size > 0;
}

static bool fits_field(const struct plan_filter *f, const struct ir_article *a,
                       struct words *walk, struct buf *scratch)
{
    struct ir_text value = field_of(a, f->field);

    if (!f->text.size)
        return false;
    if (f->words || f->field == FIELD_DATELINE)
        return fits_words(f, value, walk, scratch);
    if (f->field == FIELD_COPIES)
        return seen_get(&f->among, seen_key(value.data, value.size));
    if (f->field == FIELD_URL || f->field == FIELD_ID)
        return fits_text(f, value);
    if (f->field == FIELD_SECTION)
        return fits_section(f, value, scratch);
    term_name(scratch, "", value);
    value = buf_text(scratch);
    return fits_text(f, value) ||
           (f->field == FIELD_LANG && fits_text(f, language_tag_base(value)));
}

static bool fits_date(const struct date_range *dates,
                      const struct ir_article *a)
{
    int64_t day = date_day(a->date, a->utc_offset);

    return a->has_date && a->date >= dates->from && a->date <= dates->to &&
           day >= dates->first && day <= dates->last;
}

bool filter_fits(const struct plan_filter *f, const struct ir_article *a,
                 struct words *walk, struct buf *scratch)
{
    switch (f->kind) {
    case FILTER_FIELD: return fits_field(f, a, walk, scratch);
    case FILTER_DATE: return fits_date(&f->dates, a);
    case FILTER_EVERY: return fits_every(f, a, walk);
    case FILTER_LENGTH: break;
    }
    return (int64_t)a->words >= f->low && (int64_t)a->words <= f->high;
}
