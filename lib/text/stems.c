/* Stems, each computed once: a hash table of lexemes over an arena. */
#include "text/stems.h"

#include "base/arena.h"
#include "text/sketch.h"
#include "text/words.h"

#include <endian.h>
#include <libstemmer.h>
#include <stdlib.h>
#include <xxhash.h>

enum {
    FIRST_SLOTS = 512,   /* a power of two */
    CACHE_LINE = 64,     /* bytes */
    CHUNK_ENTRIES = 512, /* allocated at once */
    INLINE_MAX = 24,     /* bytes of a form that is in its entry */
    AT_ONCE = 64,        /* words whose lookups overlap */
};

/* Most lookups are for a word that was seen before, and wait for memory: for
 * its slot and its entry, each of which is in one line of the cache. */
struct slot {
    uint32_t tag;    /* of the hash */
    uint32_t number; /* id + 1; 0: free */
};

struct entry {
    struct lexeme lexeme;
    char text[INLINE_MAX]; /* the form followed by NULs; or its beginning */
};

/* A form to look up. */
struct key {
    struct ir_text form;
    uint64_t head[2]; /* its first 16 bytes, followed by zeros */
    uint64_t hash;
};

struct stems {
    struct sb_stemmer *stemmer; /* NULL: no stemming */
    bool bounded;               /* stems_filter() knows the language */
    uint64_t seeds[2];
    struct entry **chunks;
    size_t chunk_count, chunk_room;
    struct arena arena; /* long forms */
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
    /* Where memory lies is random, so nobody can choose words that collide. */
    for (size_t i = 0; i < COUNT(s->seeds); i++)
        s->seeds[i] = XXH3_64bits_withSeed(&s, sizeof(s), i);
    *out = s;
    return IR_OK;
}

static void free_lexemes(struct stems *s)
{
    for (size_t i = 0; i < s->chunk_count; i++)
        free(s->chunks[i]);
    s->chunk_count = 0;
    arena_free(&s->arena);
    free(s->slots);
    s->slots = NULL;
    s->count = 0;
}

void stems_free(struct stems *s)
{
    if (!s)
        return;
    free_lexemes(s);
    free(s->chunks);
    if (s->stemmer)
        sb_stemmer_delete(s->stemmer);
    free(s);
}

static struct entry *entry_of(const struct stems *s, uint32_t number)
{
    const uint32_t id = number - 1;

    return &s->chunks[id / CHUNK_ENTRIES][id % CHUNK_ENTRIES];
}

