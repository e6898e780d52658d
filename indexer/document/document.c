/* The analysis of one article. */
#include "indexer/document/document.h"
#include "article/field_words.h"
#include "article/record.h"
#include "article/terms.h"
#include "indexer/document/language.h"
#include "indexer/document/lexis.h"
#include "text/credits.h"
#include "text/date.h"
#include "text/language_tag.h"
#include "text/sentences.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

#define BYTES_TEXT "%s bytes, at most %s"

#define FIRST_SENTENCE_BYTES 120 /* of a sentence that is the title */
#define DATELINE_BYTES 40

struct document_builder {
    struct lexis *lexis;
    struct language *language; /* NULL: do not detect */
    struct sentences sentences;
    struct buf fields[PARSED_FIELDS]; /* the same, valid UTF-8 */
    struct buf term, value, record, tag;
    struct words *walk;
    struct doc_build *build;
    bool title_is_cut; /* the one in the name of the file */
};

enum ir_status document_builder_new(const char *stem,
                                    struct document_builder **out,
                                    struct ir_error *err)
{
    static const struct buf none = BUF_INIT;
    struct document_builder *b;
    struct lexis *lexis;
    enum ir_status status = lexis_new(stem, &lexis, err);

    if (status != IR_OK)
        return status;
    b = xcalloc(1, sizeof(*b));
    b->lexis = lexis;
    for (int i = 0; i < PARSED_FIELDS; i++)
        b->fields[i] = none;
    b->term = b->value = b->record = b->tag = none;
    b->walk = words_new();
    b->build = doc_build_new();
    *out = b;
    return IR_OK;
}

void document_builder_detect(struct document_builder *b)
{
    if (!b->language)
        b->language = language_new();
}

void document_builder_free(struct document_builder *b)
{
    if (!b)
        return;
    language_free(b->language);
    lexis_free(b->lexis);
    words_free(b->walk);
    sentences_free(&b->sentences);
    for (int i = 0; i < PARSED_FIELDS; i++)
        buf_free(&b->fields[i]);
    buf_free(&b->term);
    buf_free(&b->value);
    buf_free(&b->record);
    buf_free(&b->tag);
    doc_build_free(b->build);
    free(b);
}

/* Make all fields valid UTF-8.  Returns how many bytes were replaced. */
static size_t repair_all(struct document_builder *b,
                         const struct parsed *parsed)
{
    size_t replaced = parsed->replaced, bad;

    for (int i = 0; i < PARSED_FIELDS; i++) {
        buf_clear(&b->fields[i]);
        bad = utf8_repair(buf_text(&parsed->fields[i]), &b->fields[i]);
        replaced += i == PARSED_PATH ? 0 : bad;
        /* Repaired, two different ids could be the same. */
        if (bad && i == PARSED_ID)
            buf_addf(&b->fields[i], "~%016" PRIx64,
                     (uint64_t)XXH3_64bits(parsed->fields[i].data,
                                           parsed->fields[i].size));
    }
    return replaced;
}

static struct ir_text field(const struct document_builder *b,
                            enum parsed_field which)
{
    return buf_text(&b->fields[which]);
}

/* Fill a's title and find where its body begins. */
static void find_title(struct document_builder *b, const struct parsed *parsed,
                       struct ir_article *a, size_t *body)
{
    *body = 0;
    b->title_is_cut = false;
    a->title = field(b, PARSED_TITLE);
    if (parsed->title_in_text &&
        !text_equal(headline_find(a->text, body), a->title))
        *body = 0;
    if (a->title.size || !parsed->is_file)
        return;
    a->title = headline_find(a->text, body);
    if (a->title.size)
        return;
    *body = 0;
    buf_clear(&b->fields[PARSED_TITLE]);
    b->title_is_cut =
        document_name_title(field(b, PARSED_PATH), &b->fields[PARSED_TITLE]) ==
        NAME_TITLE_CUT;
    a->title = field(b, PARSED_TITLE);
}

/* What is before the first dash, as in "TEHRAN - ", says only where. */
static struct ir_text without_dateline(struct ir_text sentence)
{
    static const char *const dashes[] = {" \xe2\x80\x93 ", " \xe2\x80\x94 ",
                                         " - "};

    for (size_t i = 0; i < COUNT(dashes); i++) {
        size_t size = strlen(dashes[i]);
        const char *dash = memmem(
            sentence.data,
            sentence.size < DATELINE_BYTES ? sentence.size : DATELINE_BYTES,
            dashes[i], size);

        if (dash)
            return text_slice(sentence, (size_t)(dash - sentence.data) + size,
                              sentence.size);
    }
    return sentence;
}

