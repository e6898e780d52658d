/*
 * Tables with a header: comma- (or semicolon-) and tab-separated values.
 * libcsv finds the fields (RFC 4180, newlines in quotes too); a row is given
 * to it line by line.
 */
#include "indexer/formats/csv_column.h"
#include "indexer/formats/csv_header.h"
#include "indexer/formats/formats.h"

#include <csv.h>
#include <stdlib.h>
#include <strings.h>

#define COLUMNS_MAX 1024 /* of a header */
#define BLOCK 65536      /* bytes by which the parser's copy of a row grows */

struct state {
    struct csv_parser parser;
    struct ir_text rest; /* of the line that is being read */
    struct buf bytes;    /* of the fields of a row */
    struct buf line_now; /* the line, its quotes doubled */
    size_t ends[COLUMNS_MAX];
    size_t count;
    bool done;             /* the row is complete */
    bool partial;          /* it began on an earlier line */
    bool quoted;           /* within quotes, at the end of the last line */
    char delimiter, quote; /* quote is NUL where it means nothing */
    uint64_t number;       /* of the last line, also if only CR ends it */
    uint64_t line;
    uint64_t opened; /* line on which its last field begins */
    enum parsed_field fields[COLUMNS_MAX]; /* of each column */
    size_t columns;                        /* 0: no header yet */
    bool skipping; /* lines of a row that was too large */
    bool dead;     /* a table without articles */
    bool escapes; /* quotes in quotes have a backslash, as of Spark and MySQL */
};

static void free_state(void *state)
{
    struct state *st = state;

    csv_free(&st->parser);
    buf_free(&st->bytes);
    buf_free(&st->line_now);
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

static bool claims_csv(const struct source *s, struct ir_text head)
{
    return header_claims(s, head, false);
}

static bool claims_tsv(const struct source *s, struct ir_text head)
{
    return header_claims(s, head, true);
}

/* The line with its quotes doubled. */
static struct ir_text double_quotes(struct state *st, struct ir_text line)
{
    buf_clear(&st->line_now);
    for (size_t i = 0; i < line.size; i++) {
        const bool escape = line.data[i] == '\\' && i + 1 < line.size &&
                            line.data[i + 1] == QUOTE;

        buf_addc(&st->line_now, escape ? QUOTE : line.data[i]);
    }
    return buf_text(&st->line_now);
}

/* delimiter 0: the header tells. */
static enum ir_status begin(struct source *s, char delimiter, struct problem *p)
{
    struct state *st = xcalloc(1, sizeof(*st));
    static const struct buf none = BUF_INIT;
    struct ir_text head;
    enum ir_status status;

    st->bytes = st->line_now = none;
    csv_init(&st->parser, 0);
    csv_set_blk_size(&st->parser, BLOCK);
    s->state = st;
    s->free_state = free_state;
    status = source_ahead(s, 1, &head, p);
    if (status != IR_OK)
        return status;
    if (!delimiter)
        delimiter = header_delimiter(head);
    csv_set_delim(&st->parser, (unsigned char)delimiter);
    st->delimiter = delimiter;
    st->quote = delimiter == '\t' && !header_quotes(head) ? '\0' : QUOTE;
    if (!st->quote)
        csv_set_quote(&st->parser, '\0');
    st->escapes = st->quote && header_escapes(head);
    return IR_OK;
}

/* The next line, or part of one that has only carriage returns. */
static enum ir_status next_line(struct source *s, struct state *st,
                                struct ir_text *line, struct problem *p)
{
    enum ir_status status = IR_OK;
    const char *end;

    st->number++;
    if (!st->rest.size)
        status = source_line(s, &st->rest, p);
    if (st->number < s->line)
        st->number = s->line;
    *line = st->rest;
    end = text_find(*line, '\r');
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
    st->done = st->partial = st->quoted = false;
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
static enum ir_status unclosed(const struct state *st, struct problem *p)
{
    char count[32];

    p->line = st->opened;
    return problem_set(p, IR_INVALID, "syntax",
                       "a quote is never closed; lines after it, not read: %s",
                       count_words(count, st->number - 1 - st->opened));
}

/*
 * Is there text behind the quote that ends a field?  To libcsv it is in quotes
 * still, and so would be the table up to the next quote.
 */
static bool has_text_behind(struct state *st, struct ir_text line)
{
    const char *at = line.data, *end = at + line.size, *before;

    while (st->quote && at < end &&
           (at = memchr(at, st->quote, (size_t)(end - at)))) {
        if (!st->quoted) {
            for (before = at; before > line.data && before[-1] == ' ';)
                before--;
            st->quoted = before == line.data ? !st->partial || at == line.data
                                             : before[-1] == st->delimiter;
            at++;
        } else if (at + 1 < end && at[1] == st->quote) {
            at += 2;
        } else {
            for (at++; at < end && *at == ' ';)
                at++;
            st->quoted = false;
            if (at < end && *at != st->delimiter)
                return true;
        }
    }
    return false;
}

static enum ir_status refuse_row(struct state *st, struct problem *p)
{
    drop_row(st);
    return problem_set(p, IR_INVALID, "syntax",
                       "text behind a closing quote; quotes within quotes are "
                       "doubled");
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
            st->skipping = !(header_count(line, QUOTE) & 1);
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
    bool literal;

    status = skip_lines(s, st, p);
    if (status != IR_OK)
        return status;
    for (start_row(st); !st->done; st->partial = true) {
        status = next_line(s, st, &line, p);
        if (status == IR_END && st->partial) {
            drop_row(st);
            return unclosed(st, p);
        }
        if (status != IR_OK) {
            drop_row(st);
            return status;
        }
        if (!st->partial)
            st->line = st->number;
        size += line.size + 1;
        p->line = st->line;
        if (size > s->max + 1) {
            st->skipping = st->partial != (header_count(line, QUOTE) & 1);
            drop_row(st);
            return source_too_large(s, size, p);
        }
        if (st->escapes)
            line = double_quotes(st, line);
        literal = has_text_behind(st, line);
        /* Between tabs, most are quotes of the text. */
        if (literal && (st->delimiter != '\t' || st->partial))
            return refuse_row(st, p);
        if (literal)
            csv_set_quote(&st->parser, '\0');
        count = st->count;
        csv_parse(&st->parser, line.data, line.size, on_field, on_row, st);
        if (!st->partial || st->count != count)
            st->opened = st->number;
        csv_parse(&st->parser, "\n", 1, on_field, on_row, st);
        if (literal)
            csv_set_quote(&st->parser, (unsigned char)st->quote);
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

/* Is the row the line "sep=;", which may have been read as two columns? */
static bool names_separator(const struct state *st)
{
    const struct ir_text first = column(st, 0);

    return st->line == 1 && st->count <= 2 &&
           (header_separator(first) ||
            (first.size == 4 && !strncasecmp(first.data, "sep=", 4)));
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
            csv_column(column(st, i), st->fields[i], s->encoding, out);
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
        if (status == IR_OK && !st->columns && names_separator(st))
            status = IR_NOT_FOUND;
        else if (status == IR_OK && !st->columns) {
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
