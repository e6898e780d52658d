/* Documents of a few words, and queries for them in Polish notation. */
#include "tests/polish.h"
#include "tests/chance.h"

#include <stdio.h>
#include <stdlib.h>

#define SLOT 2

/* ---- documents ---- */

/* In the order in which they stand in a document, side by side. */
enum word { EVERY, MOST, HALF, THIRD, RARE, LABEL, NOWHERE };
#define WORDS (NOWHERE + 1)
static const char *const words[WORDS] = {"every", "most",  "half",   "third",
                                         "rare",  "label", "nowhere"};

static bool has(enum word w, size_t i)
{
    switch (w) {
    case EVERY:
    case LABEL: return true;
    case MOST: return i < POLISH_MOST || i % 5 == 0;
    case HALF: return i % 2 == 0;
    case THIRD: return i % 3 == 0;
    case RARE: return i % 400 == 7;
    case NOWHERE: break;
    }
    return false;
}

static bool side_by_side(enum word a, enum word b, size_t i)
{
    for (unsigned between = a + 1; between < b; between++)
        if (has((enum word)between, i))
            return false;
    return has(a, i) && has(b, i);
}

struct doc *polish_document(size_t i)
{
    char text[16];
    struct doc *d;
    uint32_t at = 0;

    snprintf(text, sizeof(text), "Q%05zu", i);
    d = doc_new(text_of(text));
    for (unsigned w = 0; w < LABEL; w++) {
        if (!has((enum word)w, i))
            continue;
        at++;
        doc_term_at(d, text_of(words[w]), 1 + (uint32_t)(i + w) % 3, &at, 1);
    }
    doc_term(d, text_of(words[LABEL]), 0);
    doc_value(d, SLOT, text_of(text + 1));
    doc_data(d, text_of(text));
    ok(doc_finish(d, &err));
    return d;
}

/* ---- queries ---- */

static const char operators[] = "&|-?/~";
static const enum store_op ops[] = {STORE_AND,     STORE_OR,
                                    STORE_AND_NOT, STORE_AND_MAYBE,
                                    STORE_FILTER,  STORE_SYNONYM};
static const char *const others[] = {"all",    "range", "phrase",
                                     "within", "alone", "union"};

static struct store_query *any_of(struct store *s, enum word a, enum word b)
{
    struct store_set *u = store_set_new(s);
    struct store_query *q;

    ok(store_set_add_term(u, text_of(words[a]), &err));
    ok(store_set_add_term(u, text_of(words[b]), &err));
    q = store_query_set(u, 3);
    store_set_free(u);
    return q;
}

static struct store_query *near(enum word a, enum word b, bool ordered)
{
    const struct ir_text both[] = {text_of(words[a]), text_of(words[b])};

    return store_query_near(both, 2, 2, ordered);
}

static struct store_query *other(struct store *s, size_t which)
{
    const struct ir_text every = text_of(words[EVERY]);

    switch (which) {
    case 0: return store_query_all();
    case 1: return store_query_range(SLOT, TEXT("00600"), TEXT("03300"));
    case 2: return near(HALF, THIRD, true);
    case 3: return near(EVERY, THIRD, false);
    case 4: return store_query_near(&every, 1, 1, true);
    default: return any_of(s, HALF, RARE);
    }
}

static bool other_has(size_t which, size_t i)
{
    switch (which) {
    case 0: return true;
    case 1: return i >= 600 && i <= 3300;
    case 2: return side_by_side(HALF, THIRD, i);
    case 3: return side_by_side(EVERY, THIRD, i);
    case 4: return has(EVERY, i);
    default: return has(HALF, i) || has(RARE, i);
    }
}

/* The index of the token in the names, or count. */
static size_t find(const char *const *names, size_t number, struct ir_text t)
{
    size_t i = 0;

    while (i < number && !text_equal(t, text_of(names[i])))
        i++;
    return i;
}

static struct ir_text token(const char **at)
{
    struct ir_text t = {*at, strcspn(*at, " ")};

    *at += t.size;
    *at += strspn(*at, " ");
    return t;
}

static struct store_query *leaf(struct store *s, struct ir_text t, size_t count,
                                bool *in)
{
    const size_t w = find(words, WORDS, t),
                 which = find(others, COUNT(others), t);

    ck_assert(w < WORDS || which < COUNT(others));
    for (size_t i = 0; i < count; i++)
        in[i] = w < WORDS ? has((enum word)w, i) : other_has(which, i);
    return w < WORDS ? store_query_term(t, 1) : other(s, which);
}

static bool joined(enum store_op op, bool a, bool b)
{
    switch (op) {
    case STORE_AND:
    case STORE_FILTER: return a && b;
    case STORE_OR:
    case STORE_SYNONYM: return a || b;
    case STORE_AND_NOT: return a && !b;
    case STORE_AND_MAYBE: break;
    }
    return a;
}

/* The query at *at, which is passed; in[i] is set to whether it matches i. */
static struct store_query *parsed(struct store *s, const char **at,
                                  size_t count, bool *in)
{
    const struct ir_text t = token(at);
    const char *op = strchr(operators, *t.data);
    struct store_query *first;
    bool *second;

    if (*t.data == '0' || *t.data == '.')
        return store_query_scale(parsed(s, at, count, in),
                                 *t.data == '0' ? 0 : 0.5);
    if (!op)
        return leaf(s, t, count, in);
    second = xmalloc(count);
    first = parsed(s, at, count, in);
    first = store_query_two(ops[op - operators], first,
                            parsed(s, at, count, second));
    for (size_t i = 0; i < count; i++)
        in[i] = joined(ops[op - operators], in[i], second[i]);
    free(second);
    return first;
}

struct store_query *polish_query(struct store *s, const char *text,
                                 size_t count, bool *in)
{
    struct store_query *q = parsed(s, &text, count, in);

    ck_assert_str_eq(text, "");
    return q;
}

/* Not sources in a synonym, of which Xapian would want lengths of documents. */
static void any_word(struct buf *out, bool synonym)
{
    const size_t which = below(WORDS + (synonym ? 0 : COUNT(others)));

    buf_addf(out, "%s ", which < WORDS ? words[which] : others[which - WORDS]);
}

void polish_chance(struct buf *out, size_t depth, bool synonym)
{
    const size_t op = below(sizeof(operators) + 1);

    if (!depth || !below(4)) {
        any_word(out, synonym);
        return;
    }
    if (op < COUNT(ops)) {
        synonym = synonym || ops[op] == STORE_SYNONYM;
        buf_addf(out, "%c ", operators[op]);
        polish_chance(out, depth - 1, synonym);
    } else {
        buf_addf(out, "%c ", op == COUNT(ops) ? '0' : '.');
    }
    polish_chance(out, depth - 1, synonym);
}
