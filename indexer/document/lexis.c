/* Counting the words of an article. */
#include "indexer/document/lexis.h"
#include "article/terms.h"
#include "text/stems.h"
#include "text/words.h"

#include <stdlib.h>

/* The tally of a lexeme in the current article; stale if article differs. */
struct last_seen {
    uint32_t article;
    uint32_t tally; /* index in tallies */
};

/* A lexeme of this article: as a stem, as a word, or both. */
struct tally {
    const struct lexeme *lexeme;
    uint32_t wdf, count; /* as a stem */
    uint32_t first;      /* of its positions, once they are sorted */
    uint32_t last;       /* position */
    bool word;           /* it occurs as a word that is not its own stem */
};

struct occurrence {
    uint32_t tally, position;
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
    uint32_t *positions; /* the same, by tally */
    size_t position_room;
    uint32_t next; /* position for the body */
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
    struct last_seen *seen;
    struct tally *tally;

    if (lexeme->id >= l->last_seen_count) {
        size_t count = (size_t)lexeme->id + 1 + l->last_seen_count;

        l->last_seen = xrealloc(l->last_seen, count * sizeof(*l->last_seen));
        memset(l->last_seen + l->last_seen_count, 0,
               (count - l->last_seen_count) * sizeof(*l->last_seen));
        l->last_seen_count = count;
    }
    seen = &l->last_seen[lexeme->id];
    if (seen->article == l->article)
        return &l->tallies[seen->tally];
    seen->article = l->article;
    seen->tally = (uint32_t)l->tally_count;
    l->tallies =
        xgrow(l->tallies, l->tally_count, &l->tally_room, sizeof(*l->tallies));
    tally = &l->tallies[l->tally_count++];
    *tally = (struct tally){.lexeme = lexeme};
    return tally;
}

static void count_word(struct lexis *l, const struct word *word, uint32_t wdf)
{
    const struct lexeme *lexeme = stems_get(l->stems, word->form);
    struct tally *tally;

    if (lexeme->stem != lexeme)
        tally_of(l, lexeme)->word = true;
    tally = tally_of(l, lexeme->stem);
    if (!(word->flags & (WORD_ASIDE | WORD_ACRONYM)))
        tally->wdf += wdf;
    if (tally->count && tally->last == word->position)
        return;
    tally->last = word->position;
    tally->count++;
    l->occurrences = xgrow(l->occurrences, l->occurrence_count,
                           &l->occurrence_room, sizeof(*l->occurrences));
    l->occurrences[l->occurrence_count++] =
        (struct occurrence){(uint32_t)(tally - l->tallies), word->position};
}

/* Bring the positions of each tally together: a counting sort. */
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

/* A word that is its own stem was marked only as a stem: terms.h. */
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
    const uint32_t end = TERM_TITLE_POSITION + TERM_TITLE_WORDS_MAX;
    struct word word;
    uint32_t words;

    stems_trim(l->stems);
    if (!++l->article) { /* wrapped around: all of last_seen is stale */
        memset(l->last_seen, 0, l->last_seen_count * sizeof(*l->last_seen));
        l->article = 1;
    }
    l->tally_count = l->occurrence_count = 0;
    words_start(l->words, title, 0, TERM_TITLE_POSITION, NULL);
    while (words_next(l->words, &word) && word.position < end)
        if (word.form.size)
            count_word(l, &word, TERM_TITLE_WDF);
    words = words_position(l->words) - TERM_TITLE_POSITION;
    words = words > TERM_TITLE_WORDS_MAX ? TERM_TITLE_WORDS_MAX : words;
    l->next = TERM_TITLE_POSITION + words + TERM_BODY_GAP;
    if (words)
        add_terms(l, d, true);
    return words;
}

uint32_t lexis_body(struct lexis *l, struct ir_text text, size_t from,
                    struct doc *d)
{
    struct word word;

    words_start(l->words, text, from, l->next, NULL);
    while (words_next(l->words, &word))
        if (word.form.size)
            count_word(l, &word, 1);
    add_terms(l, d, false);
    return words_position(l->words) - l->next;
}
