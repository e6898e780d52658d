/* Web archives: the HTML pages in WARC 0.18 to 1.1 (ISO 28500), and the plain
 * texts that were made of pages (Common Crawl's WET). */
#include "indexer/formats/formats.h"
#include "indexer/formats/html/read_html.h"
#include "indexer/formats/http.h"
#include "indexer/formats/text/paragraphs.h"
#include "indexer/input/charset.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

#define STEP ((size_t)1 << 16)
#define HEADERS_MAX ((size_t)1 << 16) /* bytes of the headers of a record */
#define URL_MAX 4096                  /* bytes of an address */
#define END_SIZE 4                    /* two line ends after a record */
#define TITLE_MAX 300                 /* bytes of a first line that is one */

struct record {
    struct ir_text headers;
    size_t at;     /* bytes of the headers */
    uint64_t size; /* bytes of its content */
};

struct state {
    uint64_t count; /* of records */
    bool lost;      /* search for the next record */
    struct buf headers, page, url;
};

static void free_state(void *state)
{
    struct state *st = state;

    buf_free(&st->headers);
    buf_free(&st->page);
    buf_free(&st->url);
    free(st);
}

static bool claims(const struct source *s, struct ir_text head)
{
    (void)s;
    return head.size > 5 && !memcmp(head.data, "WARC/", 5);
}

static enum ir_status damaged(struct state *st, const char *why,
                              struct problem *p)
{
    char count[32];

    st->lost = true;
    return problem_set(p, IR_INVALID, "damaged", "record %s: %s",
                       count_words(count, st->count), why);
}

/* Take what lies before the next record. */
static enum ir_status find_record(struct source *s, struct state *st,
                                  struct problem *p)
{
    enum ir_status status;
    struct ir_text ahead;
    size_t blank = 0;
    const char *next;

    do {
        source_take(s, blank);
        status = source_ahead(s, 5, &ahead, p);
        if (status != IR_OK)
            return status;
        for (blank = 0; blank < ahead.size;)
            if (isspace((unsigned char)ahead.data[blank]))
                blank++;
            else
                break;
    } while (blank);
    if (!ahead.size)
        return IR_END;
    st->count += !st->lost;
    if (claims(s, ahead)) {
        st->lost = false;
        return IR_OK;
    }
    while ((status = source_ahead(s, STEP, &ahead, p)) == IR_OK) {
        next = memmem(ahead.data, ahead.size, "\nWARC/", 6);
        if (next || ahead.size < 6) {
            source_take(s, next ? (size_t)(next - ahead.data) : ahead.size);
            if (st->lost)
                return IR_NOT_FOUND;
            return damaged(st, "it has no header", p);
        }
        source_take(s, ahead.size - 5);
    }
    return status;
}

/* Up to the first empty line, its lines ending one way or the other. */
static size_t headers_end(struct ir_text ahead)
{
    const char *at = ahead.data, *end = ahead.data + ahead.size;

    while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
        const bool crlf = at > ahead.data && at[-1] == '\r';

        at++;
        if (at < end && *at == '\n')
            return (size_t)(at - ahead.data) + 1;
        if (crlf && end - at >= 2 && at[0] == '\r' && at[1] == '\n')
            return (size_t)(at - ahead.data) + 2;
    }
    return 0;
}

static bool read_size(struct ir_text digits, uint64_t *size)
{
    *size = 0;
    for (size_t i = 0; i < digits.size; i++) {
        if (!isdigit((unsigned char)digits.data[i]) || *size > UINT64_MAX / 20)
            return false;
        *size = *size * 10 + (uint64_t)(digits.data[i] - '0');
    }
    return digits.size > 0;
}

/* Take the headers of a record; they live in st. */
static enum ir_status read_headers(struct source *s, struct state *st,
                                   struct record *r, struct problem *p)
{
    enum ir_status status = IR_OK;
    struct ir_text ahead;
    size_t want = STEP / 16, end = 0;

    do {
        status = source_ahead(s, want, &ahead, p);
        if (status != IR_OK)
            return status;
        end = headers_end(ahead);
        want *= 2;
    } while (!end && ahead.size >= want / 2 && want <= HEADERS_MAX);
    if (!end || end > HEADERS_MAX) {
        source_take(s, 5);
        return damaged(st, "its headers have no end", p);
    }
    buf_clear(&st->headers);
    buf_add(&st->headers, ahead.data, end);
    r->headers = buf_text(&st->headers);
    r->at = end;
    if (!read_size(http_header(r->headers, "content-length"), &r->size)) {
        source_take(s, end);
        return damaged(st, "it has no length", p);
    }
    return IR_OK;
}

static bool is_named(struct ir_text value, const char *name)
{
    size_t size = strlen(name);

    return value.size >= size && !strncasecmp(value.data, name, size);
}

static bool is_page(const struct http *http)
{
    struct ir_text type = http_header(http->headers, "content-type");

    if (http->status < 200 || http->status > 299)
        return false;
    if (!type.size)
        return read_html.claims(NULL, http->body);
    return is_named(type, "text/html") ||
           is_named(type, "application/xhtml+xml");
}

/* Skip a record that is too large to read. */
static enum ir_status skip_over(struct source *s, uint64_t size,
                                struct problem *p)
{
    enum ir_status status = IR_OK;
    struct ir_text ahead = TEXT("-");
    size_t part;

    while (status == IR_OK && size && ahead.size) {
        status = source_ahead(s, 1, &ahead, p);
        part = ahead.size < size ? ahead.size : (size_t)size;
        source_take(s, part);
        size -= part;
    }
    return status;
}

static enum ir_status too_large(struct source *s, const struct record *r,
                                struct problem *p)
{
    struct http http;
    struct ir_text ahead;
    enum ir_status status = source_ahead(s, r->at + STEP, &ahead, p);
    bool page;

