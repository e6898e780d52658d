/* Is a paragraph part of a reference text? */
#include "indexer/formats/html/page_reference.h"

#include <ctype.h>
#include <stdlib.h>
#include <xxhash.h>

enum {
    RUN = 3, /* words */
    RUNS_LEAST = 40,
};

struct reference {
    uint64_t *slots; /* 0: free */
    size_t mask;
    size_t count;
};

struct words_walk {
    struct ir_text text;
    size_t at;
    uint64_t last[RUN]; /* hashes of the last words */
    size_t count;
};

static bool in_word(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0xc3;
}

/* Letters of one script or another: quotes and dashes (U+2000 on) part. */
static size_t letter(struct ir_text t, size_t at)
{
    unsigned char c = (unsigned char)t.data[at];
    size_t size;

    if (c < 0x80)
        return isalnum(c) ? 1 : 0;
    if (!in_word((char)c) || c == 0xe2)
        return 0;
    size = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    return at + size <= t.size ? size : 0;
}

static bool next_run(struct words_walk *w, uint64_t *run)
{
    size_t size;

    while (w->at < w->text.size) {
        size_t from;

        while (w->at < w->text.size && !letter(w->text, w->at))
            w->at++;
        from = w->at;
        while (w->at < w->text.size && (size = letter(w->text, w->at)))
            w->at += size;
        if (w->at == from)
            break;
        memmove(w->last, w->last + 1, sizeof(w->last) - sizeof(w->last[0]));
        w->last[RUN - 1] = XXH3_64bits(w->text.data + from, w->at - from);
        if (++w->count >= RUN) {
            *run = XXH3_64bits(w->last, sizeof(w->last)) | 1;
            return true;
        }
    }
    return false;
}

/* The slot of a run, or the free one where it would go. */
static uint64_t *slot_of(const struct reference *t, uint64_t run)
{
    size_t i = run >> 8 & t->mask;

    while (t->slots[i] && t->slots[i] != run)
        i = (i + 1) & t->mask;
    return &t->slots[i];
}

struct reference *reference_new(struct ir_text text)
{
    struct words_walk walk = {.text = text};
    struct reference *t;
    size_t runs = 0, room = 64;
    uint64_t run;

    while (next_run(&walk, &run))
        runs++;
    if (runs < RUNS_LEAST)
        return NULL;
    while (room < runs * 2)
        room *= 2;
    t = xcalloc(1, sizeof(*t));
    t->slots = xcalloc(room, sizeof(*t->slots));
    t->mask = room - 1;
    walk = (struct words_walk){.text = text};
    while (next_run(&walk, &run)) {
        uint64_t *slot = slot_of(t, run);

        t->count += !*slot;
        *slot = run;
    }
    return t;
}

void reference_free(struct reference *t)
{
    if (t)
        free(t->slots);
    free(t);
}

void reference_count(const struct reference *t, struct ir_text line,
                     size_t *runs, size_t *known)
{
    struct words_walk walk = {.text = line};
    uint64_t run;

    *runs = *known = 0;
    while (next_run(&walk, &run)) {
        ++*runs;
        *known += *slot_of(t, run) == run;
    }
}

size_t reference_runs(const struct reference *t)
{
    return t->count;
}
