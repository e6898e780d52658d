/* The article in a mail, by GMime. */
#include "indexer/formats/mail_article.h"
#include "indexer/formats/gmime.h"
#include "indexer/formats/html/markup.h"
#include "indexer/input/binary.h"
#include "indexer/input/charset.h"

#define PARTS_DEPTH_MAX 32 /* multiparts nested in each other */

/* The text parts of a message. */
struct texts {
    const char *encoding;
    struct parsed *out;
    struct buf plain, html;
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
    struct texts texts = {encoding, out,  BUF_INIT, BUF_INIT,
                          BUF_INIT, NULL, false};
    enum ir_status status;
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
    status = is_blank(buf_text(&out->fields[PARSED_TEXT])) ? no_text(&texts, p)
                                                           : IR_OK;
    buf_free(&texts.other);
    return status;
}
