/* The article in a mail, by GMime. */
#include "indexer/formats/mail_article.h"
#include "indexer/formats/gmime.h"
#include "indexer/formats/html/markup.h"
#include "indexer/formats/mail_text.h"
#include "indexer/input/binary.h"
#include "indexer/input/charset.h"

#define PARTS_DEPTH_MAX 32 /* multiparts nested in each other */

/* The text parts of a message. */
struct texts {
    const char *encoding;
    struct parsed *out;
    struct buf plain, html;
    /* The title of a message in the message, until its text follows, plain and
     * as HTML. */
    const char *lead, *html_lead;
    /* Why there may be no text: the type of the first other part, or what a
     * text part is instead. */
    struct buf other;
    const char *binary;
    bool encrypted;
};

/* What a part is that is declared as text: it may be an attachment. */
static const char *binary_of(struct ir_text text, const char *charset)
{
    const char *known = charset ? charset_find(text_of(charset)) : NULL;
    size_t mark;

    if (charset_of_mark(text, &mark) || (known && charset_is_wide(known)))
        return NULL;
    return binary_kind(text, true);
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
    const char *binary;
    struct ir_text text;

    if (!content)
        return;
    stream = g_mime_stream_mem_new();
    g_mime_data_wrapper_write_to_stream(content, stream);
    bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    text = (struct ir_text){(const char *)bytes->data, bytes->len};
    binary = bytes->len ? binary_of(text, charset) : NULL;
    if (!bytes->len || binary)
        texts->binary = binary ? binary : texts->binary;
    else if (charset && charset_find(text_of(charset)))
        charset_text(text, charset, out, &texts->out->replaced);
    else
        charset_guess(text, texts->encoding, out, &texts->out->replaced,
                      &texts->out->converted);
    g_object_unref(stream);
}

/* The type of a part as it is written, without parameters. */
static struct ir_text written_type(GMimePart *part)
{
    const char *type =
        g_mime_object_get_header(GMIME_OBJECT(part), "Content-Type");
    struct ir_text t = text_of(type ? type : "");

    t.size = strcspn(t.data, ";");
    return text_trim(t, BYTES_SPACE);
}

/* text/markdown and others are read as they are; so is what has a broken type,
 * such as "text", or none. */
static bool is_plain(GMimePart *part, struct ir_text type)
{
    static const char *const no_text[] = {"calendar", "css", "vcard", "x-vcard",
                                          "rtf"};
    GMimeContentType *parsed =
        g_mime_object_get_content_type(GMIME_OBJECT(part));

    if (!parsed || !text_find(type, '/') || (type.data[type.size - 1] == '/'))
        return true;
    for (size_t i = 0; i < COUNT(no_text); i++)
        if (g_mime_content_type_is_type(parsed, "text", no_text[i]))
            return false;
    return g_mime_content_type_is_type(parsed, "text", "*");
}

/* Has the type of a part this value of this parameter? */
static bool has_parameter(GMimePart *part, const char *name, const char *value)
{
    const char *found =
        g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), name);

    return found && text_is(text_of(found), value);
}

/* Append the text of a part, which is declared as plain. */
static void add_plain(GMimePart *part, struct texts *texts, struct buf *out)
{
    struct buf text = BUF_INIT;

    decode(part, texts, &text);
    if (mail_is_html(buf_text(&text)))
        markup_text(buf_text(&text), out);
    else if (has_parameter(part, "format", "flowed"))
        mail_unflow(buf_text(&text), has_parameter(part, "delsp", "yes"), out);
    else if (out->size)
        buf_addt(out, buf_text(&text));
    else {
        buf_free(out);
        *out = text;
        return;
    }
    buf_free(&text);
}

/* Before the text of another part. */
static void begin_part(struct buf *out, const char **lead)
{
    if (out->size)
        buf_adds(out, "\n\n");
    if (*lead)
        buf_addf(out, "%s\n\n", *lead);
    *lead = NULL;
}

static bool has_word(struct ir_text type, const char *word)
{
    return memmem(type.data, type.size, word, strlen(word)) != NULL;
}

