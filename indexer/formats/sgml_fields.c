/* Elements to fields. */
#include "indexer/formats/sgml_fields.h"
#include "indexer/formats/sgml.h"

#include <stdlib.h>
#include <strings.h>

#define NAME_MAX_BYTES 20 /* longer than any name below */

static const struct sgml_row {
    const char *name;
    unsigned char slot;
    unsigned char rank; /* the lowest one counts; 0: all, in their order */
} rows[] = {
    /* By name in small letters, for bsearch(). */
    {"ABSTRACT", PARSED_TEXT, 0},
    {"ACCESS", SGML_NOTHING, 0},
    {"AU", PARSED_BYLINE, 2},
    {"AUTHOR", PARSED_BYLINE, 1},
    {"BODY", PARSED_TEXT, 0},
    {"BR", SGML_PARAGRAPH, 0},
    {"BYLINE", PARSED_BYLINE, 1},
    {"CATEGORY", PARSED_SECTION, 2},
    {"CO", SGML_NOTHING, 0},
    {"COMPANIES", SGML_NOTHING, 0},
    {"CORRECTION-DATE", SGML_NOTHING, 0},
    {"DATE", PARSED_DATE, 1},
    {"DATE1", PARSED_DATE, 1},
    {"DATE_TIME", PARSED_DATE, 1},
    {"DATELINE", SGML_DATELINE, 1},
    {"DD", PARSED_DATE, 3},
    {"DESCRIPT", PARSED_SECTION, 5},
    {"DIV", SGML_PARAGRAPH, 0},
    {"DOCHDR", SGML_NOTHING, 0},
    {"DOCID", PARSED_ID, 3},
    {"DOCNO", PARSED_ID, 1},
    {"DOCTITLE", PARSED_TITLE, 2},
    {"DOCTYPE", SGML_NOTHING, 0},
    {"EXCHANGES", SGML_NOTHING, 0},
    {"FILEID", SGML_NOTHING, 0},
    {"FIRST", SGML_NOTHING, 0},
    {"GRAPHIC", PARSED_TEXT, 0},
    {"HEAD", PARSED_TITLE, 3},
    {"HEADLINE", PARSED_TITLE, 1},
    {"HL", PARSED_TITLE, 1},
    {"IN", PARSED_SECTION, 4},
    {"JOURNAL", PARSED_SOURCE, 2},
    {"LANG", PARSED_LANG, 1},
    {"LANGUAGE", PARSED_LANG, 1},
    {"LEADPARA", PARSED_TEXT, 0},
    {"LENGTH", SGML_NOTHING, 0},
    {"LP", PARSED_TEXT, 0},
    {"MKNOTE", SGML_NOTHING, 0},
    {"NOTE", SGML_NOTHING, 0},
    {"ORGS", SGML_NOTHING, 0},
    {"P", SGML_PARAGRAPH, 0},
    {"PAGE", SGML_NOTHING, 0},
    {"PD", PARSED_DATE, 2},
    {"PEOPLE", SGML_NOTHING, 0},
    {"PLACES", SGML_NOTHING, 0},
    {"PROFILE", SGML_NOTHING, 0},
    {"PUB", PARSED_SOURCE, 1},
    {"PUBDATE", PARSED_DATE, 1},
    {"SECOND", SGML_NOTHING, 0},
    {"SECTION", PARSED_SECTION, 1},
    {"SLUG", PARSED_TITLE, 5},
    {"SO", PARSED_SOURCE, 2},
    {"SOURCE", PARSED_SOURCE, 1},
    {"SUBJECT", PARSED_SECTION, 3},
    {"SUMMARY", PARSED_TEXT, 0},
    {"TEXT", PARSED_TEXT, 0},
    {"TI", PARSED_TITLE, 2},
    {"TITLE", PARSED_TITLE, 1},
    {"TOPICS", PARSED_SECTION, 1},
    {"TR", SGML_PARAGRAPH, 0},
    {"TTL", PARSED_TITLE, 2},
    {"TYPE", SGML_NOTHING, 0},
    {"UNKNOWN", SGML_NOTHING, 0},
    {"URL", PARSED_URL, 1},
};