    if (status != IR_OK)
        return status;
    ahead.data += r->at;
    ahead.size -= r->at;
    http_parse(ahead, &http);
    page = is_named(http_header(r->headers, "warc-type"), "response") &&
           is_page(&http);
    status = skip_over(s, r->at + r->size, p);
    if (status != IR_OK || page)
        return status == IR_OK ? source_too_large(s, r->size, p) : status;
    s->skipped++;
    return IR_NOT_FOUND;
}

static void set_url(struct state *st, const struct record *r)
{
    struct ir_text url = http_header(r->headers, "warc-target-uri");

    if (url.size > 2 && *url.data == '<') /* WARC 1.0 allows <URL> */
        url = (struct ir_text){url.data + 1, url.size - 2};
    buf_clear(&st->url);
    if (url.size <= URL_MAX && !text_find(url, '\0'))
        buf_addt(&st->url, url);
}

/* The id, and the url unless the page has told one. */
static void set_names(const struct source *s, const struct state *st,
                      struct parsed *out)
{
    if (!out->fields[PARSED_URL].size)
        parsed_set(out, PARSED_URL, buf_text(&st->url));
    buf_clear(&out->fields[PARSED_ID]);
    buf_addf(&out->fields[PARSED_ID], "%s#", s->name);
    if (st->url.size)
        buf_addt(&out->fields[PARSED_ID], buf_text(&st->url));
    else
        buf_addf(&out->fields[PARSED_ID], "%llu",
                 (unsigned long long)st->count);
    if (s->is_file)
        parsed_set(out, PARSED_PATH, text_of(s->name));
}

/* The text of a page, whose first line is its title. */
static enum ir_status take_text(const struct source *s, struct state *st,
                                const struct record *r, struct ir_text text,
                                struct parsed *out, struct problem *p)
{
    struct ir_text lang =
        http_header(r->headers, "warc-identified-content-language");
    const char *end;

    set_url(st, r);
    set_names(s, st, out);
    text = text_trim(text, BYTES_BLANK);
    if (!text.size)
        return problem_set(p, IR_INVALID, "empty", "a text without words");
    charset_guess(text, s->encoding, &out->fields[PARSED_TEXT], &out->replaced,
                  &out->converted);
    text = buf_text(&out->fields[PARSED_TEXT]);
    end = text_find(text, '\n');
    if (end && end - text.data <= TITLE_MAX) {
        squeeze(text_slice(text, 0, (size_t)(end - text.data)),
                &out->fields[PARSED_TITLE]);
        out->title_in_text = true;
    }
    end = text_find(lang, ','); /* of several the first has the most text */
    parsed_set(
        out, PARSED_LANG,
        text_slice(lang, 0, end ? (size_t)(end - lang.data) : lang.size));
    return IR_OK;
}

/* Read the page in the HTTP response. */
static enum ir_status take_page(struct source *s, struct state *st,
                                const struct record *r, const struct http *http,
                                struct parsed *out, struct problem *p)
{
    struct ir_text page, name;
    char charset[64] = "";
    enum ir_status status = http_body(http, s->max, &st->page, &page, p);

    set_url(st, r);
    name =
        http_parameter(http_header(http->headers, "content-type"), "charset");
    if (name.size < sizeof(charset))
        memcpy(charset, name.data, name.size);
    if (status == IR_OK)
        status = html_article(page, *charset ? charset : NULL,
                              st->url.size ? st->url.data : NULL, out, p);
    set_names(s, st, out);
    return status;
}

/* IR_NOT_FOUND: this record is no page. */
static enum ir_status read_record(struct source *s, struct state *st,
                                  struct parsed *out, struct problem *p)
{
    struct ir_text ahead, message, type;
    struct record r = {0};
    struct http http = {0};
    enum ir_status status = read_headers(s, st, &r, p);
    size_t whole;

    if (status != IR_OK)
        return status;
    if (r.size > s->max)
        return too_large(s, &r, p);
    whole = r.at + (size_t)r.size;
    status = source_ahead(s, whole + END_SIZE, &ahead, p);
    if (status != IR_OK)
        return status;
    if (ahead.size < whole ||
        (ahead.size > whole + 1 && !memchr("\r\n", ahead.data[whole], 2))) {
        source_take(s, r.at);
        return damaged(
            st, ahead.size < whole ? "it is cut off" : "its length is wrong",
            p);
    }
    message = (struct ir_text){ahead.data + r.at, (size_t)r.size};
    type = http_header(r.headers, "warc-type");
    if (is_named(type, "response"))
        http_parse(message, &http);
    else if (is_named(type, "resource")) /* a page without an answer */
        http = (struct http){200, r.headers, message};
    if (is_page(&http))
        status = take_page(s, st, &r, &http, out, p);
    else if (is_named(type, "conversion") &&
             is_named(http_header(r.headers, "content-type"), "text/plain"))
        status = take_text(s, st, &r, message, out, p);
    else {
        s->skipped++;
        status = IR_NOT_FOUND;
    }
    source_take(s, whole);
    return status;
}

static enum ir_status next(struct source *s, struct parsed *out,
                           struct problem *p)
{
    static const struct state first = {0, false, BUF_INIT, BUF_INIT, BUF_INIT};
    struct state *st = source_state(s, &first, sizeof(first), free_state);
    enum ir_status status;

    do {
        parsed_clear(out);
        status = find_record(s, st, p);
        if (status == IR_OK)
            status = read_record(s, st, out, p);
    } while (status == IR_NOT_FOUND);
    return status;
}

const struct reader read_warc = {"warc", ".warc .wet", claims, next};
