/* Convert records to parsed articles. */
#include "indexer/stored.h"
#include "article/index_options.h"
#include "article/record.h"
#include "article/terms.h"
#include "text/date.h"

#include <stdlib.h>

struct stored {
    struct store *store;
    struct store_terms *terms;         /* by ids; or NULL */
    struct store_documents *documents; /* in the order of the index; or NULL */
    uint32_t document;                 /* the last one of these */
    struct wreck *wreck;               /* of a damaged index; or NULL */
    struct record_decoder *decoder;
    struct record record;
};

static struct stored *new_stored(struct store *store)
{
    static const struct record none = RECORD_INIT;
    struct stored *s = xcalloc(1, sizeof(*s));

    s->store = store;
    s->decoder = record_decoder_new();
    s->record = none;
    return s;
}

enum ir_status stored_start(struct store *store, struct stored **out,
                            struct ir_error *err)
{
    struct store_terms *terms;
    enum ir_status status = store_terms_start(store, TEXT("Q"), &terms, err);

    if (status != IR_OK)
        return status;
    *out = new_stored(store);
    (*out)->terms = terms;
    return IR_OK;
}

enum ir_status stored_start_whole(struct store *store, struct stored **out,
                                  struct ir_error *err)
{
    struct store_documents *documents;
    enum ir_status status = store_documents_start(store, &documents, err);

    if (status != IR_OK)
        return status;
    *out = new_stored(store);
    (*out)->documents = documents;
    return IR_OK;
}

struct stored *stored_start_wreck(struct wreck *w)
{
    struct stored *s = new_stored(NULL);

    s->wreck = w;
    return s;
}

void stored_free(struct stored *s)
{
    if (!s)
        return;
    store_terms_free(s->terms);
    store_documents_free(s->documents);
    record_decoder_free(s->decoder);
    record_free(&s->record);
    free(s);
}

/* Was its title taken from its text, and its body what follows that? */
static bool begins_with_title(const struct record *r)
{
    size_t body;
    struct ir_text headline = headline_find(r->article.text, &body);

    return headline.size && text_equal(headline, r->article.title) &&
           r->sentences.count && r->sentences.items[0].start >= body;
}

static void fill(const struct record *r, struct parsed *out)
{
    const struct ir_article *a = &r->article;

    parsed_clear(out);
    parsed_set(out, PARSED_ID, a->id);
    parsed_set(out, PARSED_TITLE, a->title);
    parsed_set(out, PARSED_TEXT, a->text);
    parsed_set(out, PARSED_SOURCE, a->source);
    parsed_set(out, PARSED_SECTION, a->section);
    parsed_set(out, PARSED_BYLINE, a->byline);
    parsed_set(out, PARSED_LANG, a->lang);
    parsed_set(out, PARSED_URL, a->url);
    parsed_set(out, PARSED_PATH, a->path);
    if (a->has_date)
        date_add(&out->fields[PARSED_DATE], a->date, a->utc_offset,
                 a->date_only);
    out->title_in_text = begins_with_title(r);
}

/* Is the record the one that this term should have? */
static enum ir_status check_id(struct ir_text term, const struct record *r,
                               struct ir_error *err)
{
    struct buf unique = BUF_INIT;
    enum ir_status status = IR_OK;

    term_unique(&unique, r->article.id);
    if (!text_equal(buf_text(&unique), term))
        status =
            ir_fail(err, IR_CORRUPT, "%.*s: is stored with another article",
                    (int)term.size, term.data);
    buf_free(&unique);
    return status;
}

/* Set out to the article with this record and unique term.  Frees data. */
static enum ir_status take(struct stored *s, struct ir_text term, char *data,
                           size_t size, struct parsed *out,
                           struct ir_error *err)
{
    enum ir_status status = record_decode(
        s->decoder, (struct ir_text){data, size}, &s->record, err);

    free(data);
    if (status == IR_OK)
        status = check_id(term, &s->record, err);
    if (status == IR_OK)
        fill(&s->record, out);
    return status;
}

static enum ir_status next_by_id(struct stored *s, struct parsed *out,
                                 struct ir_error *err)
{
    struct ir_text term;
    enum ir_status status;
    uint64_t frequency;
    size_t size;
    char *data;

    status = store_terms_next(s->terms, &term, &frequency, err);
    if (status == IR_OK)
        status = store_find(s->store, term, &data, &size, err);
    return status == IR_OK ? take(s, term, data, size, out, err) : status;
}

static enum ir_status next_by_number(struct stored *s, struct parsed *out,
                                     struct ir_error *err)
{
    char *data, *term = NULL, *origin = NULL;
    enum ir_status status;
    size_t size;

