/* The names of people in a byline. */
#include "indexer/formats/html/page_people.h"
#include "indexer/formats/html/page_person.h"

#include <ctype.h>
#include <strings.h>

enum {
    NICKNAME_BYTES = 12, /* in brackets */
    OTHER_BYTES = 100,   /* of a name that is not a person's */
    SENTENCE_LETTERS = 5 /* of a word before a full stop that is its end */
};

static bool is_there(struct ir_text names, struct ir_text name)
{
    for (size_t i = 0; i + name.size <= names.size; i++)
        if (!strncasecmp(names.data + i, name.data, name.size))
            return true;
    return false;
}

static void add_name(struct people *p, struct ir_text name)
{
    if (p->count == PEOPLE_MAX || is_there(buf_text(&p->names), name))
        return;
    if (p->count++)
        buf_adds(&p->names, ", ");
    buf_addt(&p->names, name);
}

/* A whole byline without people: an agency, a newspaper, a nickname. */
static void add_other(struct people *p, struct ir_text name)
{
    size_t letters = 0, digits = 0;

    name = person_without_labels(name);
    for (size_t i = 0; i < name.size; i++) {
        letters += isalpha((unsigned char)name.data[i]) || name.data[i] < 0;
        digits += isdigit((unsigned char)name.data[i]) > 0;
    }
    if (!p->other.size && letters > 1 && !digits && name.size <= OTHER_BYTES &&
        !person_is_address(name) && !person_is_nobody(name) &&
        !text_find(name, '\n'))
        buf_addt(&p->other, name);
}

static bool has_letters(struct ir_text t)
{
    for (size_t i = 0; i < t.size; i++)
        if (isalpha((unsigned char)t.data[i]) || t.data[i] < 0)
            return true;
    return false;
}

static void add_piece(struct people *p, struct ir_text piece, bool dated)
{
    piece = person_without_end(
        person_without_labels(text_trim(piece, BYTES_SPACE)), dated);
    if (!has_letters(piece))
        return;
    if (person_is(piece, p->site, p->host) && !person_has_role(piece)) {
        add_name(p, piece);
        p->doubtful += !person_is_plain(piece);
    } else
        p->doubtful++;
}

/* "Richard (Dick) Quill": what is in brackets is part of a name. */
static bool is_nickname(struct ir_text t)
{
    size_t end = 0;

    while (end < t.size && end < NICKNAME_BYTES && t.data[end] != ')')
        end++;
    return end + 2 < t.size && t.data[end] == ')' && t.data[end + 1] == ' ' &&
           isupper((unsigned char)t.data[end + 2]);
}

/* How long is the sign at the start of t that parts names?  0: none. */
static size_t sign(struct ir_text t)
{
    static const char *const signs[] = {
        "\n",
        "|",
        ";",
        "/",
        "(",
        ")",
        "[",
        " - ",
        "\xe2\x80\xa2", /* bullets and dashes */
        "\xc2\xb7",
        "\xe2\x80\x93",
        "\xe2\x80\x94",
        "\xe3\x80\x81",
        "\xef\xbc\x8c",
        "\xef\xbc\x9a",
    };

    for (size_t i = 0; i < COUNT(signs); i++) {
        size_t size = strlen(signs[i]);

        if (t.size >= size && !memcmp(t.data, signs[i], size))
            return *t.data == '(' && is_nickname(t) ? 0 : size;
    }
    return 0;
}

/* "Ada Quill. Port News": does a full stop end what is before it?  A name behind
 * one is another author's only if that is said: "Reporting by Bo Finch". */
static bool ends_sentence(struct ir_text t, size_t at)
{
    size_t from = at;

    while (from > 0 &&
           (isalpha((unsigned char)t.data[from - 1]) || t.data[from - 1] < 0))
        from--;
    return t.data[at] == '.' && at - from >= SENTENCE_LETTERS &&
           at + 1 < t.size && t.data[at + 1] == ' ';
}

/* "Quill, Ada" is one name. */
static bool is_reversed(struct ir_text t)
{
    const char *comma = memchr(t.data, ',', t.size);
    size_t at = comma ? (size_t)(comma - t.data) : 0;

    return comma && person_words(text_slice(t, 0, at)) == 1 &&
           person_words(text_slice(t, at + 1, t.size)) == 1 &&
           !memchr(comma + 1, ',', t.size - at - 1) &&
           isupper((unsigned char)*t.data) && !person_is_address(t);
}

void people_add(struct people *p, struct ir_text byline, bool group)
{
    size_t from = 0, before = p->count;
    bool dated = false, ended = false;

    byline = text_trim(byline, BYTES_SPACE);
    for (size_t i = 0; i < byline.size; i++)
        dated |= isdigit((unsigned char)byline.data[i]) > 0;
    if (memmem(byline.data, byline.size, "://", 3))
        return; /* of a profile */
    if (group) {
        add_other(p, byline);
        return;
    }
    if (is_reversed(byline)) {
        add_name(p, byline);
        return;
    }
    for (size_t at = 0; at <= byline.size; at++) {
        struct ir_text rest = text_slice(byline, at, byline.size), piece;
        size_t skip = 1;
        bool ends = false;

        if (rest.size && *rest.data != ',') {
            skip = sign(rest);
            skip = skip ? skip : person_joint(rest);
            ends = ends_sentence(byline, at);
        }
        if (!skip && !ends)
            continue;
        piece = text_trim(text_slice(byline, from, at), BYTES_SPACE);
        if (!ended || p->count == before || person_is_label(piece))
            add_piece(p, piece, dated);
        ended = ended || ends;
        from = at + (ends ? 1 : skip);
        at = from - 1;
        if (from > byline.size)
            break;
    }
    if (p->count == before)
        add_other(p, byline);
}

/* Names of people in a line; only: nothing else, and no doubtful ones. */
static bool parse(struct ir_text line, struct buf *names, bool only)
{
    struct people p = PEOPLE_INIT;
    bool is;

    people_add(&p, line, false);
    is = p.count && !(only && p.doubtful);
    if (is && names)
        buf_addt(names, buf_text(&p.names));
    people_free(&p);
    return is;
}

bool people_labelled(struct ir_text line)
{
    return person_is_label(line) && parse(line, NULL, false);
}

bool people_only(struct ir_text line, struct buf *names)
{
    return !person_is_control(line) && parse(line, names, true);
}

struct ir_text host_name(struct ir_text url)
{
    const char *at = memmem(url.data, url.size, "://", 3);
    size_t from = at ? (size_t)(at - url.data) + 3 : url.size, end, dot = 0;

    for (end = from; end < url.size && url.data[end] != '/'; end++)
        ;
    /* The longest part is the name: "www.port.co.uk". */
    for (size_t i = from, start = from; i <= end && from < end; i++)
        if (i == end || url.data[i] == '.') {
            if (!dot || i - start > dot - from) {
                from = start;
                dot = i;
            }
            start = i + 1;
        }
    return dot ? text_slice(url, from, dot) : TEXT("");
}

void people_free(struct people *p)
{
    buf_free(&p->names);
    buf_free(&p->other);
    p->count = 0;
}
