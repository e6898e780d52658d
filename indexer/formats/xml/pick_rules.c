/* The rules that an element meets, and the values that they keep. */
#include "indexer/formats/html/markup.h"
#include "indexer/formats/text/web_address.h"
#include "indexer/formats/text/wire.h"
#include "indexer/formats/xml/picker.h"
#include "indexer/input/binary.h"
#include "indexer/input/charset.h"
#include "text/date.h"

#include <assert.h>
#include <limits.h>
#include <nettle/base64.h>
#include <strings.h>

#define BASE_MAX 4096   /* bytes of an address that others begin at */
#define JOINED_MAX 1000 /* bytes of values that are joined in one field */

/* ---- values ---- */

struct ir_text pick_value(const struct pick *p, unsigned slot)
{
    return buf_text(&p->slots[slot].text);
}

bool pick_has(const struct pick *p, unsigned slot, unsigned rank)
{
    return p->slots[slot].rank && p->slots[slot].rank <= rank;
}

/* Is value one of those that are joined in list? */
static bool is_among(struct ir_text list, struct ir_text value)
{
    const char *at = list.data, *end = list.data + list.size;

    while (at < end) {
        const char *next = memmem(at, (size_t)(end - at), "; ", 2);

        if (!next)
            next = end;
        if (text_equal((struct ir_text){at, (size_t)(next - at)}, value))
            return true;
        at = next + 2;
    }
    return false;
}

static void keep(struct pick_value *v, unsigned rank, unsigned how,
                 struct ir_text value)
{
    if (!value.size || (v->rank && v->rank < rank))
        return;
    if (v->rank == rank) {
        if (!(how & PICK_JOIN) || v->text.size + value.size > JOINED_MAX ||
            is_among(buf_text(&v->text), value))
            return;
        buf_adds(&v->text, "; ");
    } else
        buf_clear(&v->text);
    buf_addt(&v->text, value);
    v->rank = rank;
}

/* The better of two dates, as for one place and a lesser one. */
static void keep_date(struct pick_value *v, unsigned rank, struct ir_text value)
{
    const bool lesser = v->rank <= rank;
    struct date old, new;

    date_read(buf_text(&v->text), &old);
    date_read(value, &new);
    if (lesser ? date_improves(&old, &new) : !date_improves(&new, &old)) {
        buf_clear(&v->text);
        buf_addt(&v->text, value);
    }
    if (!lesser)
        v->rank = rank;
}

/* Append what value encodes, if that is text. */
static void add_decoded(struct ir_text value, struct buf *out)
{
    struct base64_decode_ctx decoder;
    struct buf bytes = BUF_INIT;
    struct ir_text text;
    const char *converted = NULL;
    size_t size, replaced = 0;

    buf_reserve(&bytes, BASE64_DECODE_LENGTH(value.size) + 1);
    base64_decode_init(&decoder);
    if (base64_decode_update(&decoder, &size, (uint8_t *)bytes.data, value.size,
                             value.data) &&
        base64_decode_final(&decoder)) {
        text = (struct ir_text){bytes.data, size};
        if (size && !binary_kind(text, true))
            charset_guess(text, NULL, out, &replaced, &converted);
    }
    buf_free(&bytes);
}

static bool is_marked_up(struct ir_text t)
{
    return text_find(t, '<') || text_find(t, '&');
}

void pick_put(struct pick *p, unsigned slot, unsigned rank, unsigned how,
              struct ir_text value)
{
    struct buf plain = BUF_INIT, line = BUF_INIT, decoded = BUF_INIT;

    if (how & PICK_BASE64) {
        add_decoded(value, &decoded);
        value = buf_text(&decoded);
    }
    if (how & PICK_HTML && value.size && is_marked_up(value)) {
        markup_text(value, &plain);
        value = buf_text(&plain);
    }
    if (how & PICK_TEXT) {
        squeeze(value, &line);
        value = buf_text(&line);
    }
    value = text_trim(value, BYTES_BLANK);
    if (slot == PARSED_DATE && p->slots[slot].rank && value.size)
        keep_date(&p->slots[slot], rank, value);
    else
        keep(&p->slots[slot], rank, how, value);
    buf_free(&decoded);
    buf_free(&plain);
    buf_free(&line);
}