/* The hash of a form: of its head or, if it is longer, of the whole. */
static uint64_t hash_of(const struct stems *s, const struct key *k)
{
    const unsigned __int128 product =
        (unsigned __int128)(k->head[0] ^ s->seeds[0]) *
        (k->head[1] ^ s->seeds[1] ^ k->form.size << 56);

    if (k->form.size > sizeof(k->head))
        return XXH3_64bits_withSeed(k->form.data, k->form.size, s->seeds[0]);
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The first size bytes, at most 8, of 8 bytes. */
static uint64_t head_of(const char *bytes, size_t size)
{
    uint64_t head;

    memcpy(&head, bytes, sizeof(head));
    if (size >= sizeof(head))
        return head;
    return size ? head & htole64(UINT64_MAX >> (64 - 8 * size)) : 0;
}

/* STEMS_PAD bytes follow the form. */
static void make_key(const struct stems *s, struct ir_text form, struct key *k)
{
    k->form = form;
    k->head[0] = head_of(form.data, form.size);
    k->head[1] = form.size > 8 ? head_of(form.data + 8, form.size - 8) : 0;
    k->hash = hash_of(s, k);
}

static bool is_form(const struct entry *e, const struct key *k)
{
    const struct ir_text form = e->lexeme.form;

    return form.size == k->form.size &&
           !memcmp(e->text, k->head, sizeof(k->head)) &&
           (form.size <= sizeof(k->head) || text_equal(form, k->form));
}

static size_t slot_of(const struct stems *s, uint64_t hash)
{
    return hash & (s->slot_count - 1);
}

static void place(struct stems *s, uint64_t hash, uint32_t number)
{
    size_t at = slot_of(s, hash);

    while (s->slots[at].number)
        at = (at + 1) & (s->slot_count - 1);
    s->slots[at] = (struct slot){(uint32_t)(hash >> 32), number};
}

static void double_slots(struct stems *s)
{
    struct key k;

    free(s->slots);
    s->slot_count *= 2;
    s->slots = xcalloc(s->slot_count, sizeof(*s->slots));
    for (uint32_t number = 1; number <= s->count; number++) {
        const struct entry *e = entry_of(s, number);

        k.form = e->lexeme.form;
        memcpy(k.head, e->text, sizeof(k.head));
        place(s, hash_of(s, &k), number);
    }
}

static struct entry *new_entry(struct stems *s)
{
    if (s->count == s->chunk_count * CHUNK_ENTRIES) {
        s->chunks = xgrow(s->chunks, s->chunk_count, &s->chunk_room,
                          sizeof(*s->chunks));
        s->chunks[s->chunk_count] =
            aligned_alloc(CACHE_LINE, CHUNK_ENTRIES * sizeof(struct entry));
        if (!s->chunks[s->chunk_count])
            out_of_memory();
        s->chunk_count++;
    }
    return entry_of(s, (uint32_t)++s->count);
}

static struct entry *add(struct stems *s, const struct key *k)
{
    struct entry *e = new_entry(s);
    const size_t size = k->form.size;

    memset(e, 0, sizeof(*e));
    e->lexeme.id = (uint32_t)s->count - 1;
    if (size)
        memcpy(e->text, k->form.data, size < INLINE_MAX ? size : INLINE_MAX);
    e->lexeme.form.data = e->text;
    e->lexeme.form.size = size;
    e->lexeme.hash = sketch_hash(k->form);
    if (size > INLINE_MAX)
        e->lexeme.form = arena_text(&s->arena, k->form);
    if (s->count * 2 > s->slot_count)
        double_slots(s);
    else
        place(s, k->hash, (uint32_t)s->count);
    return e;
}

static struct entry *intern(struct stems *s, const struct key *k)
{
    const uint32_t tag = (uint32_t)(k->hash >> 32);
    size_t at = slot_of(s, k->hash);

    for (; s->slots[at].number; at = (at + 1) & (s->slot_count - 1))
        if (s->slots[at].tag == tag) {
            struct entry *e = entry_of(s, s->slots[at].number);

            if (is_form(e, k))
                return e;
        }
    return add(s, k);
}

/* The key of a form that nothing needs to follow. */
static void make_safe_key(const struct stems *s, struct ir_text form,
                          struct key *k)
{
    char padded[2 * STEMS_PAD] = "";

    if (form.size >= STEMS_PAD) {
        make_key(s, form, k);
        return;
    }
    if (form.size)
        memcpy(padded, form.data, form.size);
    make_key(s, (struct ir_text){padded, form.size}, k);
    k->form = form;
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

static struct entry *find_stem(struct stems *s, struct entry *e)
{
    struct ir_text stem;
    struct key k;

    if (!has_stem(s, e->lexeme.form))
        return e;
    stem.data = (const char *)sb_stemmer_stem(
        s->stemmer, (const sb_symbol *)e->lexeme.form.data,
        (int)e->lexeme.form.size);
    if (!stem.data)
        return e;
    stem.size = (size_t)sb_stemmer_length(s->stemmer);
    if (!stem.size) /* Porter's stem of "s" is empty */
        return e;
    make_safe_key(s, stem, &k);
    return intern(s, &k);
}

static const struct lexeme *get(struct stems *s, const struct key *k)
{
    struct entry *first = intern(s, k), *e = first;

    while (!e->lexeme.stem) {
        struct entry *stem = find_stem(s, e);

        e->lexeme.stem = &stem->lexeme;
        e->lexeme.stem_id = stem->lexeme.id;
        e = stem;
    }
    return &first->lexeme;
}

const struct lexeme *stems_get(struct stems *s, struct ir_text form)
{
    struct key k;

    make_safe_key(s, form, &k);
    return get(s, &k);
}

/* Fetch the slots of all, then their entries, before the first is read. */
static void get_some(struct stems *s, const struct ir_text *forms, size_t count,
                     const struct lexeme **out)
{
    struct key keys[AT_ONCE];

    for (size_t i = 0; i < count; i++) {
        make_key(s, forms[i], &keys[i]);
        __builtin_prefetch(&s->slots[slot_of(s, keys[i].hash)]);
    }
    for (size_t i = 0; i < count; i++) {
        const uint32_t number = s->slots[slot_of(s, keys[i].hash)].number;

        if (number)
            __builtin_prefetch(entry_of(s, number));
    }
    for (size_t i = 0; i < count; i++)
        out[i] = get(s, &keys[i]);
}

void stems_get_all(struct stems *s, const struct ir_text *forms, size_t count,
                   const struct lexeme **out)
{
    for (size_t at = 0, some; at < count; at += some) {
        some = count - at < AT_ONCE ? count - at : AT_ONCE;
        get_some(s, forms + at, some, out + at);
    }
}

size_t stems_count(const struct stems *s)
{
    return s->count;
}

void stems_trim(struct stems *s)
{
    if (s->count <= STEMS_MAX)
        return;
    free_lexemes(s);
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