void sgml_fields_start(struct sgml_fields *f)
{
    static const struct buf none = BUF_INIT;

    memset(f, 0, sizeof(*f));
    for (int i = 0; i < SGML_SLOTS; i++)
        f->slots[i] = none;
}

void sgml_fields_free(struct sgml_fields *f)
{
    for (int i = 0; i < SGML_SLOTS; i++)
        buf_free(&f->slots[i]);
}

static int compare(const void *key, const void *row)
{
    const struct sgml_row *r = row;

    return strcasecmp(key, r->name);
}

static const struct sgml_row *find_row(struct ir_text name)
{
    char key[NAME_MAX_BYTES];

    if (name.size >= sizeof(key))
        return NULL;
    memcpy(key, name.data, name.size);
    key[name.size] = '\0';
    return bsearch(key, rows, COUNT(rows), sizeof(rows[0]), compare);
}

static void add_text(struct sgml_fields *f, unsigned slot, struct ir_text text)
{
    struct buf *out = &f->slots[slot];

    if (f->paragraph && out->size && slot == PARSED_TEXT)
        buf_adds(out, "\n\n");
    f->paragraph = false;
    sgml_text(text, out);
}

static unsigned slot_now(const struct sgml_fields *f)
{
    return f->depth ? f->open[f->depth - 1]->slot : SGML_LOOSE;
}

static void open_element(struct sgml_fields *f, const struct sgml_token *token)
{
    const struct sgml_row *row = find_row(token->name);
    struct buf *slot;

    if (sgml_is(token->name, "D") && slot_now(f) == PARSED_SECTION &&
        f->slots[PARSED_SECTION].size)
        buf_adds(&f->slots[PARSED_SECTION], "; ");
    if (sgml_is(token->name, "TEXT"))
        f->brief = sgml_is(sgml_attribute(token->text, "TYPE"), "BRIEF");
    if (!row || row->slot == SGML_PARAGRAPH) {
        f->paragraph = row != NULL;
        return;
    }
    if (row->slot < SGML_SLOTS && row->rank) {
        slot = &f->slots[row->slot];
        if (f->ranks[row->slot] && f->ranks[row->slot] <= row->rank)
            row = find_row(TEXT("UNKNOWN"));
        else {
            f->ranks[row->slot] = row->rank;
            buf_clear(slot);
        }
    } else
        f->paragraph = true;
    if (f->depth < SGML_OPEN_MAX)
        f->open[f->depth++] = row;
}

/* A row stands for every name that was not taken, so ends are by count. */
static void close_element(struct sgml_fields *f, const struct sgml_token *token)
{
    const struct sgml_row *row = find_row(token->name);

    if (!row || row->slot == SGML_PARAGRAPH) {
        f->paragraph = row != NULL;
        return;
    }
    for (int i = f->depth; i > 0; i--)
        if (f->open[i - 1] == row || i == 1) {
            f->depth = i - 1;
            break;
        }
    f->paragraph = true;
}

void sgml_fields_read(struct sgml_fields *f, struct ir_text t)
{
    struct sgml_token token;
    struct ir_text id;

    for (int i = 0; i < SGML_SLOTS; i++) {
        buf_clear(&f->slots[i]);
        f->ranks[i] = 0;
    }
    f->depth = 0;
    f->brief = f->paragraph = false;
    sgml_next(&t, &token); /* the root */
    buf_addt(&f->slots[PARSED_ID], sgml_attribute(token.text, "id"));
    id = sgml_attribute(token.text, "newid");
    if (id.size) {
        buf_clear(&f->slots[PARSED_ID]);
        buf_adds(&f->slots[PARSED_ID], "reuters-");
        buf_addt(&f->slots[PARSED_ID], id);
        f->ranks[PARSED_ID] = 1;
    }
    buf_addt(&f->slots[PARSED_TITLE], sgml_attribute(token.text, "title"));
    buf_addt(&f->slots[PARSED_URL], sgml_attribute(token.text, "url"));
    for (;;) {
        sgml_next(&t, &token);
        if (token.kind == SGML_END)
            break;
        if (token.kind == SGML_OPEN)
            open_element(f, &token);
        else if (token.kind == SGML_CLOSE)
            close_element(f, &token);
        else if (slot_now(f) < SGML_SLOTS)
            add_text(f, slot_now(f), token.text);
    }
}
