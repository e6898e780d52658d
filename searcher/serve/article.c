/* Answer requests for an article, or for a part of its text. */
#include "searcher/output/json.h"
#include "searcher/serve/endpoints.h"
#include "searcher/serve/parameters.h"

#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

static bool read_place(const struct target *t, const char *name, size_t most,
                       size_t *out, struct fault *f)
{
    const char *value = parameter_value(t, name);
    char *end;

    if (!value)
        return true;
    *out = strtoull(value, &end, 10);
    if (!ascii_digit(*value) || *end || *out > most)
        return fault_parameter(f, text_of(name), "invalid",
                               "parameter %s: \"%.60s\" is not a number from 0 "
                               "to %zu, the length of the text",
                               name, value, most);
    return true;
}

static bool splits_character(struct ir_text text, size_t at)
{
    return at < text.size && ((unsigned char)text.data[at] & 0xc0) == 0x80;
}

/* Print only the bytes [start, end) of the text. */
static bool print_range(const struct target *t, const struct ir_article *a,
                        struct buf *out, struct fault *f)
{
    size_t start = 0, end = a->text.size;
    struct json j = {out, false};

    if (!read_place(t, "start", a->text.size, &start, f) ||
        !read_place(t, "end", a->text.size, &end, f))
        return false;
    if (start > end || splits_character(a->text, start) ||
        splits_character(a->text, end))
        return fault_parameter(f, TEXT("start"), "invalid",
                               start > end
                                   ? "start is after end"
                                   : "start or end is within a character");
    json_open(&j, '{');
    json_key_text(&j, "id", a->id);
    json_key_text(&j, "fingerprint", text_of(a->fingerprint));
    json_key_number(&j, "start", start);
    json_key_number(&j, "end", end);
    json_key_text(&j, "text", text_slice(a->text, start, end));
    json_close(&j, '}');
    buf_addc(out, '\n');
    return true;
}

static bool print_article(struct request *r, const struct ir_article *a,
                          struct fault *f)
{
    struct page page = {.out = &r->reply.body};

    if (r->target.count) {
        if (!print_range(&r->target, a, &r->reply.body, f))
            return false;
    } else {
        output_json.article(&page, a);
    }
    /* Titles and dates may change while the text does not. */
    snprintf(r->reply.etag, sizeof(r->reply.etag), "W/\"%s-%08x\"",
             a->fingerprint,
             (unsigned)XXH3_64bits(r->reply.body.data, r->reply.body.size));
    return true;
}

void endpoint_article(struct desk *d, struct request *r)
{
    static const char *const names[] = {"start", "end"};
    struct ir_article *a = NULL;
    struct ir_error err;
    struct fault f = {0};
    enum ir_status status = IR_OK;

    if (parameters_only(&r->target, names, COUNT(names), &f))
        status = ir_get(d->searchers[r->index], r->target.id, &a, &err);
    if (status != IR_OK) {
        desk_refuse(r, &err);
        return;
    }
    if (f.status || !print_article(r, a, &f)) {
        reply_fault(&r->reply, &f);
    } else if (!reply_unchanged(r)) {
        r->reply.status = 200;
        r->reply.type = "application/json";
    }
    ir_article_free(a);
}
