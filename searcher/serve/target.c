/* Take apart the target of a request. */
#include "searcher/serve/target.h"
#include "searcher/exchange/exchange.h"

#define ARTICLES "/v1/articles/"
#define SIMILAR "/similar"
#define WHY "/why"

static int hex_digit(char c)
{
    if (ascii_digit(c))
        return c - '0';
    c = ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decode into memory of the arena, with a NUL after it.  In a query, + is a
 * space. */
static bool decode(struct target *t, struct ir_text raw, bool query,
                   struct ir_text *out, struct fault *f)
{
    char *text = arena_alloc(&t->arena, raw.size + 1);
    size_t size = 0;

    for (size_t i = 0; i < raw.size; i++) {
        char c = raw.data[i];

        if (c == '%') {
            int high = i + 2 < raw.size ? hex_digit(raw.data[i + 1]) : -1;
            int low = high >= 0 ? hex_digit(raw.data[i + 2]) : -1;

            if (low < 0 || (!high && !low))
                return fault_set(f, 400, "bad_escape",
                                 "a %% in the URL must be followed by two hex "
                                 "digits, other than 00");
            c = (char)(high << 4 | low);
            i += 2;
        } else if (query && c == '+') {
            c = ' ';
        }
        text[size++] = c;
    }
    *out = (struct ir_text){text, size};
    return true;
}

/* The index of c in t, or t.size. */
static size_t find(struct ir_text t, char c)
{
    const char *at = text_find(t, c);

    return at ? (size_t)(at - t.data) : t.size;
}

static bool add_pair(struct target *t, struct ir_text raw, struct fault *f)
{
    size_t equals = find(raw, '=');
    struct pair *pair = &t->pairs[t->count];
    struct ir_text value;

    if (!decode(t, text_slice(raw, 0, equals), true, &pair->name, f))
        return false;
    if (equals < raw.size) {
        if (!decode(t, text_slice(raw, equals + 1, raw.size), true, &value, f))
            return false;
        pair->value = value.data;
    }
    t->count++;
    return true;
}

static bool read_pairs(struct target *t, struct ir_text query, struct fault *f)
{
    t->pairs = arena_alloc(&t->arena, TARGET_PAIRS_MAX * sizeof(*t->pairs));
    while (query.size) {
        size_t size = find(query, '&');

        if (size && t->count == TARGET_PAIRS_MAX)
            return fault_set(f, 400, "too_many_parameters",
                             "a request has at most %d parameters",
                             TARGET_PAIRS_MAX);
        if (size && !add_pair(t, text_slice(query, 0, size), f))
            return false;
        query = text_slice(query, size + (size < query.size), query.size);
    }
    return true;
}

static bool has_end(struct ir_text t, const char *end)
{
    size_t size = strlen(end);

    return t.size > size && !memcmp(t.data + t.size - size, end, size);
}

static bool has_start(struct ir_text t, const char *start)
{
    size_t size = strlen(start);

    return t.size >= size && !memcmp(t.data, start, size);
}

static enum endpoint find_fixed(struct ir_text path)
{
    static const struct {
        const char *path;
        enum endpoint endpoint;
    } rows[] = {
        {"/v1/search", ENDPOINT_SEARCH},     {"/v1/info", ENDPOINT_INFO},
        {"/livez", ENDPOINT_LIVE},           {"/readyz", ENDPOINT_READY},
        {"/metrics", ENDPOINT_METRICS},      {EXCHANGE_PATH, ENDPOINT_RUN},
        {"/openapi.json", ENDPOINT_OPENAPI}, {"/", ENDPOINT_PAGE},
        {"/v1/suggest", ENDPOINT_SUGGEST},   {"/v1/terms", ENDPOINT_TERMS},
        {"/v1/verify", ENDPOINT_VERIFY},
    };

    for (size_t i = 0; i < COUNT(rows); i++)
        if (text_equal(path, text_of(rows[i].path)))
            return rows[i].endpoint;
    return ENDPOINT_NONE;
}

/* "/NAME/v1/..." is "/v1/..." of the index NAME. */
static struct ir_text take_index(struct target *t, struct ir_text path)
{
    struct ir_text rest = text_slice(path, 1, path.size);
    size_t size = find(rest, '/');

    if (has_start(path, "/v1/") || !size ||
        !has_start(text_slice(rest, size, rest.size), "/v1/"))
        return path;
    t->index = arena_text(&t->arena, text_slice(rest, 0, size));
    return text_slice(rest, size, rest.size);
}

static bool read_path(struct target *t, struct ir_text path, struct fault *f)
{
    path = take_index(t, path);
    if (!has_start(path, ARTICLES)) {
        t->endpoint = find_fixed(path);
        return true;
    }
    path = text_slice(path, strlen(ARTICLES), path.size);
    t->endpoint = ENDPOINT_ARTICLE;
    if (has_end(path, SIMILAR)) {
        t->endpoint = ENDPOINT_SIMILAR;
        path.size -= strlen(SIMILAR);
    } else if (has_end(path, WHY)) {
        t->endpoint = ENDPOINT_WHY;
        path.size -= strlen(WHY);
    }
    if (!path.size)
        t->endpoint = ENDPOINT_NONE;
    return decode(t, path, false, &t->id, f);
}

bool target_read(struct target *t, struct ir_text raw, struct fault *f)
{
    size_t path;

    memset(t, 0, sizeof(*t));
    if (raw.size > TARGET_MAX)
        return fault_set(
            f, 414, "url_too_long",
            "a URL has at most %d bytes; POST takes longer queries",
            TARGET_MAX);
    if (!raw.size || raw.data[0] != '/')
        return fault_set(f, 400, "bad_target", "a URL must be a path");
    for (size_t i = 0; i < raw.size; i++)
        if ((unsigned char)raw.data[i] <= ' ' ||
            (unsigned char)raw.data[i] >= 0x7f || raw.data[i] == '#')
            return fault_set(f, 400, "bad_target",
                             "a URL may only have printable ASCII; others are "
                             "written as %%XX");
    path = find(raw, '?');
    return read_path(t, text_slice(raw, 0, path), f) &&
           read_pairs(t, text_slice(raw, path + (path < raw.size), raw.size),
                      f);
}

void target_free(struct target *t)
{
    arena_free(&t->arena);
}