/* Make the beginning of the first sentence the title. */
static void use_first_sentence(struct document_builder *b, struct ir_article *a)
{
    struct buf *out = &b->fields[PARSED_TITLE];
    struct ir_text rest;

    if (!b->sentences.count)
        return;
    rest = without_dateline(text_slice(a->text, b->sentences.items[0].start,
                                       b->sentences.items[0].end));
    while (rest.size) {
        struct ir_text word = {rest.data, 0};

        while (word.size < rest.size &&
               !byte_in(rest.data[word.size], BYTES_SPACE))
            word.size++;
        if (out->size + word.size >= FIRST_SENTENCE_BYTES) {
            buf_adds(out, out->size ? " \xe2\x80\xa6" : "");
            break;
        }
        buf_adds(out, out->size ? " " : "");
        buf_addt(out, word);
        rest = text_trim_start(text_slice(rest, word.size, rest.size),
                               BYTES_SPACE);
    }
    a->title = buf_text(out);
}

/* The declared language, in its usual form, or what the text tells. */
static void find_language(struct document_builder *b, struct ir_article *a,
                          size_t body)
{
    const struct ir_text rest = {a->text.data + body, a->text.size - body};
    const char *found;

    buf_clear(&b->tag);
    language_tag_add(field(b, PARSED_LANG), &b->tag);
    a->lang = buf_text(&b->tag);
    if (a->lang.size || !b->language)
        return;
    found = language_find(b->language, rest);
    if (found)
        a->lang = text_of(found);
}

bool document_date(struct ir_text text, struct date *out, const char **why)
{
    enum date_kind kind = date_read(text, out);

    *why = kind == DATE_UNREAD  ? "it cannot be read"
           : kind == DATE_YEAR  ? "it is only a year"
           : kind == DATE_MONTH ? "it is only a month"
           : kind == DATE_WEEK  ? "it is only a week"
                                : out->fault;
    return date_tells_day(out);
}

static void find_date(struct document_builder *b, struct ir_article *a,
                      struct document_notes *notes)
{
    struct ir_text text = field(b, PARSED_DATE);
    const char *why;
    struct date date;

    *notes->undated = '\0';
    a->has_date = document_date(text, &date, &why);
    if (!a->has_date && text.size)
        snprintf(notes->undated, sizeof(notes->undated), "%s", why);
    if (!a->has_date)
        return;
    a->date = date.seconds;
    a->date_only = date.kind != DATE_TIME;
    a->utc_offset = date.offset;
}

static void describe(struct document_builder *b, const struct parsed *parsed,
                     struct ir_article *a, size_t *body,
                     struct document_notes *notes)
{
    memset(a, 0, sizeof(*a));
    a->id = field(b, PARSED_ID);
    a->text = field(b, PARSED_TEXT);
    a->source = field(b, PARSED_SOURCE);
    a->section = field(b, PARSED_SECTION);
    a->byline = field(b, PARSED_BYLINE);
    a->url = field(b, PARSED_URL);
    a->path = field(b, PARSED_PATH);
    find_date(b, a, notes);
    find_title(b, parsed, a, body);
    find_language(b, a, *body);
}

static void add_name(struct document_builder *b, struct doc *d,
                     const char *prefix, struct ir_text name)
{
    if (!name.size)
        return;
    term_name(&b->term, prefix, name);
    if (b->term.size)
        doc_term(d, buf_text(&b->term), 0);
}

/* The words of a byline or dateline. */
static void add_words(struct document_builder *b, struct doc *d,
                      const char *prefix, struct ir_text value)
{
    const char *space, *at;

    if (!value.size)
        return;
    field_words(value, b->walk, &b->value);
    for (at = b->value.data; b->value.size && at[1]; at = space) {
        space = strchr(at + 1, ' ');
        doc_term_in(d, prefix,
                    (struct ir_text){at + 1, (size_t)(space - at) - 1}, 0, NULL,
                    0);
    }
}

static void add_sections(struct document_builder *b, struct doc *d,
                         struct ir_text sections)
{
    struct ir_text section;

    while (field_next_section(&sections, &section))
        add_name(b, d, "XSE", section);
}

/* Add what its near copies are found by. */
static void add_sketch(struct document_builder *b, struct doc *d)
{
    unsigned char sketch[SKETCH_SIZE];

    if (!lexis_sketch(b->lexis, sketch))
        return;
    doc_value(d, SLOT_SKETCH,
              (struct ir_text){(const char *)sketch, sizeof(sketch)});
    for (size_t i = 0; i < SKETCH_ROWS; i++) {
        term_row(&b->term, i, sketch_row(sketch_rows(sketch), i));
        doc_term(d, buf_text(&b->term), 0);
    }
}

/* Add the terms by which its file and its copies are found. */
static void add_origin(struct document_builder *b, const struct parsed *parsed,
                       struct doc *d, const struct ir_article *a,
                       struct document_notes *notes)
{
    notes->whole_file = parsed->is_file && !parsed->is_inside &&
                        parsed->origin.size && text_equal(a->id, a->path);
    if (parsed->origin.size && !notes->whole_file)
        doc_term(d, buf_text(&parsed->origin), 0);
    term_copy(&b->term, a->title, a->text);
    doc_term(d, buf_text(&b->term), 0);
    add_sketch(b, d);
}