enum ir_status pick_finish(struct pick *p, struct parsed *out,
                           struct problem *problem)
{
    struct ir_text text = pick_value(p, PARSED_TEXT);

    for (int i = 0; i < PARSED_FIELDS; i++)
        if (i != PARSED_TEXT && i != PARSED_ID && i != PARSED_BYLINE)
            parsed_set(out, (enum parsed_field)i, pick_value(p, (unsigned)i));
    parsed_set(out, PARSED_BYLINE, byline_name(pick_value(p, PARSED_BYLINE)));
    if (!text.size)
        text = pick_value(p, PICK_ABSTRACT);
    if (!text.size)
        text = pick_value(p, PICK_CAPTION);
    if (!text.size && !out->fields[PARSED_TITLE].size)
        return problem_set(problem, IR_INVALID, "empty",
                           "an article without headline and text");
    if (text.data == p->slots[PARSED_TEXT].text.data &&
        !p->slots[PICK_DATELINE].rank) {
        struct buf swapped = out->fields[PARSED_TEXT];

        out->fields[PARSED_TEXT] = p->slots[PARSED_TEXT].text;
        p->slots[PARSED_TEXT].text = swapped;
    } else
        dateline_lead(pick_value(p, PICK_DATELINE), text,
                      &out->fields[PARSED_TEXT]);
    if (pick_value(p, PARSED_ID).size)
        parsed_set(out, PARSED_ID, pick_value(p, PARSED_ID));
    else if (!p->format->many || p->ordinal == 0)
        parsed_set(out, PARSED_ID, text_of(p->source->name));
    else
        unique_id(p->source->name, pick_value(p, PARSED_ID), p->ordinal,
                  &out->fields[PARSED_ID]);
    return IR_OK;
}

/* ---- rules ---- */

void picker_base_begin(struct picker *k, struct part *part,
                       const struct xml_attributes *with)
{
    struct ir_text base = with->count ? xml_attribute(with, "base") : TEXT(""),
                   now;

    part->base = k->base;
    part->bases = k->bases.size;
    if (!base.size || base.size > BASE_MAX)
        return;
    now = (struct ir_text){k->bases.data + k->base, k->bases.size - k->base};
    buf_clear(&k->value);
    if (!address_resolve(base, k->bases.size ? now : TEXT(""), &k->value))
        return;
    k->base = k->bases.size;
    buf_addt(&k->bases, buf_text(&k->value));
}

void picker_base_end(struct picker *k, const struct part *part)
{
    k->base = part->base;
    k->bases.size = part->bases;
}

void picker_put(struct picker *k, const struct pick_rule *rule, unsigned how,
                struct ir_text value)
{
    struct ir_text base = {k->bases.data + k->base, k->bases.size - k->base};
    struct buf address = BUF_INIT;

    if (rule->slot == PARSED_URL && k->bases.size &&
        address_resolve(text_trim(value, BYTES_BLANK), base, &address))
        value = buf_text(&address);
    pick_put(&k->pick, rule->slot, rule->rank, how, value);
    buf_free(&address);
}

/* libxml2 leaves this one reference in attributes. */
static void put_attribute(struct picker *k, const struct pick_rule *rule,
                          struct ir_text value)
{
    const char *at = value.data, *end = at + value.size;

    buf_clear(&k->value);
    while (at < end) {
        const char *next = memmem(at, (size_t)(end - at), "&#38;", 5);

        buf_add(&k->value, at, (size_t)((next ? next : end) - at));
        if (next)
            buf_addc(&k->value, '&');
        at = next ? next + 5 : end;
    }
    picker_put(k, rule, rule->how | PICK_TEXT, buf_text(&k->value));
}

static bool is_name(const struct part *part, const char *name, size_t size)
{
    size_t prefix = part->prefix ? strlen(part->prefix) : 0;

    if (!part->name)
        return false;
    if (prefix) {
        if (size <= prefix || memcmp(name, part->prefix, prefix) != 0 ||
            name[prefix] != ':')
            return false;
        name += prefix + 1;
        size -= prefix + 1;
    }
    /* Most names differ in their first letter, or in nothing. */
    return !((*part->name ^ *name) & ~0x20) &&
           (!strncmp(part->name, name, size) ||
            !strncasecmp(part->name, name, size)) &&
           !part->name[size];
}

