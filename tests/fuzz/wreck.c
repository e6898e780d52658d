/*
 * An index whose files have any bytes changed, or are gone: what is read of it
 * comes to an end, and without a change it is all that is there.
 */
#include "store/wreck.h"
#include "base/buf.h"
#include "store/store.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__asan_default_options(void);

/* Xapian deletes objects by the type of what they inherit. */
const char *__asan_default_options(void)
{
    return "new_delete_type_mismatch=0";
}

#define DOCUMENTS 60
#define FILE_MOST ((size_t)1 << 20)
#define EDIT 4 /* bytes of input for each change */

static const char *const names[] = {"iamglass", "docdata.glass",
                                    "termlist.glass", "postlist.glass", "seal"};
static char root[] = "/tmp/irsearch-fuzz-XXXXXX";
static char dir[64];
static struct buf files[COUNT(names)]; /* as they were written */

static void need(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "%s\n", what);
        abort();
    }
}

/* Some in one component, some in several; with terms of a file. */
static struct doc *make_doc(unsigned i, unsigned round)
{
    char id[16], term[24], data[6000];
    struct doc *d;

    snprintf(id, sizeof(id), "Q%u", i);
    snprintf(term, sizeof(term), "Pfile%u:000000000001", i / 4);
    for (size_t k = 0; k < sizeof(data); k++)
        data[k] = (char)(k * (i + 1) * 2654435761u >> 13);
    d = doc_new(text_of(id));
    doc_term(d, text_of(term), 0);
    doc_term(d, TEXT("gas"), 1 + i % 3);
    doc_data(d, (struct ir_text){data, 100 + i * 97 + round});
    need(doc_finish(d, NULL) == IR_OK, "finish");
    return d;
}

static void write_index(void)
{
    const struct store_writer_options how = {.create = true};
    struct store_writer *w;

    need(store_writer_open(dir, &how, &w, NULL) == IR_OK, "open");
    need(store_set_meta(w, WRECK_META "stem", "english", NULL) == IR_OK,
         "meta");
    for (unsigned round = 0; round < 3; round++) { /* some blocks get old */
        for (unsigned i = round; i < DOCUMENTS; i += 1 + 4 * round)
            need(store_put(w, make_doc(i, round), NULL, NULL) == IR_OK, "put");
        need(store_commit(w, NULL) == IR_OK, "commit");
    }
    store_writer_close(w);
}

static void file_path(size_t i, char path[128])
{
    snprintf(path, 128, "%s/%s", dir, names[i]);
}

static void read_files(void)
{
    char path[128];

    for (size_t i = 0; i < COUNT(names); i++) {
        FILE *f;

        file_path(i, path);
        f = fopen(path, "re");
        need(f, "read");
        buf_reserve(&files[i], FILE_MOST);
        files[i].size = fread(files[i].data, 1, FILE_MOST, f);
        fclose(f);
    }
}

static void write_files(const struct buf *all, unsigned gone)
{
    char path[128];

    for (size_t i = 0; i < COUNT(names); i++) {
        FILE *f;

        file_path(i, path);
        unlink(path);
        if (gone & 1u << i)
            continue;
        f = fopen(path, "we");
        need(f && fwrite(all[i].data, 1, all[i].size, f) == all[i].size,
             "write");
        fclose(f);
    }
}

/* A byte that tells which files are gone, then changes: a file, a place in it
 * and a byte, which is written once, or over the rest of a sector. */
static void damage(const uint8_t *data, size_t size)
{
    struct buf all[COUNT(names)];

    for (size_t i = 0; i < COUNT(names); i++) {
        all[i] = (struct buf)BUF_INIT;
        buf_addt(&all[i], buf_text(&files[i]));
    }
    for (size_t at = 1; at + EDIT <= size; at += EDIT) {
        struct buf *b = &all[data[at] % COUNT(names)];
        const size_t most = b->size;
        size_t to = (size_t)(data[at] >> 3 & 7) << 16 |
                    (size_t)data[at + 1] << 8 | data[at + 2];

        if (!most)
            continue;
        to %= most;
        b->data[to] = (char)data[at + 3];
        for (size_t k = to; data[at] & 128 && k < most && k % 512; k++)
            b->data[k] = (char)data[at + 3];
    }
    write_files(all, size ? data[0] : 0);
    for (size_t i = 0; i < COUNT(names); i++)
        buf_free(&all[i]);
}

static void start(void)
{
    need(mkdtemp(root), "mkdtemp");
    snprintf(dir, sizeof(dir), "%s/index", root);
    write_index();
    read_files();
}

static void clean(void)
{
    char command[128];

    snprintf(command, sizeof(command), "rm -rf %s", root);
    need(!system(command), "remove");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct wreck_lost lost;
    struct ir_text text;
    struct wreck *w;
    uint64_t found = 0, named = 0, total;
    bool counted;

    if (!*dir) {
        start();
        atexit(clean);
    }
    damage(data, size);
    if (wreck_open(dir, "gas", &w, NULL) != IR_OK)
        return 0;
    while (wreck_next(w, &text)) {
        if (text.size)
            wreck_found(w, TEXT("gas"));
        found++;
    }
    while (wreck_next_lost(w, &lost)) {
        need(lost.id.size && *lost.id.data == 'Q', "id");
        named++;
    }
    counted = wreck_count(w, &total);
    if (size < EDIT && !(size && data[0] % 32))
        need(counted && total == DOCUMENTS && found == total && !named &&
                 wreck_meta(w, WRECK_META "stem"),
             "not all");
    wreck_close(w);
    return 0;
}
