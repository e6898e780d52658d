/* From the events of a document to the fields of articles. */
#include "indexer/formats/xml/picker.h"

#include <stdlib.h>
#include <strings.h>

#define EDGE '\x1f' /* of an element, in what is captured */

/* Addresses of namespaces are written in any case, and some with "https". */
static bool same_space(const char *a, const char *b)
{
    const char *from_a = strstr(a, "://"), *from_b = strstr(b, "://");

    return !strcasecmp(from_a ? from_a : a, from_b ? from_b : b);
}

/* The space that a namespace or an undeclared prefix stands for; or NULL. */
static const struct pick_space *find_space(const struct pick_space *space,
                                           const char *prefix, const char *uri)
{
    for (; space->uri; space++)
        if (uri ? same_space(uri, space->uri)
                : prefix && !strcmp(prefix, space->prefix))
            return space;
    return NULL;
}

/* Feeds have no namespace, or what they think it is. */
static void adopt(struct picker *k, const char *name, const char *uri)
{
    const struct pick_format *f = k->pick.format;

    k->root_uri = uri;
    k->root_prefix = NULL;
    if (!f->roots || (uri && find_space(f->spaces, NULL, uri)))
        return;
    for (const struct pick_root *root = f->roots; root->name; root++)
        if (!strcasecmp(name, root->name))
            k->root_prefix = root->prefix;
}

/* libxml2 has each namespace once, so that its address tells which it is. */
static void name_part(struct picker *k, struct part *part, const char *name,
                      const char *prefix, const char *uri)
{
    const struct pick_space *spaces = k->pick.format->spaces;

    memset(part, 0, sizeof(*part));
    part->name = name;
    if (!spaces)
        return;
    if (k->depth == 1)
        adopt(k, name, uri);
    if (k->root_prefix && uri == k->root_uri && (uri || !prefix)) {
        part->prefix = k->root_prefix;
        return;
    }
    if (!uri && !prefix)
        return;
    if (uri != k->uri || prefix != k->prefix) {
        k->space = find_space(spaces, prefix, uri);
        k->uri = uri;
        k->prefix = prefix;
    }
    if (k->space)
        part->prefix = k->space->prefix;
    else
        part->name = NULL;
}

/* An element within the text of the article. */
static void enter_body(struct picker *k, struct part *part)
{
    if (!k->marked_up) {
        struct buf before = k->body_text;

        k->body_text = (struct buf)BUF_INIT;
        paragraphs_start(&k->paragraphs, &k->body_text);
        paragraphs_text(&k->paragraphs, buf_text(&before));
        buf_free(&before);
        k->marked_up = true;
    }
    part->kind = paragraph_kind(part->name ? part->name : "");
    paragraphs_edge(&k->paragraphs, part->kind);
    if (part->kind == PARAGRAPH_SILENT)
        k->silent = k->depth;
}

static void on_start(void *self, const char *name, const char *prefix,
                     const char *uri, const struct xml_attributes *with)
{
    struct picker *k = self;
    struct part *part = &k->stack[k->depth++];

    name_part(k, part, name, prefix, uri);
    picker_base_begin(k, part, with);
    if (k->skipped)
        return;
    if (k->captures)
        buf_addc(&k->captured, EDGE);
    if (k->body && !k->silent)
        enter_body(k, part);
    else
        picker_apply_rules(k, part, with);
}

