#include "glass/chunk.h"

size_t chunk_list_key(uint8_t *to, enum list_kind kind, struct ir_text name)
{
    uint8_t *begin = to;

    if (kind == LIST_LENGTHS)
        to = put_bytes(to, KEY_LENGTHS, KEY_KIND);
    else if (kind == LIST_VALUES)
        to = put_uint(put_bytes(to, KEY_VALUES, KEY_KIND),
                      (unsigned char)*name.data);
    else
        to = put_term(to, name);
    return (size_t)(to - begin);
}

void chunks_free(struct chunks *c)
{
    buf_free(&c->entries);
    buf_free(&c->tag);
}

void chunks_begin(struct chunks *c, struct btree *table, enum list_kind kind,
                  struct ir_text key)
{
    c->table = table;
    c->kind = kind;
    c->key_size = key.size;
    memcpy(c->key, key.data, key.size);
    c->frequency = c->sum = 0;
    c->begun = false;
    c->first = c->last = 0;
    buf_clear(&c->entries);
}

void chunks_close(struct chunks *c, bool is_last)
{
    uint8_t *to = c->key + c->key_size;

    buf_clear(&c->tag);
    if (c->kind != LIST_VALUES) {
        if (!c->begun) {
            buf_add_varint(&c->tag, c->frequency);
            buf_add_varint(&c->tag, c->sum);
            buf_add_varint(&c->tag, c->first - 1);
        }
        buf_addc(&c->tag, is_last ? '1' : '0');
        buf_add_varint(&c->tag, c->last - c->first);
    }
    if (c->begun || c->kind == LIST_VALUES) {
        if (c->kind == LIST_TERM)
            to = put_term_end(to);
        to = put_document(to, c->first);
    }
    buf_addt(&c->tag, buf_text(&c->entries));
    btree_add(c->table, c->key, (size_t)(to - c->key), c->tag.data, c->tag.size,
              false);
    buf_clear(&c->entries);
    c->begun = true;
}

/* ---- reading ---- */

/* A number in a key ends with a byte below 0x80; a term ends with a zero byte
 * that no 0xff follows. */
size_t chunk_list_size(struct ir_text key, enum list_kind *kind)
{
    const uint8_t *bytes = (const uint8_t *)key.data;
    size_t size = KEY_KIND;

    *kind = LIST_META;
    if (key.size < KEY_KIND || bytes[0] || bytes[1] == 0xff) {
        const uint8_t *at = bytes, *end = bytes + key.size;

        *kind = LIST_TERM;
        while ((at = memchr(at, 0, (size_t)(end - at))) && at + 1 < end &&
               at[1] == 0xff)
            at += 2;
        return at ? (size_t)(at - bytes) : key.size;
    }
    if (!memcmp(bytes, KEY_LENGTHS, KEY_KIND))
        *kind = LIST_LENGTHS;
    if (memcmp(bytes, KEY_VALUES, KEY_KIND) != 0)
        return size;
    *kind = LIST_VALUES;
    while (size < key.size && bytes[size] & 0x80)
        size++;
    return size < key.size ? size + 1 : size;
}

/* The first document of a chunk that is not the first of its list. */
static bool read_place(struct chunk *c, enum list_kind kind,
                       struct ir_text rest)
{
    const uint8_t *at = (const uint8_t *)rest.data, *end = at + rest.size;

    if (kind == LIST_TERM && *at++)
        return false;
    return take_document(&at, end, &c->first) && at == end && c->first;
}

static bool read_head(struct chunk *c, const uint8_t **at, const uint8_t *end)
{
    uint64_t before, span;

    if (c->is_first) {
        if (!take_uint(at, end, &c->frequency) ||
            !take_uint(at, end, &c->sum) || !take_uint(at, end, &before) ||
            before >= UINT32_MAX)
            return false;
        c->first = (uint32_t)before + 1;
    }
    if (*at == end || (**at != '0' && **at != '1'))
        return false;
    ++*at;
    if (!take_uint(at, end, &span) || span > UINT32_MAX - c->first)
        return false;
    c->last = c->first + (uint32_t)span;
    return true;
}

bool chunk_read(struct chunk *out, struct ir_text key, struct ir_text tag)
{
    enum list_kind kind;
    const uint8_t *at = (const uint8_t *)tag.data, *end = at + tag.size;
    const size_t size = chunk_list_size(key, &kind);
    const struct ir_text rest = text_slice(key, size, key.size);

    memset(out, 0, sizeof(*out));
    if (kind == LIST_META)
        return false;
    out->is_first = kind != LIST_VALUES && !rest.size;
    if (!out->is_first && (!rest.size || !read_place(out, kind, rest)))
        return false;
    out->last = out->first;
    if (kind != LIST_VALUES && !read_head(out, &at, end))
        return false;
    out->entries = (struct ir_text){(const char *)at, (size_t)(end - at)};
    return out->entries.size;
}

struct chunk_walk chunk_walk(const struct chunk *c, enum list_kind kind)
{
    const uint8_t *at = (const uint8_t *)c->entries.data;

    return (struct chunk_walk){.kind = kind,
                               .at = at,
                               .end = at + c->entries.size,
                               .document = c->first};
}

bool chunk_walk_next(struct chunk_walk *w)
{
    uint64_t n;

    if (w->bad || w->at == w->end)
        return false;
    w->bad = true;
    if (w->begun) {
        if (!take_uint(&w->at, w->end, &n) || n >= UINT32_MAX - w->document)
            return false;
        w->document += (uint32_t)n + 1;
    }
    w->begun = true;
    w->body = w->at;
    if (!take_uint(&w->at, w->end, &n))
        return false;
    if (w->kind == LIST_VALUES) {
        if (n > (uint64_t)(w->end - w->at))
            return false;
        w->at += n;
    }
    w->bad = false;
    return true;
}
