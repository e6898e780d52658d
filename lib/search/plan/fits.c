/* Words of texts against the patterns of a plan. */
#include "search/plan/fits.h"

#include <stdlib.h>

#define UNKNOWN 0
#define NONE 1 /* the word fits no pattern */
#define FIRST 2

struct fits {
    const struct pattern **patterns;
    size_t count, room;
    uint32_t *of_lexeme; /* by id: UNKNOWN, NONE, or FIRST + index of a list */
    size_t lexeme_room;
    struct fit *lists; /* each ends with pattern UINT32_MAX */
    size_t size, list_room;
};

struct fits *fits_new(void)
{
    return xcalloc(1, sizeof(struct fits));
}

void fits_free(struct fits *f)
{
    if (!f)
        return;
    free(f->patterns);
    free(f->of_lexeme);
    free(f->lists);
    free(f);
}

void fits_add(struct fits *f, const struct pattern *p)
{
    f->patterns =
        xgrow(f->patterns, f->count, &f->room, sizeof(struct pattern *));
    f->patterns[f->count++] = p;
}

static void add(struct fits *f, uint32_t pattern, unsigned distance)
{
    f->lists = xgrow(f->lists, f->size, &f->list_room, sizeof(*f->lists));
    f->lists[f->size++] = (struct fit){pattern, distance};
}

static uint32_t decide(struct fits *f, struct ir_text word)
{
    size_t from = f->size;
    unsigned distance;

    for (size_t i = 0; i < f->count; i++)
        if (pattern_takes(f->patterns[i], word, &distance))
            add(f, (uint32_t)i, distance);
    if (f->size == from)
        return NONE;
    add(f, UINT32_MAX, 0);
    return FIRST + (uint32_t)from;
}

static void make_room(struct fits *f, uint32_t id)
{
    size_t room = f->lexeme_room ? f->lexeme_room : 4096;

    if (id < f->lexeme_room)
        return;
    while (room <= id)
        room *= 2;
    f->of_lexeme = xrealloc(f->of_lexeme, room * sizeof(*f->of_lexeme));
    memset(f->of_lexeme + f->lexeme_room, 0,
           (room - f->lexeme_room) * sizeof(*f->of_lexeme));
    f->lexeme_room = room;
}

const struct fit *fits_of(struct fits *f, const struct lexeme *word,
                          size_t *count)
{
    uint32_t *known;
    const struct fit *list;

    make_room(f, word->id);
    known = &f->of_lexeme[word->id];
    if (*known == UNKNOWN)
        *known = decide(f, word->form);
    *count = 0;
    if (*known == NONE)
        return NULL;
    list = &f->lists[*known - FIRST];
    while (list[*count].pattern != UINT32_MAX)
        ++*count;
    return list;
}

static void filter_first(struct word_filter *filter, unsigned char first)
{
    for (unsigned second = 0; second < 256; second++)
        word_filter_add(filter, first, (unsigned char)second);
}

bool pattern_filter(const struct pattern *p, struct word_filter *filter)
{
    const unsigned char *text = (const unsigned char *)p->text.data;

    if (p->prefix) {
        if (p->prefix > 1)
            word_filter_add(filter, text[0], text[1]);
        else
            filter_first(filter, text[0]);
        return true;
    }
    if (p->every || p->cut || p->forms || p->stems)
        return false;
    for (size_t i = 0; i < p->count; i++) {
        struct ir_text word = buf_text(&p->items[i].word);

        word_filter_add(filter, (unsigned char)word.data[0],
                        word.size > 1 ? (unsigned char)word.data[1] : 0);
    }
    return true;
}