static void on_text(void *self, struct ir_text text)
{
    struct picker *k = self;

    if (k->skipped)
        return;
    if (k->captures)
        buf_addt(&k->captured, text);
    if (!k->body || k->silent)
        return;
    if (k->marked_up)
        paragraphs_text(&k->paragraphs, text);
    else
        buf_addt(&k->body_text, text);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Put a space, with PICK_COMMA a comma too, between two elements' words. */
static void add_edge(struct buf *out, unsigned how, char next)
{
    char last = out->size ? out->data[out->size - 1] : ' ';

    if (!(how & PICK_SPACED) || strchr(",.;:)", next) || is_blank(last))
        return;
    if (how & PICK_COMMA && !strchr(",;:(", last))
        buf_addc(out, ',');
    buf_addc(out, ' ');
}

/* Captured text, its EDGE bytes replaced by spaces or commas, as `how` asks. */
static struct ir_text without_edges(struct picker *k, struct ir_text t,
                                    unsigned how)
{
    size_t i = 0;

    buf_clear(&k->value);
    while (i < t.size) {
        const char *edge = memchr(t.data + i, EDGE, t.size - i);
        size_t end = edge ? (size_t)(edge - t.data) : t.size;

        buf_add(&k->value, t.data + i, end - i);
        for (i = end; i < t.size && edge; i++)
            if (t.data[i] != EDGE &&
                !(how & PICK_SPACED && is_blank(t.data[i])))
                break;
        while (edge && how & PICK_SPACED && k->value.size &&
               is_blank(k->value.data[k->value.size - 1]))
            k->value.data[--k->value.size] = '\0';
        if (edge && i < t.size)
            add_edge(&k->value, how, t.data[i]);
    }
    return buf_text(&k->value);
}

static void end_capture(struct picker *k, struct part *part)
{
    struct ir_text t = {k->captured.data + part->from,
                        k->captured.size - part->from};
    const struct pick_rule *rule = part->rule;

    picker_put(k, rule, rule->how, without_edges(k, t, rule->how));
    if (rule->how & PICK_HOLE) {
        k->captured.size = part->from;
        buf_addc(&k->captured, EDGE);
    }
    if (!--k->captures)
        buf_clear(&k->captured);
}

/* Plain text whose lines are not indented. */
static struct ir_text without_indents(struct picker *k, struct ir_text t)
{
    size_t i = 0;

    buf_clear(&k->value);
    while (i < t.size) {
        const char *end = memchr(t.data + i, '\n', t.size - i);
        size_t size = end ? (size_t)(end - t.data) - i : t.size - i;

        buf_addt(&k->value,
                 text_trim((struct ir_text){t.data + i, size}, BYTES_BLANK));
        if (end)
            buf_addc(&k->value, '\n');
        i += size + 1;
    }
    return buf_text(&k->value);
}

static void end_body(struct picker *k)
{
    struct ir_text text = text_trim(buf_text(&k->body_text), BYTES_BLANK);
    struct pick_value *v = &k->pick.slots[k->body_rule->slot];
    struct buf swapped;
    unsigned how = 0;

    if (!k->marked_up && text.size && text.data[0] == '<')
        how = PICK_HTML;
    else if (!k->marked_up)
        text = without_indents(k, text);
    k->body = 0;
    if (!k->marked_up || text.size < k->body_text.size) {
        pick_put(&k->pick, k->body_rule->slot, k->body_rule->rank, how, text);
        return;
    }
    /* Swapped, not copied: it may be large. */
    swapped = v->text;
    if (!text.size)
        return;
    v->rank = k->body_rule->rank;
    v->text = k->body_text;
    k->body_text = swapped;
}

static void end_article(struct picker *k)
{
    struct done *d;
    size_t room = k->done_room;

    k->article = 0;
    k->done = xgrow(k->done, k->done_count, &k->done_room, sizeof(*d));
    for (; room < k->done_room; room++)
        parsed_start(&k->done[room].parsed);
    d = &k->done[k->done_count];
    parsed_clear(&d->parsed);
    d->problem.line = k->line;
    d->parsed.replaced = xml_replaced(k->xml) - k->replaced;
    d->parsed.converted = xml_taken_for(k->xml);
    k->replaced += d->parsed.replaced;
    d->status = k->pick.format->finish(&k->pick, &d->parsed, &d->problem);
    k->done_count++;
    if (d->status == IR_OK)
        k->rejected = 0;
    else if (++k->rejected == PICKER_REJECTED_MAX)
        xml_refuse(k->xml, IR_LIMIT, "rejected",
                   "too many articles in a row without headline and text");
}

static void on_end(void *self)
{
    struct picker *k = self;
    struct part *part = &k->stack[k->depth - 1];

    if (k->skipped) {
        if (k->skipped == k->depth)
            k->skipped = 0;
    } else {
        if (part->rule)
            end_capture(k, part);
        if (k->captures)
            buf_addc(&k->captured, EDGE);
        if (k->body == k->depth)
            end_body(k);
        else if (k->body && (!k->silent || k->silent == k->depth))
            paragraphs_edge(&k->paragraphs, part->kind);
        if (k->silent == k->depth)
            k->silent = 0;
        if (k->article == k->depth)
            end_article(k);
    }
    picker_base_end(k, part);
    k->depth--;
}

static void picker_free(void *state)
{
    struct picker *k = state;

    xml_free(k->xml);
    for (int i = 0; i < PICK_SLOTS; i++)
        buf_free(&k->pick.slots[i].text);
    for (size_t i = 0; i < k->done_room; i++)
        parsed_free(&k->done[i].parsed);
    free(k->done);
    seen_free(&k->pick.seen);
    buf_free(&k->bases);
    buf_free(&k->captured);
    buf_free(&k->value);
    buf_free(&k->body_text);
    free(k);
}

static enum ir_status begin(const struct pick_format *format, struct source *s,
                            struct problem *p)
{
    static const struct xml_handler handler = {on_start, on_text, on_end};
    static const struct buf none = BUF_INIT;
    struct picker *k = xcalloc(1, sizeof(*k));
    struct ir_text bytes;
    enum ir_status status;

    for (int i = 0; i < PICK_SLOTS; i++)
        k->pick.slots[i].text = none;
    k->captured = k->value = k->body_text = k->bases = none;
    k->pick.format = format;
    k->pick.source = s;
    picker_sort_rules(k);
    s->state = k;
    s->free_state = picker_free;
    k->over = true;
    status = source_rest(s, &bytes, p);
    if (status == IR_OK)
        status = xml_new(bytes, s->encoding, &handler, k, &k->xml, p);
    k->over = status != IR_OK;
    return status;
}

/* The next of those that wait. */
static enum ir_status give(struct picker *k, struct parsed *out,
                           struct problem *p)
{
    struct done *d = &k->done[k->done_at++];
    struct parsed swap = *out;

    *out = d->parsed;
    d->parsed = swap;
    *p = d->problem;
    if (k->pick.source->is_file)
        parsed_set(out, PARSED_PATH, text_of(k->pick.source->name));
    return d->status;
}

/* Leave an article in which XML is wrong, for the next; false if there is
 * none. */
static bool leave(struct picker *k, const struct problem *p)
{
    const char *const *parts = k->pick.format->parts;
    const uint64_t begun = k->pick.ordinal - k->begun;

    if (!parts || strcmp(p->reason, "syntax") != 0 ||
        ++k->rejected >= PICKER_REJECTED_MAX)
        return false;
    k->begun = k->pick.ordinal;
    k->depth = k->article = k->body = k->silent = k->skipped = 0;
    k->captures = 0;
    k->uri = k->prefix = NULL;
    k->base = k->bases.size = 0;
    buf_clear(&k->captured);
    return xml_go_on(k->xml, parts, (size_t)begun);
}

/* An error before the first article is met again if it is in that. */
static bool is_repeated(struct picker *k, const struct problem *p)
{
    const bool repeated =
        k->last.line == p->line && !strcmp(k->last.err.message, p->err.message);

    k->last = *p;
    return repeated;
}

static enum ir_status at_end(struct picker *k, enum ir_status status,
                             struct problem *p)
{
    k->over = true;
    if (status != IR_END || k->pick.ordinal || !k->pick.format->none)
        return status;
    p->line = 0;
    return problem_set(p, IR_INVALID, "no_article", "%s", k->pick.format->none);
}

enum ir_status pick_next(const struct pick_format *format, struct source *s,
                         struct parsed *out, struct problem *p)
{
    enum ir_status status;
    struct picker *k;

    p->line = 0;
    if (!s->state) {
        status = begin(format, s, p);
        if (status != IR_OK)
            return status;
    }
    k = s->state;
    for (;;) {
        if (k->done_at < k->done_count)
            return give(k, out, p);
        k->done_at = k->done_count = 0;
        if (k->over)
            return IR_END;
        status = xml_step(k->xml, p);
        if (status == IR_OK || k->done_count) {
            k->over = false;
            continue;
        }
        if (status == IR_INVALID && leave(k, p)) {
            if (!is_repeated(k, p))
                return status;
            continue;
        }
        return at_end(k, status, p);
    }
}
