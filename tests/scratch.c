#include "tests/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct ir_error err;
char scratch[TEMP_SIZE];
char index_dir[80];

void scratch_make(void)
{
    temp_folder(scratch);
    snprintf(index_dir, sizeof(index_dir), "%s/index", scratch);
}

void scratch_remove(void)
{
    temp_remove(scratch);
}

struct doc *make_doc(const char *id, const char *words, const char *data)
{
    struct doc *d = doc_new(text_of(id));
    uint32_t at = 0;

    while (*words) {
        struct ir_text word = {words, strcspn(words, " ")};

        at++;
        doc_term_at(d, word, 1, &at, 1);
        words += word.size;
        words += strspn(words, " ");
    }
    doc_data(d, text_of(data));
    d->tallies[0] = 1;
    d->tallies[1] = at;
    ok(doc_finish(d, &err));
    return d;
}

struct store_writer *open_writer(void)
{
    const struct store_writer_options options = {.sync = true, .create = true};
    struct store_writer *w;

    ok(store_writer_open(index_dir, &options, &w, &err));
    return w;
}

void put(struct store_writer *w, const char *id, const char *words)
{
    ok(store_put(w, make_doc(id, words, id), NULL, &err));
}

void commit(struct store_writer *w)
{
    ok(store_commit(w, &err));
    ck_assert_uint_eq(store_pending(w), 0);
}

void fill(const char *id, const char *words)
{
    struct store_writer *w = open_writer();

    put(w, id, words);
    commit(w);
    store_writer_close(w);
}

struct store *open_store(void)
{
    const char *dir = index_dir;
    struct store *s;

    ok(store_open(&dir, 1, &s, &err));
    return s;
}

uint64_t holding(const char *term)
{
    struct store *s = open_store();
    uint64_t count;

    ok(store_frequency(s, text_of(term), &count, &err));
    store_close(s);
    return count;
}

const char *in_index(const char *name)
{
    static char path[160];

    snprintf(path, sizeof(path), "%s/%s", index_dir, name);
    return path;
}
