/* Walks the lists of an inverter in order. */
#include "base/key_sort.h"
#include "glass/code.h"
#include "glass/growing.h"

#include <stdlib.h>

struct inverter_walk {
    const struct inverter *inverter;
    size_t at; /* metadata, slots, lengths, terms */
    char slot; /* the name of the current one */
    uint8_t *bytes;
    size_t room;
};

static int by_name(const void *a, const void *b, void *lists)
{
    const struct keyed *x = a, *y = b;
    const struct growing *const *all = lists;

    return text_compare(growing_name(all[x->index]),
                        growing_name(all[y->index]));
}

static void collect(const struct inverter *v, const struct growing **lists)
{
    for (size_t i = 0; i < v->room; i++)
        if (v->table[i].list)
            *lists++ = v->table[i].list;
}

/* An item for each list, those of metadata first. */
static void make_items(const struct inverter *v,
                       const struct growing *const *lists, struct keyed *items)
{
    struct keyed *metas = items, *terms = items + v->metas;

    for (size_t i = 0; i < v->count; i++) {
        struct keyed *item;

        if (i + AHEAD < v->count)
            growing_fetch(lists[i + AHEAD]);
        item = lists[i]->kind == LIST_META ? metas++ : terms++;
        item->key = key_of(growing_name(lists[i]));
        item->index = (uint32_t)i;
    }
}

/* By name; spare has as much room. */
static void sort(const struct growing **lists, struct keyed *items,
                 size_t count, struct keyed *spare)
{
    size_t end;

    key_sort(items, count, spare);
    for (size_t i = 0; i < count; i = end) {
        for (end = i + 1; end < count && items[end].key == items[i].key;)
            end++;
        if (end > i + 1)
            qsort_r(items + i, end - i, sizeof(*items), by_name, lists);
    }
}

void inverter_sort(struct inverter *v)
{
    const size_t most = v->count + 1; /* no array is empty */
    const struct growing **lists = xmalloc(most * sizeof(*lists));
    struct keyed *items = xmalloc(2 * most * sizeof(*items));

    collect(v, lists);
    make_items(v, lists, items);
    sort(lists, items, v->metas, items + most);
    sort(lists, items + v->metas, v->count - v->metas, items + most);
    free(v->sorted);
    v->sorted = xmalloc(most * sizeof(*v->sorted));
    for (size_t i = 0; i < v->count; i++)
        v->sorted[i] = lists[items[i].index];
    free(lists);
    free(items);
}

struct inverter_walk *inverter_walk_new(const struct inverter *v)
{
    struct inverter_walk *w = xcalloc(1, sizeof(*w));

    w->inverter = v;
    return w;
}

void inverter_walk_free(struct inverter_walk *w)
{
    if (!w)
        return;
    free(w->bytes);
    free(w);
}

/* All pieces in one. */
static const uint8_t *flatten(struct inverter_walk *w, const struct growing *l)
{
    uint8_t *to;

    if (!l->begin->next)
        return l->begin->bytes;
    if (w->room < l->bytes) {
        free(w->bytes);
        w->room = l->bytes * 2;
        w->bytes = xmalloc(w->room);
    }
    to = w->bytes;
    for (const struct piece *p = l->begin; p; p = p->next)
        to = put_bytes(to, p->bytes,
                       p->next ? p->room : (size_t)(l->at - p->bytes));
    return w->bytes;
}

/* Lists are all over the memory: ask for the heads of those to come, then for
 * what they hold. */
static void fetch_next(const struct inverter *v, size_t at)
{
    if (at + 2 * AHEAD < v->count)
        growing_fetch(v->sorted[at + 2 * AHEAD]);
    if (at + AHEAD < v->count)
        __builtin_prefetch(v->sorted[at + AHEAD]->begin);
}

static const struct growing *list_at(struct inverter_walk *w, struct list *head)
{
    const struct inverter *v = w->inverter;
    const size_t at = w->at++, slot = at - v->metas;
    const struct growing *l;

    if (at >= v->metas && slot < SLOTS) {
        w->slot = (char)slot;
        head->kind = LIST_VALUES;
        head->name = (struct ir_text){&w->slot, 1};
        return &v->values[slot];
    }
    if (at >= v->metas && slot == SLOTS) {
        head->kind = LIST_LENGTHS;
        head->name = TEXT("");
        return &v->lengths;
    }
    l = v->sorted[at < v->metas ? at : at - SLOTS - 1];
    fetch_next(v, at);
    head->kind = l->kind;
    head->name = growing_name(l);
    return l;
}

bool inverter_walk_next(struct inverter_walk *w, struct list *head,
                        const uint8_t **bytes, size_t *size)
{
    const struct growing *l;

    do {
        if (w->at == SLOTS + 1 + w->inverter->count)
            return false;
        l = list_at(w, head);
    } while (!l->frequency);
    head->frequency = l->frequency;
    head->sum = l->sum;
    head->first = l->first;
    head->last = l->last;
    *bytes = flatten(w, l);
    *size = l->bytes;
    return true;
}
