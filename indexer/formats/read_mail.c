/* Mail: a file with one message, or an mbox, where each follows a From line. */
#include "indexer/formats/formats.h"
#include "indexer/formats/mail_article.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

/* Of one mail.  GMime takes over a kilobyte for a part, half of one for a field,
 * and 45 bytes for a byte of short parameters. */
#define PARTS_MAX 20000             /* lines that may begin a part */
#define FIELDS_MAX 50000            /* lines of all heads */
#define HEADS_MAX ((size_t)2 << 20) /* their bytes */

struct state {
    bool mailbox;
    bool over;
    uint64_t count; /* of messages */
    uint64_t line;  /* where the message begins */
    struct buf message;
    size_t parts, fields, heads; /* of the message; the last in bytes */
    bool head;                   /* its next line is one of a head */
};

static void free_state(void *state)
{
    struct state *st = state;

    buf_free(&st->message);
    free(st);
}

static bool starts(struct ir_text t, const char *what)
{
    size_t size = strlen(what);

    return t.size >= size && !memcmp(t.data, what, size);
}

/* "From someone Thu Jan  1 00:00:00 1970".  The time and the year tell it from
 * a sentence that begins with "From". */
static bool is_from(struct ir_text line)
{
    bool time = false, year = false;

    if (!starts(line, "From "))
        return false;
    for (size_t i = 6; i + 3 < line.size; i++) {
        const unsigned char *at = (const unsigned char *)line.data + i;

        time = time || (isdigit(at[0]) && at[1] == ':' && isdigit(at[2]));
        year = year || (isdigit(at[0]) && isdigit(at[1]) && isdigit(at[2]) &&
                        isdigit(at[3]));
    }
    return time && year;
}

static struct ir_text cut_line(struct ir_text *rest)
{
    const char *end = text_find(*rest, '\n');
    struct ir_text line = {rest->data,
                           end ? (size_t)(end - rest->data) : rest->size};

    rest->data += line.size + (end != NULL);
    rest->size -= line.size + (end != NULL);
    if (line.size && line.data[line.size - 1] == '\r')
        line.size--;
    return line;
}

/* The offset of the value of a header; 0 if the line is not a header. */
static size_t header_size(struct ir_text line)
{
    size_t size = 0;

    while (size < line.size &&
           (isalnum((unsigned char)line.data[size]) || line.data[size] == '-'))
        size++;
    return size && size < line.size && line.data[size] == ':' ? size + 1 : 0;
}

static bool is_blank(struct ir_text line)
{
    return !text_trim(line, BYTES_SPACE).size;
}

static bool claims(const struct source *s, struct ir_text head)
{
    static const char *const sure[] = {
        "message-id:", "received:", "return-path:", "from:"};
    static const char *const usual[] = {
        "date:", "subject:", "to:", "mime-version:", "newsgroups:"};
    int is_sure = 0, is_usual = 0;
    struct ir_text line;
    size_t size;

    (void)s;
    do
        line = cut_line(&head);
    while (head.size && is_blank(line));
    if (is_from(line))
        return head.size && header_size(cut_line(&head)) > 0;
    for (; line.size; line = cut_line(&head)) {
        size = header_size(line);
        if (!size && !isspace((unsigned char)*line.data) && head.size)
            return false;
        for (size_t i = 0; i < COUNT(sure); i++)
            is_sure += size == strlen(sure[i]) &&
                       !strncasecmp(line.data, sure[i], size);
        for (size_t i = 0; i < COUNT(usual); i++)
            is_usual += size == strlen(usual[i]) &&
                        !strncasecmp(line.data, usual[i], size);
        if (!head.size)
            break;
    }
    return is_sure && is_usual;
}

/* Remove the ">" by which an mbox quotes a line that begins with "From ". */
static struct ir_text unquote(struct ir_text line)
{
    size_t quotes = 0;

