/* Check the head of a request: its structure, and who asks. */
#include "searcher/serve/head.h"

static const char *const field_names[] = {
    [FIELD_HOST] = "host",
    [FIELD_LENGTH] = "content-length",
    [FIELD_CODING] = "transfer-encoding",
    [FIELD_TYPE] = "content-type",
    [FIELD_AUTHORIZATION] = "authorization",
    [FIELD_ORIGIN] = "origin",
    [FIELD_SITE] = "sec-fetch-site",
    [FIELD_EXPECT] = "expect",
    [FIELD_ACCEPT] = "accept",
    [FIELD_ENCODING] = "accept-encoding",
    [FIELD_NONE_MATCH] = "if-none-match",
};

struct walk {
    struct head *head;
    struct fault *f;
    const char *at; /* where the next line must begin */
    size_t count;
    bool good;
};

/* A token of RFC 9110: a method or the name of a header. */
static bool is_token(const char *s, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!ascii_letter(s[i]) && !ascii_digit(s[i]) &&
            (!s[i] || !strchr("!#$%&'*+-.^_`|~", s[i])))
            return false;
    return size > 0;
}

static bool is_value(const char *s, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (((unsigned char)s[i] < ' ' && s[i] != '\t') || s[i] == 0x7f)
            return false;
    return true;
}

static bool keep(struct walk *w, struct ir_text name, struct ir_text value)
{
    for (size_t i = 0; i < COUNT(field_names); i++) {
        struct ir_text *field = &w->head->field[i];

        if (!text_is(name, field_names[i]))
            continue;
        if (field->data && i < FIELDS_SINGLE)
            return fault_set(w->f, 400, "repeated_header",
                             "the header %s is given twice", field_names[i]);
        if (!field->data)
            *field = value;
    }
    return true;
}

static enum MHD_Result visit(void *closure, enum MHD_ValueKind kind,
                             const char *name, size_t name_size,
                             const char *value, size_t value_size)
{
    struct walk *w = closure;
    struct ir_text v = {value, value_size};

    (void)kind;
    if (++w->count > HEAD_FIELDS_MAX) {
        w->good =
            fault_set(w->f, 431, "too_many_headers",
                      "a request has at most %d headers", HEAD_FIELDS_MAX);
        return MHD_NO;
    }
    if (name != w->at || !is_token(name, name_size) || !value ||
        value < name + name_size + 1 || !is_value(value, value_size)) {
        w->good = fault_set(w->f, 400, "bad_header",
                            "the request has a malformed header");
        return MHD_NO;
    }
    w->at = value + value_size + strlen("\r\n");
    w->good =
        keep(w, (struct ir_text){name, name_size}, text_trim(v, BYTES_BLANK));
    return w->good ? MHD_YES : MHD_NO;
}

static bool read_line(struct head *h, const struct request_line *l,
                      struct fault *f)
{
    static const struct {
        const char *name;
        enum method method;
        bool known;
    } rows[] = {
        {"GET", METHOD_GET, true},       {"HEAD", METHOD_HEAD, true},
        {"POST", METHOD_POST, true},     {"PUT", METHOD_OTHER, true},
        {"DELETE", METHOD_OTHER, true},  {"OPTIONS", METHOD_OTHER, true},
        {"PATCH", METHOD_OTHER, true},   {"TRACE", METHOD_OTHER, true},
        {"CONNECT", METHOD_OTHER, true},
    };
    size_t size = strlen(l->method);
    bool known = false;

    if (!is_token(l->method, size) || l->target != l->method + size + 1 ||
        l->version != l->target + l->target_size + 1)
        return fault_set(f, 400, "bad_request_line",
                         "the request line is malformed");
    if (strcmp(l->version, "HTTP/1.1"))
        return fault_set(f, 505, "bad_version", "this server speaks HTTP/1.1");
    for (size_t i = 0; i < COUNT(rows); i++)
        if (!strcmp(l->method, rows[i].name)) {
            h->method = rows[i].method;
            known = rows[i].known;
        }
    return known || fault_set(f, 501, "unknown_method",
                              "there is no method %.20s", l->method);
}

static bool read_length(struct head *h, struct fault *f)
{
    struct ir_text t = h->field[FIELD_LENGTH];

    if (h->field[FIELD_CODING].data)
        return fault_set(f, t.data ? 400 : 501, "transfer_encoding",
                         "a body must have a Content-Length and no "
                         "Transfer-Encoding");
    if (!t.data)
        return true;
    for (size_t i = 0; i < t.size; i++) {
        if (!ascii_digit(t.data[i]))
            return fault_set(f, 400, "bad_length",
                             "Content-Length is not a number");
        if (h->length <= BODY_MAX)
            h->length = h->length * 10 + (uint64_t)(t.data[i] - '0');
    }
    if (!t.size || (h->length && h->method != METHOD_POST))
        return fault_set(f, 400, "bad_length",
                         t.size ? "only POST has a body"
                                : "Content-Length is not a number");
    return h->length <= BODY_MAX ||
           fault_set(f, 413, "body_too_long", "a body has at most %d bytes",
                     BODY_MAX);
}

