/* Counts the words of an article. */
#include "indexer/document/lexis.h"
#include "article/terms.h"
#include "text/stems.h"
#include "text/words.h"

#include <stdlib.h>

#define BATCH 64               /* words that are looked up together */
#define ROOM_LEAST (4 * BATCH) /* doubling this always makes enough room */

/* The tally of a lexeme in the current article; stale if article differs. */
struct last_seen {
    uint32_t article;
    uint32_t tally; /* index in tallies */
};

/* A lexeme of this article: as a stem, as a word, or both. */
struct tally {
    const struct lexeme *lexeme;
    uint32_t wdf, count; /* as a stem */
    uint32_t first;      /* index of its first position, after gather() */
    uint32_t last;       /* its last position so far */
    bool word;           /* it occurs as a word that is not its own stem */
};

struct occurrence {
    uint32_t tally, position;
};

/* Words waiting to be counted. */
struct batch {
    size_t count, size;
    struct ir_text forms[BATCH];
    struct {
        uint32_t position, flags, sketched;
    } words[BATCH];
    char bytes[BATCH * WORD_MAX + STEMS_PAD]; /* of the forms; size used */
    uint64_t hashes[BATCH];                   /* of those that are sketched */
};

struct lexis {
    struct stems *stems;
    struct words *words;
    struct last_seen *last_seen; /* by lexeme id */
    size_t last_seen_count;
    uint32_t article;
    struct tally *tallies; /* in order of first appearance */
    size_t tally_count, tally_room;
    struct occurrence *occurrences; /* in order of position */
    size_t occurrence_count, occurrence_room;
    uint32_t *positions; /* the same, grouped by tally */
    size_t position_room;
    uint32_t next; /* first position of the body */
    struct batch batch;
    struct sketch title, body;
};

enum ir_status lexis_new(const char *stem, struct lexis **out,
                         struct ir_error *err)
{
    struct stems *stems;
    enum ir_status status = stems_new(stem, &stems, err);
    struct lexis *l;

    if (status != IR_OK)
        return status;
    l = xcalloc(1, sizeof(*l));
    l->stems = stems;
    l->words = words_new();
    l->tally_room = l->occurrence_room = ROOM_LEAST;
    l->tallies = xmalloc(l->tally_room * sizeof(*l->tallies));
    l->occurrences = xmalloc(l->occurrence_room * sizeof(*l->occurrences));
    *out = l;
    return IR_OK;
}

void lexis_free(struct lexis *l)
{
    if (!l)
        return;
    stems_free(l->stems);
    words_free(l->words);
    free(l->last_seen);
    free(l->tallies);
    free(l->occurrences);
    free(l->positions);
    free(l);
}

static struct tally *tally_of(struct lexis *l, const struct lexeme *lexeme)
{
    struct last_seen *seen = &l->last_seen[lexeme->id];
    struct tally *tally;

    if (seen->article == l->article)
        return &l->tallies[seen->tally];
    seen->article = l->article;
    seen->tally = (uint32_t)l->tally_count;
    tally = &l->tallies[l->tally_count++];
    *tally = (struct tally){.lexeme = lexeme};
    return tally;
}

static void count_word(struct lexis *l, const struct lexeme *lexeme,
                       uint32_t position, uint32_t wdf)
{
    struct tally *tally;

    if (lexeme->stem_id != lexeme->id)
        tally_of(l, lexeme)->word = true;
    tally = tally_of(l, lexeme->stem);
    tally->wdf += wdf;
    if (tally->count && tally->last == position)
        return;
    tally->last = position;
    tally->count++;
    l->occurrences[l->occurrence_count++] =
        (struct occurrence){(uint32_t)(tally - l->tallies), position};
}

/* Make room for a batch, whose words have up to two lexemes each. */
static void make_room(struct lexis *l)
{
    const size_t had = l->last_seen_count, need = stems_count(l->stems);

    l->tallies = xgrow(l->tallies, l->tally_count + 2 * BATCH, &l->tally_room,
                       sizeof(*l->tallies));
    l->occurrences = xgrow(l->occurrences, l->occurrence_count + BATCH,
                           &l->occurrence_room, sizeof(*l->occurrences));
    if (need <= had)
        return;
    l->last_seen_count = had + need;
    l->last_seen =
        xrealloc(l->last_seen, l->last_seen_count * sizeof(*l->last_seen));
    memset(l->last_seen + had, 0, need * sizeof(*l->last_seen));
}

static void count_batch(struct lexis *l, uint32_t wdf, struct sketch *sketch)
{
    const struct lexeme *lexemes[BATCH];
    struct batch *b = &l->batch;
    size_t sketched = 0;

    stems_get_all(l->stems, b->forms, b->count, lexemes);
    make_room(l);
    for (size_t i = 0; i < b->count; i++) {
        __builtin_prefetch(&l->last_seen[lexemes[i]->id]);
        __builtin_prefetch(&l->last_seen[lexemes[i]->stem_id]);
        b->hashes[sketched] = lexemes[i]->hash;
        sketched += b->words[i].sketched;
    }
    for (size_t i = 0; i < b->count; i++)
        count_word(l, lexemes[i], b->words[i].position,
                   b->words[i].flags & (WORD_ASIDE | WORD_ACRONYM) ? 0 : wdf);
    sketch_words(sketch, b->hashes, sketched);
    b->count = b->size = 0;
}

