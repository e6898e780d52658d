/* Which rules an element meets, and what they begin. */
#include "indexer/formats/xml/picker.h"

#include <assert.h>

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
    pick_put(&k->pick, rule->slot, rule->rank, rule->how | PICK_TEXT,
             buf_text(&k->value));
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
    return !strncmp(part->name, name, size) && !part->name[size];
}

/* Does the path end here? */
static bool leads_here(const struct picker *k, const char *path)
{
    const char *end = path + strlen(path);
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
    return ((unsigned char)name[0] * 7u + (unsigned char)name[size - 1] +
            (unsigned)size) %
           PICKER_BUCKETS;
}

/* An element is looked up by its name, not held against every rule. */
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

        if (leads_here(k, r->path) &&
            !(f->passes && f->passes(&k->pick, r, with)))
            apply(k, part, r, with);
    }
}