bool head_read(struct head *h, struct MHD_Connection *connection,
               const struct request_line *line, struct fault *f)
{
    const union MHD_ConnectionInfo *info = http.MHD_get_connection_info(
        connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    struct walk w = {.head = h, .f = f, .good = true};

    memset(h, 0, sizeof(*h));
    if (info && info->header_size > HEAD_MAX)
        fault_set(f, 431, "head_too_long",
                  "request line and headers have at most %d bytes", HEAD_MAX);
    else if (read_line(h, line, f)) {
        w.at = line->version + strlen("HTTP/1.1\r\n");
        http.MHD_get_connection_values_n(connection, MHD_HEADER_KIND, visit,
                                         &w);
        if (w.good && info &&
            w.at + strlen("\r\n") != line->method + info->header_size)
            w.good = fault_set(f, 400, "bad_header",
                               "the request has a malformed header");
        if (w.good && !h->field[FIELD_HOST].size)
            w.good = fault_set(f, 400, "no_host", "the header Host is missing");
        if (w.good && h->field[FIELD_EXPECT].data &&
            !text_is(h->field[FIELD_EXPECT], "100-continue"))
            w.good = fault_set(f, 400, "bad_expect",
                               "only 100-continue can be expected");
        if (w.good && read_length(h, f))
            return true;
    }
    f->closes = true;
    return false;
}

/* Host without its port; false if it is malformed. */
static bool host_name(struct ir_text host, struct ir_text *out)
{
    const char *end = text_find(host, ':');

    if (host.size && *host.data == '[') {
        end = text_find(host, ']');
        if (!end)
            return false;
        end++;
    }
    if (!end)
        end = host.data + host.size;
    *out = (struct ir_text){host.data, (size_t)(end - host.data)};
    if (end == host.data + host.size)
        return out->size > 0;
    if (*end != ':' || host.data + host.size - end > 6)
        return false;
    for (end++; end < host.data + host.size; end++)
        if (!ascii_digit(*end))
            return false;
    return out->size > 0;
}

static bool is_ours(struct ir_text host, const struct guard *guard)
{
    static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
    struct ir_text name;

    if (!host_name(host, &name))
        return false;
    for (size_t i = 0; i < COUNT(names); i++)
        if (text_is(name, names[i]))
            return true;
    for (size_t i = 0; i < guard->hosts->count; i++)
        if (name.size == strlen(guard->hosts->items[i]) &&
            !strncasecmp(name.data, guard->hosts->items[i], name.size))
            return true;
    return false;
}

/* Is the page that asks one of this server: "http://" and the same Host? */
static bool same_origin(struct ir_text origin, struct ir_text host)
{
    size_t scheme = text_begins(origin, "http://");

    if (!scheme)
        scheme = text_begins(origin, "https://");
    return scheme && origin.size - scheme == host.size &&
           !strncasecmp(origin.data + scheme, host.data, host.size);
}

/* In a time that does not depend on where they differ. */
static bool same_secret(struct ir_text given, struct ir_text secret)
{
    unsigned difference = given.size != secret.size;

    for (size_t i = 0; i < secret.size; i++)
        difference |= (unsigned char)secret.data[i] ^
                      (unsigned char)(i < given.size ? given.data[i] : 0);
    return !difference;
}

bool head_allowed(const struct head *h, const struct guard *guard,
                  enum trust trust, struct fault *f)
{
    struct ir_text host = h->field[FIELD_HOST];
    struct ir_text site = h->field[FIELD_SITE];
    struct ir_text given = h->field[FIELD_AUTHORIZATION];
    size_t scheme = text_begins(given, "bearer ");

    if (!is_ours(host, guard))
        return fault_set(f, 403, "host_not_allowed",
                         "%.*s is not a name of this server; --allow-host "
                         "adds one",
                         host.size < 100 ? (int)host.size : 100, host.data);
    if (trust == TRUST_HOST)
        return true;
    if ((h->field[FIELD_ORIGIN].data &&
         !same_origin(h->field[FIELD_ORIGIN], host)) ||
        (site.data && !text_is(site, "same-origin") && !text_is(site, "none")))
        return fault_set(f, 403, "origin_not_allowed",
                         "pages of other sites may not ask");
    if (trust == TRUST_SITE || !guard->token.size)
        return true;
    given = text_trim_start(text_slice(given, scheme, given.size), BYTE(' '));
    if (!scheme || !same_secret(given, guard->token))
        return fault_set(f, 401, "no_token",
                         "the header Authorization: Bearer TOKEN is missing or "
                         "wrong");
    return true;
}

/* Is the value of q in parameters such as ";q=0.5" zero? */
static bool is_refused(struct ir_text parameters)
{
    static const char zeros[] = "0.";
    const char *q = parameters.size ? memmem(parameters.data, parameters.size,
                                             "q=", strlen("q="))
                                    : NULL;
    const char *end = parameters.data + parameters.size;

    if (!q)
        return false;
    for (q += 2; q < end && *q != ';' && *q != ' '; q++)
        if (!strchr(zeros, *q))
            return false;
    return true;
}

bool head_lists(struct ir_text list, const char *name)
{
    while (list.size) {
        const char *comma = memchr(list.data, ',', list.size);
        size_t size = comma ? (size_t)(comma - list.data) : list.size;
        struct ir_text item = text_slice(list, 0, size);
        const char *semicolon = size ? memchr(item.data, ';', size) : NULL;
        size_t bare = semicolon ? (size_t)(semicolon - item.data) : size;

        if (text_is(text_trim(text_slice(item, 0, bare), BYTES_BLANK), name) &&
            !is_refused(text_slice(item, bare, size)))
            return true;
        list = text_slice(list, size + (comma != NULL), list.size);
    }
    return false;
}
