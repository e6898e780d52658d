/* Mail: a file with one message, or an mbox, where each follows a From line. */
#include "indexer/formats/formats.h"
#include "indexer/formats/gmime.h"
#include "indexer/formats/html/markup.h"
#include "indexer/input/binary.h"
#include "indexer/input/charset.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

#define PARTS_DEPTH_MAX 32 /* multiparts nested in each other */
/* Of one mail.  GMime takes over a kilobyte for a part, and half for a field. */
#define PARTS_MAX 20000  /* lines that may begin a part */
#define FIELDS_MAX 50000 /* lines of all heads */

/* The text parts of a message. */
struct texts {
    const char *encoding;
    struct parsed *out;
    struct buf plain, html;
};

/* A part declared as text may be an attachment nevertheless. */
static bool is_binary(struct ir_text text, const char *charset)
{
    const char *known = charset ? charset_find(text_of(charset)) : NULL;
    size_t mark;

    return !charset_of_mark(text, &mark) &&
           !(known && charset_is_wide(known)) && binary_kind(text, true);
}

/* Append the content of a part as UTF-8; nothing if it is binary. */
static void decode(GMimePart *part, struct texts *texts, struct buf *out)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    GMimeObject *object = GMIME_OBJECT(part);
    const char *charset =
        g_mime_object_get_content_type_parameter(object, "charset");
    GMimeStream *stream;
    GByteArray *bytes;
    struct ir_text text;

    if (!content)
        return;
    stream = g_mime_stream_mem_new();
    g_mime_data_wrapper_write_to_stream(content, stream);
    bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    text = (struct ir_text){(const char *)bytes->data, bytes->len};
    if (!bytes->len || is_binary(text, charset))
        ;
    else if (charset && charset_find(text_of(charset)))
        charset_text(text, charset, out, &texts->out->replaced);
    else
        charset_guess(text, texts->encoding, out, &texts->out->replaced,
                      &texts->out->converted);
    g_object_unref(stream);
}

static void take_part(GMimePart *part, struct texts *texts)
{
    GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    struct buf html = BUF_INIT;

    if (g_mime_part_is_attachment(part))
        return;
    if (!type || g_mime_content_type_is_type(type, "text", "plain")) {
        if (texts->plain.size)
            buf_adds(&texts->plain, "\n\n");
        decode(part, texts, &texts->plain);
    } else if (g_mime_content_type_is_type(type, "text", "html")) {
        decode(part, texts, &html);
        if (texts->html.size)
            buf_adds(&texts->html, "\n\n");
        markup_text(buf_text(&html), &texts->html);
    }
    buf_free(&html);
}

static void take_parts(GMimeObject *object, struct texts *texts, int depth)
{
    if (!object || depth > PARTS_DEPTH_MAX)
        return;
    if (GMIME_IS_MULTIPART(object)) {
        GMimeMultipart *parts = GMIME_MULTIPART(object);

        for (int i = 0; i < g_mime_multipart_get_count(parts); i++)
            take_parts(g_mime_multipart_get_part(parts, i), texts, depth + 1);
    } else if (GMIME_IS_MESSAGE_PART(object)) {
        GMimeMessage *inner =
            g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));

        if (inner)
            take_parts(g_mime_message_get_mime_part(inner), texts, depth + 1);
    } else if (GMIME_IS_PART(object))
        take_part(GMIME_PART(object), texts);
}

static void set(struct parsed *out, enum parsed_field field, const char *value)
{
    if (value)
        parsed_set(out, field, text_of(value));
}

/* The sender's name, or else the address. */
static void set_byline(struct parsed *out, GMimeMessage *message)
{
    InternetAddressList *from = g_mime_message_get_from(message);
    InternetAddress *first;
    const char *name;

    if (!from || internet_address_list_length(from) < 1)
        return;
    first = internet_address_list_get_address(from, 0);
    name = internet_address_get_name(first);
    if (name && *name)
        set(out, PARSED_BYLINE, name);
    else if (INTERNET_ADDRESS_IS_MAILBOX(first))
        set(out, PARSED_BYLINE,
            internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)));
}

static void set_fields(struct parsed *out, GMimeMessage *message)
{
    GMimeObject *object = GMIME_OBJECT(message);
    const char *url = g_mime_object_get_header(object, "Archived-At");

    set(out, PARSED_ID, g_mime_message_get_message_id(message));
    set(out, PARSED_TITLE, g_mime_message_get_subject(message));
    set(out, PARSED_DATE, g_mime_object_get_header(object, "Date"));
    set(out, PARSED_SECTION, g_mime_object_get_header(object, "Newsgroups"));
    set(out, PARSED_LANG, g_mime_object_get_header(object, "Content-Language"));
    set_byline(out, message);
    if (!url)
        return;
    url += *url == '<';
    parsed_set(out, PARSED_URL, (struct ir_text){url, strcspn(url, ">")});
}

static bool is_blank(struct ir_text t)
{
    size_t i = 0;

    while (i < t.size && memchr(" \t\r\n", t.data[i], 4))
        i++;
    return i == t.size;
}

/*
 * Set out's title, byline, date, language, URL and text from the message, and
 * its id from the Message-ID, if there is one.  The text is that of the plain
 * parts or, if there are none, of the HTML; attachments are left out.  encoding
 * is that of parts that do not declare one, or NULL.  IR_INVALID if there is no
 * text.
 */
static enum ir_status mail_article(struct ir_text message, const char *encoding,
                                   struct parsed *out, struct problem *p)
{
    const char *missing = gmime_load();
    struct texts texts = {encoding, out, BUF_INIT, BUF_INIT};
    GMimeStream *stream;
    GMimeParser *parser;
    GMimeMessage *mail;
    struct buf *best;

    if (missing)
        return problem_set(p, IR_INVALID, "mail",
                           "mail is read by GMime, which cannot be loaded: %s",
                           missing);
    stream = g_mime_stream_mem_new_with_buffer(message.data, message.size);
    parser = g_mime_parser_new_with_stream(stream);
    mail = g_mime_parser_construct_message(parser, NULL);
    if (mail) {
        set_fields(out, mail);
        take_parts(g_mime_message_get_mime_part(mail), &texts, 0);
        g_object_unref(mail);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    best = texts.plain.size ? &texts.plain : &texts.html;
    parsed_set(out, PARSED_TEXT, buf_text(best));
    buf_free(&texts.plain);
    buf_free(&texts.html);
    if (is_blank(buf_text(&out->fields[PARSED_TEXT])))
        return problem_set(p, IR_INVALID, "missing", "no text in this mail");
    return IR_OK;
}

struct state {
    bool mailbox;
    bool over;
    uint64_t count; /* of messages */
    uint64_t line;  /* where the message begins */
    struct buf message;
    size_t parts, fields; /* of the message */
    bool head;            /* its next line is one of a head */
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
    const char *end = memchr(rest->data, '\n', rest->size);
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
    if (is_from((line = cut_line(&head))))
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

static struct state *state_of(struct source *s)
{
    static const struct buf none = BUF_INIT;

    if (!s->state) {
        struct state *st = xcalloc(1, sizeof(*st));

        st->message = none;
        s->state = st;
        s->free_state = free_state;
    }
    return s->state;
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
    st->parts = st->fields = 0;
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
    struct state *st = state_of(s);
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
