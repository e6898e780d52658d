/* Leaves out copies and repeated passages. */
#include "search/run/collapse.h"

#include <endian.h>

#define STEP UINT64_C(0x9e3779b97f4a7c15)

void collapse_free(struct collapse *c)
{
    seen_free(&c->shown);
    seen_free(&c->texts);
}

/* ---- passages ---- */

#define WORD sizeof(uint64_t)
#define EACH UINT64_C(0x0101010101010101) /* times a byte: WORD of them */

/* The next bytes of a text, the first one lowest; 0 after its end. */
static uint64_t next_bytes(struct ir_text text, size_t at)
{
    const size_t left = text.size - at;
    uint64_t bytes = 0;

    if (left < WORD)
        memcpy(&bytes, text.data + at, left);
    else
        memcpy(&bytes, text.data + at, WORD); /* one load */
    return le64toh(bytes);
}

/* How many of the bytes come before the first that is white space or 0. */
static size_t before_space(uint64_t bytes)
{
    /* The lowest bit tells: a borrow reaches only bytes above it. */
    const uint64_t space = (bytes - EACH * (' ' + 1)) & ~bytes & (EACH << 7);

    return space ? (size_t)__builtin_ctzll(space) / 8 : WORD;
}

uint64_t collapse_hash(struct ir_text text)
{
    uint64_t hash = 0;
    size_t at = 0;

    while (at < text.size) {
        uint64_t bytes = next_bytes(text, at);
        const size_t count = before_space(bytes);

        if (count < WORD)
            bytes &= (UINT64_C(1) << 8 * count) - 1;
        if (count) {
            hash = (hash ^ bytes) * STEP;
            hash ^= hash >> 32;
        }
        at += count < WORD ? count + 1 : WORD;
    }
    return hash ? hash : 1;
}

/* ---- collapsing ---- */

/* Is the article the one of its story that is shown?  The first one is. */
static enum ir_status is_new(struct collapse *c, const struct choice *choice,
                             bool *out, struct store *s, struct ir_error *err)
{
    uint64_t before;
    uint32_t story;
    enum ir_status status =
        stories_of(c->stories, s, choice->document, &story, err);

    if (status != IR_OK)
        return status;
    before = seen_get(&c->shown, (uint64_t)story + 1);
    *out = !before || before == (uint64_t)choice->document + 1;
    if (!before)
        seen_put(&c->shown, (uint64_t)story + 1, (uint64_t)choice->document + 1,
                 &before);
    return IR_OK;
}

/* Set the hash of a passage of the choice's article. */
static enum ir_status find_text(struct collapse *c, const struct choice *choice,
                                struct passage *p, struct ir_error *err)
{
    struct reading *reading;
    const struct sentence *s;
    enum ir_status status;

    p->text = 0;
    if (!c->verifier)
        return IR_OK;
    status = verify_read(c->verifier, choice->document, choice->bytes, &reading,
                         err);
    if (status != IR_OK || !reading || !reading->record.sentences.count)
        return status;
    s = reading->record.sentences.items;
    p->text = collapse_hash(text_slice(reading->record.article.text,
                                       s[p->first].start, s[p->last].end));
    return IR_OK;
}

/* Was the passage shown?  If so, take another one of the article instead, if it
 * has one. */
static enum ir_status is_repeated(struct collapse *c, struct choice *choice,
                                  const struct passages *spare, bool *out,
                                  struct ir_error *err)
{
    enum ir_status status = find_text(c, choice, &choice->passage, err);
    uint64_t before;

    for (size_t i = 0; status == IR_OK && i < choice->spare_count; i++) {
        double score = choice->passage.score;

        if (!choice->passage.text || !seen_get(&c->texts, choice->passage.text))
            break;
        choice->passage = spare->items[choice->spare_first + i];
        choice->passage.score = score;
        status = find_text(c, choice, &choice->passage, err);
    }
    *out = status == IR_OK && choice->passage.text &&
           seen_put(&c->texts, choice->passage.text, 1, &before);
    return status;
}

static void drop(struct collapse *c, const struct choice *choice)
{
    for (size_t i = 0; i < c->dropped_count; i++)
        if (c->dropped[i].data == choice->id.data)
            return;
    if (c->dropped_count < COLLAPSE_DROPPED)
        c->dropped[c->dropped_count++] = choice->id;
}

enum ir_status collapse_choices(struct collapse *c, struct choices *all,
                                size_t from, size_t most,
                                const struct passages *spare, struct store *s,
                                struct ir_error *err)
{
    const size_t count = all->count;
    enum ir_status status = IR_OK;

    all->count = from;
    for (size_t i = from; status == IR_OK && i < count && all->count < most;
         i++) {
        struct choice choice = all->items[i];
        bool new = false, repeated = false;

        status = is_new(c, &choice, &new, s, err);
        if (status == IR_OK && new)
            status = is_repeated(c, &choice, spare, &repeated, err);
        if (new && !repeated)
            all->items[all->count++] = choice;
        else
            drop(c, &choice);
    }
    return status;
}

enum ir_status collapse_begin(struct collapse *c, const struct choices *before,
                              struct store *s, struct ir_error *err)
{
    enum ir_status status = IR_OK;
    uint64_t had;
    bool new;

    collapse_free(c);
    c->dropped_count = 0;
    for (size_t i = 0; status == IR_OK && before && i < before->count; i++) {
        status = is_new(c, &before->items[i], &new, s, err);
        if (before->items[i].passage.text)
            seen_put(&c->texts, before->items[i].passage.text, 1, &had);
    }
    return status;
}