static void take_part(GMimePart *part, struct texts *texts)
{
    GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    const struct ir_text written = written_type(part);
    struct buf html = BUF_INIT;

    texts->encrypted |=
        has_word(written, "pkcs7-mime") || has_word(written, "pgp-encrypted");
    if (!texts->other.size)
        buf_addt(&texts->other, written);
    if (g_mime_part_is_attachment(part))
        return;
    if (!(type && g_mime_content_type_is_type(type, "text", "html")) &&
        is_plain(part, written)) {
        begin_part(&texts->plain, &texts->lead);
        add_plain(part, texts, &texts->plain);
    } else if (g_mime_content_type_is_type(type, "text", "html")) {
        decode(part, texts, &html);
        begin_part(&texts->html, &texts->html_lead);
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

        if (!inner)
            return;
        texts->lead = texts->html_lead = g_mime_message_get_subject(inner);
        take_parts(g_mime_message_get_mime_part(inner), texts, depth + 1);
        texts->lead = texts->html_lead = NULL;
    } else if (GMIME_IS_PART(object))
        take_part(GMIME_PART(object), texts);
}

static GMimeMessage *parse(struct ir_text message)
{
    GMimeStream *stream =
        g_mime_stream_mem_new_with_buffer(message.data, message.size);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *mail = g_mime_parser_construct_message(parser, NULL);

    g_object_unref(parser);
    g_object_unref(stream);
    return mail;
}

/* Multipart, but its boundary is not told, or is another one than in its body;
 * or its body is only a text. */
static bool lacks_parts(GMimeObject *object)
{
    return object && GMIME_IS_MULTIPART(object) &&
           g_mime_multipart_get_count(GMIME_MULTIPART(object)) == 0;
}

static void take_lost_parts(struct ir_text message, struct texts *texts)
{
    struct ir_text boundary, body = mail_body(message, &boundary);
    struct buf again = BUF_INIT;
    GMimeMessage *mail;

    if (boundary.size)
        buf_addf(&again, "Content-Type: multipart/mixed; boundary=\"%.*s\"",
                 (int)boundary.size, boundary.data);
    else
        buf_adds(&again, "Content-Type: text/plain");
    buf_adds(&again, "\n\n");
    buf_addt(&again, body);
    mail = parse(buf_text(&again));
    if (mail) {
        take_parts(g_mime_message_get_mime_part(mail), texts, 0);
        g_object_unref(mail);
    }
    buf_free(&again);
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

/* Say why there is none. */
static enum ir_status no_text(const struct texts *texts, struct problem *p)
{
    const struct ir_text other = buf_text(&texts->other);

    if (texts->encrypted)
        return problem_set(p, IR_INVALID, "encrypted", "it is encrypted");
    if (texts->binary)
        return binary_refuse(texts->binary, p);
    if (text_find(other, '/') && !has_word(other, "text/"))
        return problem_set(
            p, IR_INVALID, "missing", "no text in this mail, but %.*s",
            (int)(other.size < 60 ? other.size : 60), other.data);
    return problem_set(p, IR_INVALID, "missing", "no text in this mail");
}

enum ir_status mail_article(struct ir_text message, const char *encoding,
                            struct parsed *out, struct problem *p)
{
    const char *missing = gmime_load();
    struct texts texts = {.encoding = encoding,
                          .out = out,
                          .plain = BUF_INIT,
                          .html = BUF_INIT,
                          .other = BUF_INIT};
    enum ir_status status;
    GMimeMessage *mail;
    struct buf *best;

    if (missing)
        return problem_set(p, IR_INVALID, "mail",
                           "mail is read by GMime, which cannot be loaded: %s",
                           missing);
    mail = parse(message);
    if (mail) {
        GMimeObject *body = g_mime_message_get_mime_part(mail);

        set_fields(out, mail);
        if (lacks_parts(body))
            take_lost_parts(message, &texts);
        else
            take_parts(body, &texts, 0);
        g_object_unref(mail);
    }
    best = texts.plain.size ? &texts.plain : &texts.html;
    parsed_set(out, PARSED_TEXT, buf_text(best));
    buf_free(&texts.plain);
    buf_free(&texts.html);
    status = is_blank(buf_text(&out->fields[PARSED_TEXT])) ? no_text(&texts, p)
                                                           : IR_OK;
    buf_free(&texts.other);
    return status;
}