/* Does the path end here? */
static bool leads_here(const struct picker *k, const char *path, size_t size)
{
    const char *end = path + size;
    int depth = k->depth;

    while (depth > 0) {
        const char *slash = memrchr(path, '/', (size_t)(end - path));
        const char *name = slash ? slash + 1 : path;

        if (!is_name(&k->stack[--depth], name, (size_t)(end - name)))
            return false;
        if (!slash)
            return true;
        end = slash;
    }
    return false;
}

static void begin_article(struct picker *k)
{
    for (int i = 0; i < PICK_KEPT; i++) {
        buf_clear(&k->pick.slots[i].text);
        k->pick.slots[i].rank = 0;
    }
    k->article = k->depth;
    k->line = xml_line(k->xml);
    k->pick.ordinal++;
    k->pick.flag = false;
    k->pick.role = 0;
}

static void begin_body(struct picker *k, const struct pick_rule *rule)
{
    if (k->body || pick_has(&k->pick, rule->slot, rule->rank))
        return;
    k->body = k->depth;
    k->body_rule = rule;
    k->marked_up = false;
    buf_clear(&k->body_text);
    paragraphs_start(&k->paragraphs, &k->body_text);
}

static void begin_capture(struct picker *k, struct part *part,
                          const struct pick_rule *rule)
{
    if (part->rule)
        return;
    part->rule = rule;
    part->from = k->captured.size;
    k->captures++;
}

static void apply(struct picker *k, struct part *part,
                  const struct pick_rule *rule,
                  const struct xml_attributes *with)
{
    if (rule->slot == PICK_ARTICLE) {
        if (!k->article)
            begin_article(k);
    } else if (rule->slot == PICK_PASS)
        k->skipped = k->depth;
    else if (rule->slot == PICK_MARK || (!k->article && rule->slot < PICK_KEPT))
        return;
    else if (rule->attribute) {
        struct ir_text value = xml_attribute(with, rule->attribute);

        if (value.data)
            put_attribute(k, rule, value);
    } else if (rule->how & PICK_BODY)
        begin_body(k, rule);
    else
        begin_capture(k, part, rule);
}

static unsigned bucket_of(const char *name)
{
    size_t size = strlen(name);

    if (!size)
        return 0;
    /* The bit makes small letters of capitals. */
    return ((name[0] | 32u) * 7u + (name[size - 1] | 32u) + (unsigned)size) %
           PICKER_BUCKETS;
}

/* Rules are hashed by element name, in any case, so that few are tried per
 * element. */
void picker_sort_rules(struct picker *k)
{
    const struct pick_rule *rules = k->pick.format->rules;
    size_t count = 0;

    while (rules[count].path)
        count++;
    assert(count <= PICKER_RULES_MAX);
    while (count-- > 0) {
        const char *slash = strrchr(rules[count].path, '/');
        const char *name = slash ? slash + 1 : rules[count].path;
        const char *colon = strchr(name, ':');
        unsigned b = bucket_of(colon ? colon + 1 : name);

        assert(strlen(rules[count].path) <= UCHAR_MAX);
        k->path_size[count] = (unsigned char)strlen(rules[count].path);
        k->chain[count] = k->bucket[b];
        k->bucket[b] = (unsigned char)(count + 1);
    }
}

void picker_apply_rules(struct picker *k, struct part *part,
                        const struct xml_attributes *with)
{
    const struct pick_format *f = k->pick.format;
    unsigned i = part->name ? k->bucket[bucket_of(part->name)] : 0;

    for (; i && !k->skipped; i = k->chain[i - 1]) {
        const struct pick_rule *r = &f->rules[i - 1];

        if (leads_here(k, r->path, k->path_size[i - 1]) &&
            !(f->passes && f->passes(&k->pick, r, with)))
            apply(k, part, r, with);
    }
}