    status =
        store_documents_next(s->documents, &s->document, &data, &size, err);
    if (status != IR_OK)
        return status;
    status = store_unique_term(s->store, s->document, &term, err);
    if (status == IR_OK)
        status = take(s, text_of(term), data, size, out, err);
    else
        free(data);
    if (status == IR_OK)
        status =
            store_first_term(s->store, s->document, TEXT("P"), &origin, err);
    if (status == IR_OK)
        buf_adds(&out->origin, origin);
    free(origin);
    free(term);
    return status;
}

/* A record that is not good is as good as none. */
static enum ir_status next_of_wreck(struct stored *s, struct parsed *out,
                                    struct ir_error *err)
{
    const struct ir_article *a = &s->record.article;
    struct buf mark = BUF_INIT;
    struct ir_text data;
    bool found = false;

    while (!found && wreck_next(s->wreck, &data)) {
        if (record_decode(s->decoder, data, &s->record, err) != IR_OK)
            continue;
        term_handle(&mark, text_of(a->fingerprint + strlen("sha256:")));
        found = wreck_found(s->wreck, buf_text(&mark));
    }
    buf_free(&mark);
    if (found)
        fill(&s->record, out);
    return found ? IR_OK : IR_END;
}

enum ir_status stored_next(struct stored *s, struct parsed *out,
                           struct ir_error *err)
{
    if (s->wreck)
        return next_of_wreck(s, out, err);
    return s->terms ? next_by_id(s, out, err) : next_by_number(s, out, err);
}

uint32_t stored_document(const struct stored *s)
{
    return s->document;
}

void stored_indexes_start(struct stored_indexes *i,
                          const struct text_list *dirs)
{
    *i = (struct stored_indexes){
        .dirs = dirs, .from = {.naming = NAMING_INIT}, .path = BUF_INIT};
}

static void close_index(struct stored_indexes *i)
{
    stored_free(i->stored);
    store_close(i->store);
    index_base_free(&i->from);
    i->stored = NULL;
    i->store = NULL;
}

void stored_indexes_end(struct stored_indexes *i)
{
    close_index(i);
    buf_free(&i->path);
}

static enum ir_status open_index(struct stored_indexes *i, struct ir_error *err)
{
    const char *dir = i->dirs->items[i->at];
    struct index_options options;
    enum ir_status status;

    if (i->wreck) {
        i->stored = stored_start_wreck(i->wreck);
        return IR_OK;
    }
    status = store_open(&dir, 1, &i->store, err);
    if (status != IR_OK) {
        i->store = NULL;
        return status;
    }
    status = index_options_load_stored(&options, i->store, 0, dir, err);
    if (status != IR_OK)
        return status;
    index_options_free(&options);
    status = index_base_load(&i->from, i->store, err);
    if (status != IR_OK)
        return status;
    return i->own ? stored_start_whole(i->store, &i->stored, err)
                  : stored_start(i->store, &i->stored, err);
}

/* Give an article that is from a file the name that this has in the new index;
 * its id is that or begins with it, unless it has one of its own. */
static void rename_file(struct stored_indexes *i, struct parsed *parsed)
{
    struct buf *path = &parsed->fields[PARSED_PATH];
    struct buf *id = &parsed->fields[PARSED_ID], rest = BUF_INIT;
    const char *name;

    if (!path->size || !i->into || i->own || !i->into->known || !i->from.known)
        return;
    buf_clear(&i->path);
    naming_path(&i->from.naming, path->data, &i->path);
    name = naming_name(&i->into->naming, i->path.data);
    if (!strncmp(id->data, path->data, path->size) &&
        strchr("/:#", id->data[path->size])) { /* or it ends there */
        buf_adds(&rest, id->data + path->size);
        buf_clear(id);
        buf_adds(id, name);
        buf_addt(id, buf_text(&rest));
        buf_free(&rest);
    }
    buf_clear(path);
    buf_adds(path, name);
}

enum ir_status stored_indexes_check(struct stored_indexes *i,
                                    struct ir_error *err)
{
    enum ir_status status = IR_OK;

    for (i->at = 0; status == IR_OK && i->at < i->dirs->count; i->at++) {
        status = open_index(i, err);
        close_index(i);
    }
    i->at = 0;
    return status;
}

uint64_t stored_indexes_size(const struct stored_indexes *i)
{
    uint64_t size = 0;

    for (size_t k = 0; k < i->dirs->count; k++)
        size += store_size(i->dirs->items[k]);
    return size;
}

enum ir_status stored_indexes_next(struct stored_indexes *i, const char **name,
                                   struct parsed *out, struct problem *p)
{
    enum ir_status status;

    p->line = 0;
    p->reason = "index";
    while (i->at < i->dirs->count) {
        *name = i->dirs->items[i->at];
        status = i->stored ? IR_OK : open_index(i, &p->err);
        if (status == IR_OK)
            status = stored_next(i->stored, out, &p->err);
        if (status == IR_OK)
            rename_file(i, out);
        if (status == IR_OK || status == IR_CORRUPT)
            return status;
        close_index(i);
        i->at++;
        if (status != IR_END)
            return status;
    }
    return IR_END;
}