    while (quotes < line.size && line.data[quotes] == '>')
        quotes++;
    if (quotes && line.size - quotes >= 5 &&
        !memcmp(line.data + quotes, "From ", 5)) {
        line.data++;
        line.size--;
    }
    return line;
}

/* Count what a line may be to GMime, which builds all parts of a mail. */
static void count_line(struct state *st, struct ir_text line)
{
    st->fields += st->head && line.size;
    st->heads += st->head ? line.size : 0;
    if (!line.size)
        st->head = false;
    if (!starts(line, "--"))
        return;
    st->parts++;
    st->head = true;
}

static enum ir_status check_counts(const struct state *st, struct problem *p)
{
    if (st->parts > PARTS_MAX)
        return problem_set(p, IR_LIMIT, "parts",
                           "a mail with over %d parts, or lines that begin "
                           "with --",
                           PARTS_MAX);
    if (st->fields > FIELDS_MAX)
        return problem_set(p, IR_LIMIT, "parts",
                           "a mail with over %d lines of heads", FIELDS_MAX);
    if (st->heads > HEADS_MAX)
        return problem_set(p, IR_LIMIT, "parts",
                           "a mail whose heads are over %zu bytes", HEADS_MAX);
    return IR_OK;
}

/* Read the next message into st; IR_END if there is none. */
static enum ir_status read_message(struct source *s, struct state *st,
                                   struct problem *p)
{
    enum ir_status status = IR_OK, limit = IR_OK;
    bool blank = true;
    struct ir_text line;
    uint64_t size = 0;

    buf_clear(&st->message);
    st->parts = st->fields = st->heads = 0;
    st->head = true;
    st->line = s->line + 1;
    while ((status = source_line(s, &line, p)) != IR_END) {
        if (status == IR_LIMIT) {
            limit = status;
            size += s->max;
            blank = false;
            continue;
        }
        if (status != IR_OK)
            return status;
        if (s->line == 1 && is_from(line)) {
            st->mailbox = true;
            st->line = 2;
            continue;
        }
        if (st->mailbox && blank && is_from(line))
            break;
        blank = !line.size;
        if (!st->message.size && is_blank(line))
            continue; /* a head does not begin so */
        if (st->mailbox)
            line = unquote(line);
        count_line(st, line);
        size += line.size + 1;
        if (size > s->max)
            limit = IR_LIMIT;
        if (limit == IR_OK) {
            buf_addt(&st->message, line);
            buf_addc(&st->message, '\n');
        }
    }
    st->over = status == IR_END;
    p->line = st->line;
    if (limit != IR_OK)
        return source_too_large(s, size, p);
    status = check_counts(st, p);
    if (status != IR_OK)
        return status;
    return st->message.size ? IR_OK : IR_NOT_FOUND;
}

static void set_id(const struct source *s, const struct state *st,
                   struct parsed *out)
{
    struct buf id = BUF_INIT;

    buf_adds(&id, s->name);
    if (st->mailbox && out->fields[PARSED_ID].size)
        buf_addf(&id, "#%s", out->fields[PARSED_ID].data);
    else if (st->mailbox)
        buf_addf(&id, "#%llu", (unsigned long long)st->count);
    parsed_set(out, PARSED_ID, buf_text(&id));
    buf_free(&id);
}

static enum ir_status next(struct source *s, struct parsed *out,
                           struct problem *p)
{
    static const struct state first = {.message = BUF_INIT};
    struct state *st = source_state(s, &first, sizeof(first), free_state);
    enum ir_status status;

    do {
        if (st->over)
            return IR_END;
        status = read_message(s, st, p);
    } while (status == IR_NOT_FOUND);
    st->count++;
    if (status != IR_OK)
        return status;
    status = mail_article(buf_text(&st->message), s->encoding, out, p);
    p->line = st->line;
    set_id(s, st, out);
    if (s->is_file)
        parsed_set(out, PARSED_PATH, text_of(s->name));
    return status;
}

const struct reader read_mail = {"mail", ".eml .mbox .mbx", claims, next};