static void add_fields(struct document_builder *b, struct doc *d,
                       const struct ir_article *a)
{
    add_name(b, d, "A", a->byline);
    add_words(b, d, TERM_BYLINE, a->byline);
    add_words(b, d, TERM_DATELINE, field_dateline(a->text));
    add_name(b, d, "L", a->lang);
    if (language_tag_base(a->lang).size < a->lang.size)
        add_name(b, d, "L", language_tag_base(a->lang));
    add_name(b, d, "XSO", a->source);
    add_sections(b, d, a->section);
    value_number(&b->value, a->words);
    doc_value(d, SLOT_WORDS, buf_text(&b->value));
    d->tallies[TALLY_SENTENCES] = a->sentences;
    d->tallies[TALLY_WORDS] = a->words;
    d->tallies[TALLY_BYTES] = a->text.size;
    if (!a->has_date)
        return;
    for (unsigned digits = 4; digits <= 8; digits += 2) {
        term_date(&b->term, date_day(a->date, a->utc_offset), digits);
        doc_term(d, buf_text(&b->term), 0);
    }
    value_number(&b->value, a->date);
    doc_value(d, SLOT_DATE, buf_text(&b->value));
}

static enum ir_status check_sizes(const struct ir_article *a, struct problem *p)
{
    char size[32], limit[32];

    if (a->id.size > IR_ID_MAX)
        return problem_set(p, IR_LIMIT, "id", "id too long: " BYTES_TEXT,
                           count_words(size, a->id.size),
                           count_words(limit, IR_ID_MAX));
    if (!a->id.size)
        return problem_set(p, IR_INVALID, "id", "no id");
    if (a->text.size > RECORD_TEXT_MAX)
        return problem_set(p, IR_LIMIT, "too_large", "too large: " BYTES_TEXT,
                           count_words(size, a->text.size),
                           count_words(limit, RECORD_TEXT_MAX));
    return IR_OK;
}

static enum ir_status refuse(struct problem *p)
{
    p->reason = "refused";
    return p->err.status;
}

/* Add everything but the words: the record and the terms of fields. */
static enum ir_status complete(struct document_builder *b, struct doc *d,
                               struct ir_article *a, struct problem *p)
{
    if (record_encode(a, &b->sentences, &b->record, &p->err) != IR_OK)
        return refuse(p);
    doc_data(d, buf_text(&b->record));
    term_handle(&b->term, text_of(a->fingerprint + strlen("sha256:")));
    doc_term(d, buf_text(&b->term), 0);
    add_fields(b, d, a);
    if (doc_finish(d, &p->err) != IR_OK)
        return refuse(p);
    return IR_OK;
}

enum ir_status document_build(struct document_builder *b,
                              const struct parsed *parsed, struct doc **out,
                              struct document_notes *notes, struct problem *p)
{
    struct ir_article a;
    enum ir_status status;
    uint32_t title_words;
    struct doc *d;
    size_t body;

    notes->replaced = repair_all(b, parsed);
    notes->converted = parsed->converted;
    describe(b, parsed, &a, &body, notes);
    status = check_sizes(&a, p);
    if (status != IR_OK)
        return status;
    sentences_find(&b->sentences, a.text, body);
    a.sentences = (uint32_t)b->sentences.count;
    if (b->title_is_cut)
        use_first_sentence(b, &a);
    term_unique(&b->term, a.id);
    d = doc_new_in(b->build, buf_text(&b->term));
    title_words = lexis_title(b->lexis, a.title, d);
    if (!lexis_body(b->lexis, a.text, body,
                    credits_between(a.text, body, &b->sentences), d,
                    &a.words)) {
        doc_free(d);
        return problem_limit(p, "words", "too many different words",
                             LEXIS_WORDS_MAX, "in one article");
    }
    notes->textless = !a.words;
    add_origin(b, parsed, d, &a, notes);
    /* A title taken from the name of an empty file is not an article. */
    if (a.words || (title_words && !parsed->is_file))
        status = complete(b, d, &a, p);
    else
        status = problem_set(p, IR_INVALID, "empty", "no words in it");
    if (status == IR_OK)
        *out = d;
    else
        doc_free(d);
    return status;
}

/* The term that all copies of an article share. */
static struct ir_text copy_term(const struct doc *d)
{
    const struct ir_text prefix = TEXT("XF");
    size_t from = 0, to = d->term_count;

    while (from < to) { /* the terms are in order */
        const size_t middle = from + (to - from) / 2;

        if (text_compare(d->terms[middle].name, prefix) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    if (from == d->term_count || d->terms[from].name.size <= prefix.size ||
        memcmp(d->terms[from].name.data, prefix.data, prefix.size) != 0)
        return TEXT("");
    return d->terms[from].name;
}

uint64_t document_content(const struct doc *d)
{
    const struct ir_text name = copy_term(d);

    return XXH3_64bits(name.data, name.size);
}

enum ir_status document_copies(const struct doc *d, struct store *s,
                               uint64_t *out, struct ir_error *err)
{
    const struct ir_text name = copy_term(d);

    *out = 0;
    return name.size ? store_frequency(s, name, out, err) : IR_OK;
}
