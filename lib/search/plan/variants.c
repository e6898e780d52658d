/* Collects the patterns of a query, and keeps the best words of each. */
#include "search/plan/variants.h"
#include "text/fold.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- patterns ---- */

/* Fold as words are folded, which drops the commas of numbers. */
static void fold_pattern(struct ir_text text, struct buf *out)
{
    struct buf folded = BUF_INIT;

    fold_bare(text, &folded);
    for (size_t i = 0; i < folded.size; i++)
        if (folded.data[i] != ',')
            buf_addc(out, folded.data[i]);
    buf_free(&folded);
}

static unsigned edits_of(const struct query_node *node, struct ir_text folded)
{
    size_t letters = 0;

    if (node->number)
        return node->number;
    for (size_t i = 0; i < folded.size; i++)
        letters += (folded.data[i] & 0xc0) != 0x80;
    return letters < 3 ? 0 : letters < 6 ? 1 : 2;
}

static struct pattern pattern_of(const struct query_node *node,
                                 struct ir_text text)
{
    struct pattern p = {.kind = node->kind, .text = BUF_INIT};

    fold_pattern(text, &p.text);
    if (node->kind == QUERY_FUZZY) {
        p.edits = edits_of(node, buf_text(&p.text));
        return p;
    }
    p.kind = QUERY_WILD;
    p.every = text_equal(buf_text(&p.text), TEXT("*"));
    p.prefix = strcspn(p.text.data, "*?");
    return p;
}

static size_t find_alike(const struct variants *v, const struct pattern *p)
{
    size_t i = 0;

    while (i < v->count &&
           (v->items[i].kind != p->kind || v->items[i].edits != p->edits ||
            !text_equal(buf_text(&v->items[i].text), buf_text(&p->text))))
        i++;
    return i;
}

static void add_text(struct variants *v, const struct query_node *node,
                     struct ir_text text)
{
    struct variants_node one = {.text = text, .node = node};
    struct pattern p = pattern_of(node, text);

    one.pattern = find_alike(v, &p);
    v->nodes = xgrow(v->nodes, v->node_count, &v->node_room, sizeof(*v->nodes));
    v->nodes[v->node_count++] = one;
    if (one.pattern < v->count) {
        buf_free(&p.text);
        return;
    }
    v->items = xgrow(v->items, v->count, &v->room, sizeof(p));
    v->items[v->count++] = p;
}

static void collect(struct variants *v, const struct query_node *node)
{
    struct query_pieces pieces;
    struct query_piece piece;
    struct ir_text joined;

    for (const struct query_node *n = node->parts; n; n = n->next)
        collect(v, n);
    if (node->kind == QUERY_WILD || node->kind == QUERY_FUZZY)
        add_text(v, node, node->text);
    if (node->kind != QUERY_WORD && node->kind != QUERY_PHRASE)
        return;
    query_pieces_start(&pieces, node->text);
    while (node->wild && query_pieces_next(&pieces, &piece))
        if (piece.pattern)
            add_text(v, node, piece.text);
    if (node->wild && node->kind == QUERY_WORD &&
        query_joined_pattern(node->text, &joined))
        add_text(v, node, joined);
}

/* Repetitions count too: each costs the store all words of the pattern. */
static size_t room_each(size_t nodes)
{
    size_t room = VARIANTS_ALL_MAX / nodes;

    return room < VARIANTS_FEW   ? VARIANTS_FEW
           : room > VARIANTS_MAX ? VARIANTS_MAX
                                 : room;
}

void variants_start(struct variants *v, const struct query_node *root)
{
    memset(v, 0, sizeof(*v));
    if (root)
        collect(v, root);
    for (size_t i = 0; i < v->count; i++) {
        v->items[i].room = room_each(v->node_count);
        v->items[i].items =
            xcalloc(v->items[i].room + 1, sizeof(struct variant));
    }
}

void variants_free(struct variants *v)
{
    for (size_t i = 0; i < v->count; i++) {
        struct pattern *p = &v->items[i];

        for (size_t j = 0; j <= p->room; j++)
            buf_free(&p->items[j].word);
        free(p->items);
        buf_free(&p->text);
    }
    free(v->items);
    free(v->nodes);
    memset(v, 0, sizeof(*v));
}

const struct pattern *variants_of(const struct variants *v, struct ir_text text)
{
    for (size_t i = 0; i < v->node_count; i++)
        if (v->nodes[i].text.data == text.data &&
            v->nodes[i].text.size == text.size)
            return &v->items[v->nodes[i].pattern];
    return NULL;
}

/* ---- the best of them ---- */

/* Nearest first, then the most frequent, then by bytes. */
static int compare(const void *a, const void *b)
{
    const struct variant *l = a, *r = b;

    if (l->distance != r->distance)
        return l->distance < r->distance ? -1 : 1;
    if (l->frequency != r->frequency)
        return l->frequency > r->frequency ? -1 : 1;
    return text_compare(buf_text(&l->word), buf_text(&r->word));
}

static void swap(struct variant *a, struct variant *b)
{
    struct variant kept = *a;

    *a = *b;
    *b = kept;
}

/* A heap with the lowest rank at the top. */
static void sink(struct pattern *p)
{
    for (size_t at = 0, child; (child = 2 * at + 1) < p->count; at = child) {
        if (child + 1 < p->count &&
            compare(&p->items[child + 1], &p->items[child]) > 0)
            child++;
        if (compare(&p->items[child], &p->items[at]) <= 0)
            return;
        swap(&p->items[child], &p->items[at]);
    }
}

static void rise(struct pattern *p)
{
    for (size_t at = p->count - 1; at; at = (at - 1) / 2) {
        size_t parent = (at - 1) / 2;

        if (compare(&p->items[at], &p->items[parent]) <= 0)
            return;
        swap(&p->items[at], &p->items[parent]);
    }
}

const struct variant *pattern_offer(struct pattern *p, struct ir_text word,
                                    bool stem, uint64_t frequency)
{
    /* The slot after the last is scratch. */
    struct variant *v = &p->items[p->count];
    unsigned distance;

    if (!pattern_takes(p, word, &distance))
        return NULL;
    v->word.data = v->word.room ? v->word.data : buf_empty;
    buf_clear(&v->word);
    buf_addt(&v->word, word);
    v->stem = stem;
    v->distance = distance;
    v->frequency = frequency;
    if (p->count < p->room) {
        p->count++;
        rise(p);
        return NULL;
    }
    if (compare(v, &p->items[0]) < 0) {
        swap(v, &p->items[0]);
        sink(p);
    }
    return v;
}

void variants_say_left(uint64_t left, bool uncounted, char out[48])
{
    if (!left)
        snprintf(out, 48, "other words are");
    else if (uncounted)
        snprintf(out, 48, "%" PRIu64 " or more words are", left);
    else
        snprintf(out, 48, "%" PRIu64 " more word%s", left,
                 left == 1 ? " is" : "s are");
}

/* Drop stems that are not words themselves: the word has its own term. */
static void look_up(struct pattern *p, struct stems *stems)
{
    size_t count = 0;

    for (size_t i = 0; i < p->count; i++) {
        struct variant *v = &p->items[i];

        v->lexeme = stems_get(stems, buf_text(&v->word));
        if (!v->stem || v->lexeme->stem == v->lexeme)
            swap(&p->items[count++], v);
    }
    p->count = count;
}

void variants_finish(struct variants *v, struct stems *stems)
{
    for (size_t i = 0; i < v->count; i++) {
        struct pattern *p = &v->items[i];

        qsort(p->items, p->count, sizeof(*p->items), compare);
        look_up(p, stems);
    }
}