/* Copies at least WORD_PAD bytes, a constant, which is fast for the many short
 * forms. */
static void copy_form(char *to, struct ir_text form)
{
    memcpy(to, form.data, WORD_PAD);
    if (form.size > WORD_PAD)
        memcpy(to + WORD_PAD, form.data + WORD_PAD, form.size - WORD_PAD);
}

/* Is it a word as a reader counts them, in this part of the text? */
static bool is_read(const struct word *word, struct ir_range part)
{
    return word->start >= part.start && word->end <= part.end &&
           !(word->flags & (WORD_JOINED | WORD_BESIDE | WORD_ACRONYM));
}

/* Count the remaining words that are before position end, unless there are more
 * of them than an article may have, and sketch those of a part of the text. */
static void count_words(struct lexis *l, uint32_t end, uint32_t wdf,
                        struct sketch *sketch, struct ir_range part)
{
    struct batch *b = &l->batch;
    struct word word;

    while (l->tally_count <= LEXIS_WORDS_MAX && words_next(l->words, &word) &&
           word.position < end) {
        if (!word.form.size)
            continue;
        b->forms[b->count] =
            (struct ir_text){b->bytes + b->size, word.form.size};
        copy_form(b->bytes + b->size, word.form);
        b->size += word.form.size;
        b->words[b->count].position = word.position;
        b->words[b->count].flags = word.flags;
        b->words[b->count].sketched = is_read(&word, part);
        if (++b->count == BATCH)
            count_batch(l, wdf, sketch);
    }
    count_batch(l, wdf, sketch);
}

/* Group the positions by tally (a counting sort). */
static void gather(struct lexis *l)
{
    uint32_t first = 0;

    if (l->position_room < l->occurrence_count) {
        l->position_room = l->occurrence_room;
        free(l->positions);
        l->positions = xmalloc(l->position_room * sizeof(*l->positions));
    }
    for (size_t i = 0; i < l->tally_count; i++) {
        l->tallies[i].first = first;
        first += l->tallies[i].count;
    }
    for (size_t i = 0; i < l->occurrence_count; i++) {
        const struct occurrence *o = &l->occurrences[i];

        l->positions[l->tallies[o->tally].first++] = o->position;
    }
    for (size_t i = 0; i < l->tally_count; i++)
        l->tallies[i].first -= l->tallies[i].count;
}

/* A word that is its own stem gets only the term of the stem: see terms.h. */
static void add_terms(struct lexis *l, struct doc *d, bool title)
{
    gather(l);
    for (size_t i = 0; i < l->tally_count; i++) {
        const struct tally *t = &l->tallies[i];

        if (t->count)
            doc_term_in(d, title ? "ZS" : "Z", t->lexeme->form,
                        title ? 0 : t->wdf, l->positions + t->first, t->count);
        if (t->word)
            doc_term_in(d, title ? "S" : "", t->lexeme->form, 0, NULL, 0);
    }
}

uint32_t lexis_title(struct lexis *l, struct ir_text title, struct doc *d)
{
    uint32_t words;

    stems_trim(l->stems);
    if (!++l->article) { /* wrapped around: old entries would seem current */
        memset(l->last_seen, 0, l->last_seen_count * sizeof(*l->last_seen));
        l->article = 1;
    }
    l->tally_count = l->occurrence_count = 0;
    words_start(l->words, title, 0, TERM_TITLE_POSITION, NULL);
    sketch_start(&l->title);
    count_words(l, TERM_TITLE_POSITION + TERM_TITLE_WORDS_MAX, TERM_TITLE_WDF,
                &l->title, (struct ir_range){0, title.size});
    words = words_position(l->words) - TERM_TITLE_POSITION;
    words = words > TERM_TITLE_WORDS_MAX ? TERM_TITLE_WORDS_MAX : words;
    l->next = TERM_TITLE_POSITION + words + TERM_BODY_GAP;
    if (words)
        add_terms(l, d, true);
    return words;
}

bool lexis_body(struct lexis *l, struct ir_text text, size_t from,
                struct ir_range own, struct doc *d, uint32_t *words)
{
    words_start(l->words, text, from, l->next, NULL);
    sketch_start(&l->body);
    count_words(l, UINT32_MAX, 1, &l->body, own);
    if (l->tally_count > LEXIS_WORDS_MAX)
        return false;
    add_terms(l, d, false);
    *words = words_position(l->words) - l->next;
    return true;
}

bool lexis_sketch(struct lexis *l, unsigned char out[SKETCH_SIZE])
{
    return sketch_finish(&l->body, &l->title, out);
}
