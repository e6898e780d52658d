/* What a cause says: the part of the query, a message, and places. */
#include "search/match/causes.h"

#include <stdarg.h>
#include <stdio.h>

/* ---- what a cause says ---- */

struct ir_cause *causes_add(struct causes *x, enum ir_cause_kind kind,
                            struct ir_text part, size_t parent)
{
    struct ir_cause *c;

    x->items = xgrow(x->items, x->count, &x->room, sizeof(*x->items));
    c = &x->items[x->count++];
    *c = (struct ir_cause){
        .kind = kind, .part = arena_text(x->arena, part), .parent = parent};
    return c;
}

size_t causes_clip(struct ir_text t)
{
    size_t size = CAUSE_SHOWN;

    if (t.size <= size)
        return t.size;
    while (size && ((unsigned char)t.data[size] & 0xc0) == 0x80)
        size--;
    return size;
}

void causes_say(struct causes *x, struct ir_cause *c, const char *format, ...)
{
    char message[1024]; /* over four texts of CAUSE_SHOWN */
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof(message), format, args);
    va_end(args);
    c->message = arena_text(x->arena, text_of(message));
}

/* Add what a clause without a text of its own is made of. */
static void add_parts(const struct clause *c, struct buf *out)
{
    const char *between = c->kind == CLAUSE_ANY ? " OR " : " ";
    bool several = c->part_count > 1;

    if (c->kind == CLAUSE_PHRASE)
        buf_adds(out, "\"");
    if (c->kind == CLAUSE_NOT)
        buf_adds(out, "NOT ");
    buf_addt(out, c->shown);
    if (c->kind == CLAUSE_PHRASE)
        buf_adds(out, "\"");
    if (c->shown.size)
        return;
    buf_adds(out, several ? "(" : "");
    for (size_t i = 0; i < c->part_count; i++) {
        buf_adds(out, i ? between : "");
        add_parts(&c->parts[i], out);
    }
    buf_adds(out, several ? ")" : "");
}

/* The range of a group in the query ends before its bracket. */
static void close_brackets(struct buf *out)
{
    size_t open = 0;
    bool quoted = false;

    for (size_t i = 0; i < out->size; i++) {
        if (out->data[i] == '"')
            quoted = !quoted;
        else if (!quoted && out->data[i] == '(')
            open++;
        else if (!quoted && out->data[i] == ')' && open)
            open--;
    }
    while (open--)
        buf_addc(out, ')');
}

struct ir_text causes_part(struct causes *x, const struct clause *c)
{
    struct buf text = BUF_INIT;
    struct ir_text part;

    add_parts(c, &text);
    close_brackets(&text);
    part = arena_text(x->arena, buf_text(&text));
    buf_free(&text);
    return part;
}

/* ---- places ---- */

/* The bytes of the words that a span covers. */
static bool find_bytes(const struct matches *m, const struct span *span,
                       struct ir_place *out)
{
    bool found = false;

    for (size_t i = 0; i < m->count; i++) {
        const struct match *at = &m->items[i];

        if (at->position < span->first || at->position > span->last)
            continue;
        if (!found || at->start < out->start)
            out->start = at->start;
        if (!found || at->end > out->end)
            out->end = at->end;
        found = true;
    }
    return found;
}

void causes_place(struct causes *x, struct ir_cause *c, enum ir_field field,
                  const struct span *span)
{
    const struct evidence *e = x->evidence;
    struct ir_place place = {.field = field};
    struct ir_place *all = (struct ir_place *)(uintptr_t)c->places;

    if (c->place_count == IR_WHY_PLACES_MAX ||
        !find_bytes(field == IR_FIELD_TITLE ? &e->title : &e->body, span,
                    &place))
        return;
    if (!all)
        c->places = all =
            arena_alloc(x->arena, IR_WHY_PLACES_MAX * sizeof(*all));
    all[c->place_count++] = place;
}

void causes_places(struct causes *x, struct ir_cause *c,
                   const struct clause *what, bool any)
{
    size_t before = c->place_count;

    if (what->kind == CLAUSE_NOT ||
        !evidence_satisfies(x->evidence, x->plan, what, any))
        return;
    for (int f = IR_FIELD_BODY; f <= IR_FIELD_TITLE; f++) {
        const struct spans *s =
            evidence_spans(x->evidence, x->plan, what, any, (enum ir_field)f);

        for (size_t i = 0; i < s->count && i < IR_WHY_PLACES_MAX; i++)
            causes_place(x, c, (enum ir_field)f, &s->items[i]);
    }
    for (size_t i = 0; c->place_count == before && i < what->part_count; i++)
        causes_places(x, c, &what->parts[i], any);
}
