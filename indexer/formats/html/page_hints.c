/* The role of an element by its class and id. */
#include "indexer/formats/html/page_hints.h"
#include "indexer/formats/html/page_words.h"

#include <ctype.h>
#include <stdlib.h>
#include <xxhash.h>

enum { KNOWN = 512 }; /* lists of names that are kept */

/* The words of a name, and what they mean together. */
struct name {
    unsigned hints;
    size_t clutter;             /* the number of the word that means it */
    bool strong;                /* and it means nothing else */
    char last[PAGE_WORD_BYTES]; /* in lower case */
    size_t last_size;
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void look_up(struct name *n, const char *word, size_t size)
{
    size_t number;
    unsigned hints = page_word(word, size, &number);

    n->hints |= hints;
    if (hints & HINT_CLUTTER) {
        n->clutter = number;
        n->strong |= !(hints & WORD_WEAK);
    }
}

/* A word means something alone, and maybe together with the one before. */
static void add_word(struct name *n, const char *word, size_t size)
{
    char both[2 * PAGE_WORD_BYTES];

    if (size > PAGE_WORD_BYTES) {
        n->last_size = 0;
        return;
    }
    memcpy(both, n->last, n->last_size);
    for (size_t i = 0; i < size; i++)
        both[n->last_size + i] = (char)tolower((unsigned char)word[i]);
    look_up(n, both + n->last_size, size);
    if (n->last_size > 1 && size > 1 && n->last_size + size <= PAGE_WORD_BYTES)
        look_up(n, both, n->last_size + size);
    memcpy(n->last, both + n->last_size, size);
    n->last_size = size;
}

/*
 * Does a tool make parts like this one, without a sign within?  Digits come
 * first or among letters of both cases, or a single letter stands before or
 * after a capital.
 */
static bool is_hash(const char *part, size_t size)
{
    bool digit = false, capital = false, small = false, amid = false;

    if (is_digit(part[0]))
        return true;
    for (size_t i = 0; i < size; i++) {
        char c = part[i];
        bool begins = i && is_capital(c) && !is_capital(part[i - 1]);

        amid |= digit && !is_digit(c);
        digit |= is_digit(c);
        capital |= is_capital(c);
        small |= c >= 'a' && c <= 'z';
        if (begins && (i == 1 || i + 1 == size))
            return true;
    }
    return amid && capital && small;
}

static void add_part(struct name *n, const char *part, size_t size)
{
    size_t from = 0;

    if (is_hash(part, size)) {
        n->last_size = 0;
        return;
    }
    for (size_t i = 0; i <= size; i++) {
        bool letter = i < size && is_letter(part[i]);

        if (i > from &&
            (!letter || (is_capital(part[i]) && !is_capital(part[i - 1])))) {
            add_word(n, part + from, i - from);
            from = i;
        }
        if (!letter)
            from = i + 1;
    }
}

static unsigned name_hint(const char *name, size_t size)
{
    static const unsigned more = WORD_ARTICLE | WORD_TEXT | WORD_LAYOUT;
    struct name n = {.hints = 0, .strong = false, .last_size = 0};
    unsigned hints;
    size_t from = 0;

    for (size_t i = 0; i <= size; i++)
        if (i == size || (!is_letter(name[i]) && !is_digit(name[i]))) {
            if (i > from)
                add_part(&n, name + from, i - from);
            from = i + 1;
        }
    hints = n.hints;
    if (hints & WORD_NOT)
        return 0;
    if ((hints & WORD_ARTICLE) && (hints & WORD_TEXT))
        hints |= HINT_BODY;
    if (hints & (HINT_CLUTTER | HINT_COMMENTS | HINT_LABEL | HINT_CONSENT))
        hints &= ~(unsigned)HINT_BODY;
    if ((hints & WORD_WEAK) && (hints & more) && !n.strong)
        hints = (hints & ~(unsigned)HINT_CLUTTER) | HINT_SOFT;
    if (hints & WORD_CHANGED)
        hints &= ~(unsigned)HINT_DATE;
    return (hints & (HINT_OTHERS | WORD_MEDIA | (WORD_ARTICLE - 1))) +
           (unsigned)n.clutter * HINT_WORD;
}

/* Of two sets: the word is that of either. */
static unsigned join(unsigned a, unsigned b)
{
    return page_hint_word(a) ? a | b % HINT_WORD | (b & HINT_OTHERS) : a | b;
}

static unsigned names_hint(struct ir_text names)
{
    unsigned hints = 0;
    size_t from = 0;
    bool made = false; /* by a tool: Tailwind's print:hidden */

    for (size_t i = 0; i <= names.size; i++) {
        char c = i < names.size ? names.data[i] : ' ';

        made |= c == ':' || c == '[';
        if (!byte_in(c, BYTES_SPACE))
            continue;
        if (i > from && !made)
            hints = join(hints, name_hint(names.data + from, i - from));
        from = i + 1;
        made = false;
    }
    return hints;
}

static unsigned role_hint(struct ir_text role)
{
    static const char *const clutter[] = {
        "banner", "complementary", "contentinfo", "form",    "menu",
        "search", "navigation",    "menubar",     "toolbar", "tooltip"};
    static const char *const dialogs[] = {"dialog", "alert", "alertdialog"};

    for (size_t i = 0; i < COUNT(clutter); i++)
        if (text_equal(role, text_of(clutter[i])))
            return HINT_CLUTTER | HINT_OTHERS;
    for (size_t i = 0; i < COUNT(dialogs); i++)
        if (text_equal(role, text_of(dialogs[i])))
            return HINT_CONSENT;
    return 0;
}

static unsigned property_hint(struct ir_text property)
{
    static const struct {
        const char *name;
        unsigned hint;
    } properties[] = {
        {"articleBody", HINT_BODY},
        {"description", HINT_LEAD},
        {"author", HINT_BYLINE},
        {"datePublished", HINT_DATE},
    };
    unsigned hints = 0;

    for (size_t i = 0; i < COUNT(properties); i++)
        if (memmem(property.data, property.size, properties[i].name,
                   strlen(properties[i].name)))
            hints |= properties[i].hint;
    return hints;
}

/* The hints of the lists of names seen last: a page repeats them. */
struct known {
    struct {
        uint64_t hash;
        unsigned hints;
    } items[KNOWN];
};

static unsigned known_hint(struct known *known, struct ir_text names)
{
    uint64_t hash = XXH3_64bits(names.data, names.size) | 1; /* 0: free */
    size_t i = hash / 2 % KNOWN;

    if (known->items[i].hash != hash) {
        known->items[i].hints = names_hint(names);
        known->items[i].hash = hash;
    }
    return known->items[i].hints;
}

static unsigned node_hints(struct known *known, const struct page *page,
                           size_t node)
{
    const struct page_node *n = &page->nodes[node];
    unsigned hints = 0;

    for (size_t i = n->attrs; i < n->attrs + n->attrs_count; i++) {
        const struct page_value *v = &page->attrs[i];
        struct ir_text value = {page->values.data + v->at, v->size};

        if (v->attr == ATTR_CLASS || v->attr == ATTR_ID)
            hints = join(hints, known_hint(known, value));
        else if (v->attr == ATTR_ROLE)
            hints |= role_hint(value);
        else if (v->attr == ATTR_ITEMPROP && value.size)
            hints |= property_hint(value);
    }
    if (hints & WORD_MEDIA)
        hints &= ~(unsigned)(WORD_MEDIA | HINT_LEAD);
    /* "sidebar-grid__content article__content": its text comes first. */
    if (hints & HINT_BODY)
        hints &= ~(unsigned)(HINT_CLUTTER | HINT_SOFT | HINT_CONSENT);
    return hints;
}

unsigned *page_hints(const struct page *page)
{
    unsigned *hints = xcalloc(page->count + 1, sizeof(*hints));
    struct known *known = xcalloc(1, sizeof(*known));

    for (size_t i = 0; i < page->count; i++)
        if (page->nodes[i].attrs_count)
            hints[i] = node_hints(known, page, i);
    free(known);
    return hints;
}
