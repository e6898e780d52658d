/*
 * Tables with a header: comma- (or semicolon-) and tab-separated values.
 * libcsv finds the fields (RFC 4180, newlines in quotes too); a row is given
 * to it line by line.
 */
#include "indexer/formats/formats.h"
#include "indexer/input/charset.h"

#include <csv.h>
#include <stdlib.h>

#define COLUMNS_MAX 1024 /* of a header */
#define NAME_SIZE_MAX 64 /* of a column, to be taken for one by its looks */
#define QUOTE '"'

struct state {
    struct csv_parser parser;
    struct ir_text rest; /* of the line that is being read */
    struct buf bytes;    /* of the fields of a row */
    size_t ends[COLUMNS_MAX];
    size_t count;
    bool done;    /* the row is complete */
    bool partial; /* it began on an earlier line */
    uint64_t line;
    uint64_t opened; /* line on which its last field begins */
    enum parsed_field fields[COLUMNS_MAX]; /* of each column */
    size_t columns;                        /* 0: no header yet */
    bool skipping; /* lines of a row that was too large */
    bool dead;     /* a table without articles */
};

static void free_state(void *state)
{
    struct state *st = state;

    csv_free(&st->parser);
    buf_free(&st->bytes);
    free(st);
}

static void on_field(void *data, size_t size, void *state)
{
    struct state *st = state;

    buf_add(&st->bytes, data, size);
    if (st->count < COLUMNS_MAX)
        st->ends[st->count] = st->bytes.size;
    st->count++;
}

static void on_row(int end, void *state)
{
    (void)end;
    ((struct state *)state)->done = true;
}

static struct ir_text first_line(struct ir_text head)
{
    const char *end = head.size ? memchr(head.data, '\n', head.size) : NULL;

    if (end)
        head.size = (size_t)(end - head.data);
    if (head.size && head.data[head.size - 1] == '\r')
        head.size--;
    return head;
}

static size_t count_of(struct ir_text line, char c)
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
        if (count_of(header, usual[i]) > count_of(header, usual[best]))
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

/*
 * In TSV, a quote at the beginning of a field may be part of the text.  Fields
 * count as quoted if some lines have too few tabs to be rows, or else if most
 * fields that begin with a quote end with one.
 */
static bool is_quoted(struct ir_text head)
{
    struct ir_text line = first_line(head);
    size_t tabs = count_of(line, '\t');
    int balance = 0;
    const char *end;

    while ((end = head.size ? memchr(head.data, '\n', head.size) : NULL)) {
        line = first_line(head);
        if (line.size && count_of(line, '\t') != tabs)
            return true;
        balance += quoted_fields(line);
        head.size -= (size_t)(end + 1 - head.data);
        head.data = end + 1;
    }
    return balance >= 0;
}

/* Cut the next name off a header that has no delimiters in quotes. */
static struct ir_text cut_name(struct ir_text *rest, char delimiter)
{
    const char *end = memchr(rest->data, delimiter, rest->size);
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

static bool claims_csv(const struct source *s, struct ir_text head)
{
    struct ir_text line = first_line(head);
    char delimiter;

    if (!may_be_header(line))
        return false;
    delimiter = delimiter_of(line);
    return delimiter != '\t' && is_header(s, line, delimiter);
}

static bool claims_tsv(const struct source *s, struct ir_text head)
{
    struct ir_text line = first_line(head);

    return may_be_header(line) && delimiter_of(line) == '\t' &&
           is_header(s, line, '\t');
}

/* delimiter 0: the header tells. */
static enum ir_status begin(struct source *s, char delimiter, struct problem *p)
{
    struct state *st = xcalloc(1, sizeof(*st));
    static const struct buf none = BUF_INIT;
    struct ir_text head;
    enum ir_status status;

    st->bytes = none;
    csv_init(&st->parser, 0);
    s->state = st;
    s->free_state = free_state;
    status = source_ahead(s, 1, &head, p);
    if (status != IR_OK)
        return status;
    if (!delimiter)
        delimiter = delimiter_of(first_line(head));
    csv_set_delim(&st->parser, (unsigned char)delimiter);
    if (delimiter == '\t' && !is_quoted(head))
        csv_set_quote(&st->parser, '\0');
    return IR_OK;
}

/* The next line, or part of one that has only carriage returns. */
static enum ir_status next_line(struct source *s, struct state *st,
                                struct ir_text *line, struct problem *p)
{
    enum ir_status status = IR_OK;
    const char *end;

    if (!st->rest.size)
        status = source_line(s, &st->rest, p);
    *line = st->rest;
    end = line->size ? memchr(line->data, '\r', line->size) : NULL;
    if (end)
        line->size = (size_t)(end - line->data);
    if (st->rest.size) {
        st->rest.data += line->size + (end != NULL);
        st->rest.size -= line->size + (end != NULL);
    }
    return status;
}

static void start_row(struct state *st)
{
    buf_clear(&st->bytes);
    st->count = 0;
    st->done = st->partial = false;
}

/* Give up a row of which the parser still waits for the end. */
static void drop_row(struct state *st)
{
    csv_fini(&st->parser, NULL, NULL, NULL);
    start_row(st);
}

/*
 * A row whose quote is never closed is rejected: its lines may be rows, or text
 * of a table that was truncated.
 */
static enum ir_status unclosed(const struct source *s, const struct state *st,
                               struct problem *p)
{
    char count[32];

