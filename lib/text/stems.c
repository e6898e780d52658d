/* Stems, each computed once: a hash table of lexemes over an arena. */
#include "text/stems.h"

#include "base/arena.h"
#include "text/words.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <xxhash.h>

enum { FIRST_SLOTS = 512 }; /* a power of two */

struct slot {
    uint64_t hash;
    struct lexeme *lexeme; /* NULL: free */
};

struct stems {
    struct sb_stemmer *stemmer; /* NULL: no stemming */
    bool bounded;               /* stems_filter() knows the language */
    struct arena arena;         /* lexemes and their texts */
    struct slot *slots;
    size_t slot_count, count;
};

static bool is_english(const char *language)
{
    static const char *const names[] = {"english", "en", "eng", "porter"};

    for (size_t i = 0; i < COUNT(names); i++)
        if (!strcmp(language, names[i]))
            return true;
    return false;
}

static enum ir_status fail_unknown(const char *language, struct ir_error *err)
{
    const char **names = sb_stemmer_list();
    char all[200] = "none";
    size_t size = strlen(all);

    for (size_t i = 0; names[i]; i++) {
        size_t more = strlen(names[i]);

        if (size + more + 2 > sizeof(all))
            break;
        all[size++] = ' ';
        memcpy(all + size, names[i], more + 1);
        size += more;
    }
    return ir_fail(err, IR_INVALID, "no stemmer \"%.24s\"; there are: %s",
                   language, all);
}

enum ir_status stems_new(const char *language, struct stems **out,
                         struct ir_error *err)
{
    bool none = !strcmp(language, "none");
    struct sb_stemmer *stemmer = none ? NULL : sb_stemmer_new(language, NULL);
    struct stems *s;

    if (!none && !stemmer)
        return fail_unknown(language, err);
    s = xcalloc(1, sizeof(*s));
    s->stemmer = stemmer;
    s->bounded = none || is_english(language);
    s->slot_count = FIRST_SLOTS;
    s->slots = xcalloc(s->slot_count, sizeof(*s->slots));
    *out = s;
    return IR_OK;
}

void stems_free(struct stems *s)
{
    if (!s)
        return;
    arena_free(&s->arena);
    free(s->slots);
    if (s->stemmer)
        sb_stemmer_delete(s->stemmer);
    free(s);
}

static void double_slots(struct stems *s)
{
    struct slot *old = s->slots;
    size_t old_count = s->slot_count;

    s->slot_count *= 2;
    s->slots = xcalloc(s->slot_count, sizeof(*s->slots));
    for (size_t i = 0; i < old_count; i++) {
        size_t at = old[i].hash & (s->slot_count - 1);

        if (!old[i].lexeme)
            continue;
        while (s->slots[at].lexeme)
            at = (at + 1) & (s->slot_count - 1);
        s->slots[at] = old[i];
    }
    free(old);
}

static struct lexeme *add(struct stems *s, struct slot *slot, uint64_t hash,
                          struct ir_text form)
{
    struct lexeme *l = arena_alloc(&s->arena, sizeof(*l) + form.size);
    char *copy = (char *)(l + 1);

    if (form.size)
        memcpy(copy, form.data, form.size);
    l->form.data = copy;
    l->form.size = form.size;
    l->stem = NULL;
    l->id = (uint32_t)s->count++;
    slot->hash = hash;
    slot->lexeme = l;
    if (s->count * 2 > s->slot_count)
        double_slots(s);
    return l;
}

/* The hash has a random seed, so that nobody can choose words that collide. */
static struct lexeme *intern(struct stems *s, struct ir_text form)
{
    uint64_t hash =
        XXH3_64bits_withSeed(form.data, form.size, (uint64_t)(uintptr_t)s);
    size_t at = hash & (s->slot_count - 1);

    for (;;) {
        struct slot *slot = &s->slots[at];

        if (!slot->lexeme)
            return add(s, slot, hash, form);
        if (slot->hash == hash && text_equal(slot->lexeme->form, form))
            return slot->lexeme;
        at = (at + 1) & (s->slot_count - 1);
    }
}

/* Only words of letters are stemmed, not numbers, c++ or u.s. */
static bool has_stem(const struct stems *s, struct ir_text form)
{
    if (!s->stemmer || form.size > WORD_MAX)
        return false;
    for (size_t i = 0; i < form.size; i++) {
        unsigned char c = (unsigned char)form.data[i];

        if (c < 0x80 && (c < 'a' || c > 'z'))
            return false;
    }
    return true;
}

static struct lexeme *find_stem(struct stems *s, struct lexeme *l)
{
    struct ir_text stem;

    if (!has_stem(s, l->form))
        return l;
    stem.data = (const char *)sb_stemmer_stem(
        s->stemmer, (const sb_symbol *)l->form.data, (int)l->form.size);
    if (!stem.data)
        return l;
    stem.size = (size_t)sb_stemmer_length(s->stemmer);
    if (!stem.size) /* Porter's stem of "s" is empty */
        return l;
    return intern(s, stem);
}

const struct lexeme *stems_get(struct stems *s, struct ir_text form)
{
    struct lexeme *first = intern(s, form), *l = first;

    while (!l->stem) {
        struct lexeme *stem = find_stem(s, l);

        l->stem = stem;
        l = stem;
    }
    return first;
}

size_t stems_count(const struct stems *s)
{
    return s->count;
}

void stems_trim(struct stems *s)
{
    if (s->count <= STEMS_MAX)
        return;
    arena_free(&s->arena);
    free(s->slots);
    s->count = 0;
    s->slot_count = FIRST_SLOTS;
    s->slots = xcalloc(s->slot_count, sizeof(*s->slots));
}

/*
 * The English stemmers remove or change only what follows a vowel and a
 * consonant, so a word and its stem have the same first two letters, with three
 * exceptions: stems of one letter ("aing", "as"); their exceptions dying, lying
 * and tying; and a final y that becomes i, which may be the second letter.
 */
bool stems_filter(const struct stems *s, struct ir_text stem,
                  struct word_filter *filter)
{
    unsigned char first, second;

    if (!s->bounded || !stem.size)
        return s->bounded;
    first = (unsigned char)stem.data[0];
    second = stem.size > 1 ? (unsigned char)stem.data[1] : 0;
    word_filter_add(filter, first, second);
    if (!s->stemmer)
        return true;
    if (second == 'i')
        word_filter_add(filter, first, 'y');
    if (stem.size == 1)
        for (unsigned i = 1; i < 256; i++)
            word_filter_add(filter, first, (unsigned char)i);
    return true;
}
