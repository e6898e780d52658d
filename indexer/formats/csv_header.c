/* What the first lines of a table tell. */
#include "indexer/formats/csv_header.h"

#include <strings.h>

#define ESCAPES_LOOK ((size_t)1 << 16) /* bytes looked at for them */
#define NAME_SIZE_MAX 64 /* of a column, to be taken for one by its looks */

/* Lines end with LF, CR or both. */
static struct ir_text first_line(struct ir_text head)
{
    const char *end = text_find(head, '\n');

    if (end)
        head.size = (size_t)(end - head.data);
    end = text_find(head, '\r');
    if (end)
        head.size = (size_t)(end - head.data);
    return head;
}

static struct ir_text after_line(struct ir_text head)
{
    size_t size = first_line(head).size;

    size += size < head.size && head.data[size] == '\r';
    size += size < head.size && head.data[size] == '\n';
    return (struct ir_text){head.data + size, head.size - size};
}

char header_separator(struct ir_text line)
{
    line = text_trim(line, BYTE(QUOTE) | BYTE(' '));
    if (line.size != 5 || strncasecmp(line.data, "sep=", 4) != 0)
        return '\0';
    return line.data[4];
}

/* Without a first line that only names the separator. */
static struct ir_text skip_separator(struct ir_text head)
{
    return header_separator(first_line(head)) ? after_line(head) : head;
}

size_t header_count(struct ir_text line, char c)
{
    size_t count = 0;

    for (size_t i = 0; i < line.size; i++)
        count += line.data[i] == c;
    return count;
}

static char delimiter_of(struct ir_text header)
{
    static const char usual[] = ",;\t|";
    size_t best = 0;

    for (size_t i = 1; usual[i]; i++)
        if (header_count(header, usual[i]) > header_count(header, usual[best]))
            best = i;
    return usual[best];
}

/* Do the fields of a line that begin with a quote also end with one? */
static int quoted_fields(struct ir_text line)
{
    int balance = 0;

    for (size_t at = 0; at < line.size;) {
        const char *tab = memchr(line.data + at, '\t', line.size - at);
        size_t end = tab ? (size_t)(tab - line.data) : line.size;

        if (end > at && line.data[at] == QUOTE)
            balance += end > at + 1 && line.data[end - 1] == QUOTE ? 1 : -1;
        at = end + 1;
    }
    return balance;
}

/* They are if some lines have too few tabs to be rows, or else if most fields
 * that begin with a quote end with one. */
bool header_quotes(struct ir_text head)
{
    struct ir_text line = first_line(head = skip_separator(head));
    const size_t tabs = header_count(line, '\t');
    int balance = 0;

    for (; head.size; head = after_line(head)) {
        line = first_line(head);
        if (line.size == head.size)
            break; /* it may be cut */
        if (line.size && header_count(line, '\t') != tabs)
            return true;
        balance += quoted_fields(line);
    }
    return balance >= 0;
}

/* Cut the next name off a header that has no delimiters in quotes. */
static struct ir_text cut_name(struct ir_text *rest, char delimiter)
{
    const char *end = text_find(*rest, delimiter);
    struct ir_text name = {rest->data,
                           end ? (size_t)(end - rest->data) : rest->size};

    rest->data += name.size + (end != NULL);
    rest->size -= name.size + (end != NULL);
    while (name.size && memchr("\" ", *name.data, 2)) {
        name.data++;
        name.size--;
    }
    while (name.size && memchr("\" ", name.data[name.size - 1], 2))
        name.size--;
    return name;
}

/*
 * False if the line has so long a piece without any delimiter that it is no
 * header, whichever is its delimiter.  This takes a glance at most texts, where
 * to count delimiters takes a walk over a paragraph.
 */
static bool may_be_header(struct ir_text line)
{
    size_t size = 0; /* of the piece */

    for (size_t i = 0; i < line.size; i++) {
        const char c = line.data[i];

        if (byte_in(c, BYTE(',') | BYTE(';') | BYTE('\t')) || c == '|')
            size = 0;
        else if (byte_in(c, BYTE(' ') | BYTE(QUOTE)))
            size += size > 0;
        else if (++size > NAME_SIZE_MAX)
            return false;
    }
    return true;
}

/* Does it begin with the names of an article's fields? */
static bool is_header(const struct source *s, struct ir_text line,
                      char delimiter)
{
    bool seen[PARSED_FIELDS + 1] = {false};
    size_t known = 0, rank;

    while (line.size) {
        struct ir_text name = cut_name(&line, delimiter);
        enum parsed_field field = parsed_field_named(s->map, name, &rank);

        if (name.size > NAME_SIZE_MAX)
            return false;
        known += field != PARSED_FIELDS && !seen[field];
        seen[field] = true;
    }
    return seen[PARSED_TEXT] && known > 1;
}

bool header_claims(const struct source *s, struct ir_text head, bool tabs)
{
    struct ir_text line = first_line(skip_separator(head));
    char delimiter = header_separator(first_line(head));

    if (!may_be_header(line))
        return false;
    if (!delimiter)
        delimiter = delimiter_of(line);
    return (delimiter == '\t') == tabs && is_header(s, line, delimiter);
}

char header_delimiter(struct ir_text head)
{
    const char named = header_separator(first_line(head));

    return named ? named : delimiter_of(first_line(head));
}

bool header_escapes(struct ir_text head)
{
    const size_t size = head.size < ESCAPES_LOOK ? head.size : ESCAPES_LOOK;
    const char *at = head.data, *end = head.data + size;

    while (at < end && (at = memchr(at, '\\', (size_t)(end - at)))) {
        at++;
        /* Where quotes are doubled, it would end its field. */
        if (end - at > 1 && *at == QUOTE &&
            (ascii_letter(at[1]) || at[1] & 0x80))
            return true;
    }
    return false;
}