    p->line = st->opened;
    return problem_set(p, IR_INVALID, "syntax",
                       "a quote is never closed; lines after it, not read: %s",
                       count_words(count, s->line - st->opened));
}

/* To the end of the quotes of a row that was given up. */
static enum ir_status skip_lines(struct source *s, struct state *st,
                                 struct problem *p)
{
    enum ir_status status = IR_OK;
    struct ir_text line;

    while (st->skipping && status == IR_OK) {
        status = next_line(s, st, &line, p);
        if (status == IR_OK)
            st->skipping = !(count_of(line, QUOTE) & 1);
    }
    return status;
}

static enum ir_status read_row(struct source *s, struct state *st,
                               struct problem *p)
{
    struct ir_text line;
    enum ir_status status;
    uint64_t size = 0;
    size_t count;

    status = skip_lines(s, st, p);
    if (status != IR_OK)
        return status;
    for (start_row(st); !st->done; st->partial = true) {
        status = next_line(s, st, &line, p);
        if (status == IR_END && st->partial) {
            drop_row(st);
            return unclosed(s, st, p);
        }
        if (status != IR_OK) {
            drop_row(st);
            return status;
        }
        if (!st->partial)
            st->line = s->line;
        size += line.size + 1;
        p->line = st->line;
        if (size > s->max + 1) {
            st->skipping = st->partial != (count_of(line, QUOTE) & 1);
            drop_row(st);
            return source_too_large(s, size, p);
        }
        count = st->count;
        csv_parse(&st->parser, line.data, line.size, on_field, on_row, st);
        if (!st->partial || st->count != count)
            st->opened = s->line;
        csv_parse(&st->parser, "\n", 1, on_field, on_row, st);
        if (!st->count && !st->done && !line.size && !st->parser.entry_pos)
            return IR_NOT_FOUND; /* an empty line */
    }
    return IR_OK;
}

static struct ir_text column(const struct state *st, size_t i)
{
    size_t start = i ? st->ends[i - 1] : 0;

    return (struct ir_text){st->bytes.data + start, st->ends[i] - start};
}

/* Which column is which field? */
static enum ir_status take_header(const struct source *s, struct state *st,
                                  struct problem *p)
{
    size_t ranks[PARSED_FIELDS], rank, best[PARSED_FIELDS];
    struct ir_text all;

    if (st->count > COLUMNS_MAX) {
        st->dead = true;
        return problem_set(p, IR_LIMIT, "columns",
                           "too many columns: at most %d", COLUMNS_MAX);
    }
    for (int i = 0; i < PARSED_FIELDS; i++)
        best[i] = COLUMNS_MAX;
    st->columns = st->count;
    for (size_t i = 0; i < st->count; i++) {
        enum parsed_field field =
            parsed_field_named(s->map, column(st, i), &rank);

        st->fields[i] = PARSED_FIELDS;
        if (field == PARSED_FIELDS ||
            (best[field] < COLUMNS_MAX && ranks[field] <= rank))
            continue;
        if (best[field] < COLUMNS_MAX)
            st->fields[best[field]] = PARSED_FIELDS;
        best[field] = i;
        ranks[field] = rank;
        st->fields[i] = field;
    }
    if (best[PARSED_TEXT] < COLUMNS_MAX)
        return IR_OK;
    st->dead = true;
    all = buf_text(&st->bytes);
    return problem_set(p, IR_INVALID, "missing",
                       "no column text (name one with --map text=NAME) in a "
                       "header that begins with %.*s",
                       (int)(all.size < 40 ? all.size : 40), all.data);
}

static enum ir_status take_row(const struct source *s, const struct state *st,
                               struct parsed *out, struct problem *p)
{
    char count[32];

    for (size_t i = 0; i < st->count && i < st->columns; i++)
        if (st->fields[i] != PARSED_FIELDS)
            charset_guess(column(st, i), s->encoding,
                          &out->fields[st->fields[i]], &out->replaced,
                          &out->converted);
    if (!out->fields[PARSED_ID].size)
        buf_addf(&out->fields[PARSED_ID], "%s:%llu", s->name,
                 (unsigned long long)st->line);
    if (s->is_file)
        parsed_set(out, PARSED_PATH, text_of(s->name));
    if (st->count > st->columns)
        return problem_set(p, IR_INVALID, "syntax",
                           "%s columns, more than the header has",
                           count_words(count, st->count));
    if (!out->fields[PARSED_TEXT].size)
        return problem_set(p, IR_INVALID, "missing", "no field text");
    return IR_OK;
}

static enum ir_status next(struct source *s, char delimiter, struct parsed *out,
                           struct problem *p)
{
    enum ir_status status = s->state ? IR_OK : begin(s, delimiter, p);
    struct state *st = s->state;

    if (status != IR_OK)
        return status;
    if (st->dead)
        return IR_END;
    do {
        status = read_row(s, st, p);
        if (status == IR_OK && !st->columns) {
            status = take_header(s, st, p);
            if (status == IR_OK)
                status = IR_NOT_FOUND;
        }
    } while (status == IR_NOT_FOUND);
    return status == IR_OK ? take_row(s, st, out, p) : status;
}

static enum ir_status next_csv(struct source *s, struct parsed *out,
                               struct problem *p)
{
    return next(s, 0, out, p);
}

static enum ir_status next_tsv(struct source *s, struct parsed *out,
                               struct problem *p)
{
    return next(s, '\t', out, p);
}

const struct reader read_csv = {"csv", ".csv", claims_csv, next_csv};
const struct reader read_tsv = {"tsv", ".tsv .tab", claims_tsv, next_tsv};
