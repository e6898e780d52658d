/* Parses XML by libxml2, which may open no file and no address, with limits of
 * our own on what a document can make it do. */
#include "indexer/formats/xml/xml.h"
#include "indexer/formats/xml/xml_clean.h"
#include "indexer/formats/xml/xml_prolog.h"
#include "indexer/input/charset.h"
#include "text/utf8.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#define CHUNK ((size_t)1 << 14)
#define DECLARES "its DOCTYPE declares things of its own"

struct xml {
    const struct xml_handler *handler;
    void *self;
    xmlParserCtxt *parser;
    struct buf converted, chunk;
    struct xml_clean clean;
    size_t replaced;         /* by the conversion */
    size_t lines;            /* before what is parsed */
    struct ir_text document; /* all that is to be parsed, */
    size_t start, passed;    /* from here on; lines before that */
    const char *taken_for;   /* encoding, or NULL */
    size_t silent;           /* bytes since the last event */
    int depth;
    bool ended;
    struct problem problem; /* the first; its status is IR_OK until then */
};

static xmlParserInput *open_nothing(const char *url, const char *id,
                                    xmlParserCtxt *parser)
{
    (void)url;
    (void)id;
    (void)parser;
    return NULL;
}

static void lock_library(void)
{
    xmlInitParser();
    xmlSetExternalEntityLoader(open_nothing);
}

static size_t count_lines(struct ir_text t)
{
    size_t lines = 0;

    for (const char *at = t.data, *end = at + t.size;
         at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        lines++;
    return lines;
}

/* Begin with text, without declarations of its own: nobody reads them. */
static enum ir_status start_text(struct xml *x, struct ir_text text,
                                 struct problem *p)
{
    struct ir_text all = text;
    bool needed;
    size_t skip;

    text = xml_prolog_start(text);
    skip = xml_prolog_declared(text, &needed);
    if (needed) {
        p->line = 1;
        return problem_set(p, IR_INVALID, "doctype", DECLARES);
    }
    text.data += skip;
    text.size -= skip;
    x->lines =
        count_lines((struct ir_text){all.data, (size_t)(text.data - all.data)});
    x->passed = x->lines;
    x->document = text;
    xml_clean_start(&x->clean, text);
    return IR_OK;
}

/* Leave UTF-8 in x, copied only if it was something else. */
static enum ir_status decode(struct xml *x, struct ir_text bytes,
                             const char *encoding, struct problem *p)
{
    char name[XML_ENCODING_SIZE];
    const char *known;

    xml_prolog_encoding(bytes, name);
    known = charset_find(text_of(name));
    if (name[0] && !known && utf8_valid(bytes))
        return start_text(x, bytes, p);
    if (name[0] && !known) {
        p->line = 1;
        return problem_set(p, IR_INVALID, "encoding", "unknown encoding %s",
                           name);
    }
    if (xml_prolog_is_foreign(name) ? charset_is_utf8(bytes, known)
                                    : utf8_valid(bytes))
        return start_text(x, bytes, p);
    if (xml_prolog_is_foreign(name))
        charset_text(bytes, name, &x->converted, &x->replaced);
    else
        charset_guess(bytes, encoding, &x->converted, &x->replaced,
                      &x->taken_for);
    return start_text(x, buf_text(&x->converted), p);
}

enum ir_status xml_refuse(struct xml *x, enum ir_status status,
                          const char *reason, const char *message)
{
    if (x->problem.err.status == IR_OK) {
        problem_set(&x->problem, status, reason, "%s", message);
        x->problem.line = xml_line(x);
    }
    xmlStopParser(x->parser);
    return x->problem.err.status;
}

static void limit(struct xml *x, const char *reason, const char *what, int most,
                  const char *unit)
{
    char message[80];

    snprintf(message, sizeof(message), "%s %d %s", what, most, unit);
    xml_refuse(x, IR_LIMIT, reason, message);
}

static void on_start(void *self, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri, int spaces, const xmlChar **space,
                     int count, int defaulted, const xmlChar **attributes)
{
    struct xml *x = self;
    struct xml_attributes with = {attributes, count};

    (void)spaces;
    (void)space;
    (void)defaulted;
    if (x->problem.err.status != IR_OK)
        return;
    x->silent = 0;
    if (++x->depth > XML_DEPTH_MAX) {
        limit(x, "depth", "nested deeper than", XML_DEPTH_MAX, "elements");
        return;
    }
    x->handler->start(x->self, (const char *)name, (const char *)prefix,
                      (const char *)uri, &with);
}

static void on_end(void *self, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *uri)
{
    struct xml *x = self;

    (void)name;
    (void)prefix;
    (void)uri;
    if (x->problem.err.status != IR_OK)
        return;
    x->silent = 0;
    x->depth--;
    x->handler->end(x->self);
}

static void on_text(void *self, const xmlChar *text, int size)
{
    struct xml *x = self;

    x->silent = 0;
    if (x->problem.err.status == IR_OK)
        x->handler->text(x->self,
                         (struct ir_text){(const char *)text, (size_t)size});
}

/* Called after the name and address of the DTD, before its declarations. */
static void on_doctype(void *self, const xmlChar *name, const xmlChar *id,
                       const xmlChar *address)
{
    struct xml *x = self;

    (void)name;
    (void)id;
    (void)address;
    if (*x->parser->input->cur == '[')
        xml_refuse(x, IR_INVALID, "doctype", DECLARES);
}

/* Without the line in it, which is one of the parser's. */
static void cut_line(char *message)
{
    char *at = strstr(message, " line ");
    size_t size = at ? 6 + strspn(at + 6, "0123456789") : 0;

    if (size > 6)
        memmove(at, at + size, strlen(at + size) + 1);
}

static void on_error(void *self, xmlError *error)
{
    struct xml *x = self;
    struct ir_text message = text_of(error->message ? error->message : "");

    if (error->level != XML_ERR_FATAL || x->problem.err.status != IR_OK)
        return;
    while (message.size && message.data[message.size - 1] == '\n')
        message.size--;
    problem_set(&x->problem, IR_INVALID, "syntax", "bad XML: %.*s",
                (int)message.size, message.data);
    cut_line(x->problem.err.message);
    x->problem.line = error->line > 0 ? (uint64_t)error->line + x->lines : 0;
}

/* xmlStructuredErrorFunc differs from release to release in const. */
static void on_any_error(void *self, xmlErrorPtr error)
{
    on_error(self, error);
}

static xmlParserCtxt *make_parser(struct xml *x)
{
    xmlSAXHandler sax;
    xmlParserCtxt *parser;

    memset(&sax, 0, sizeof(sax));
    sax.initialized = XML_SAX2_MAGIC;
    sax.internalSubset = on_doctype;
    sax.startElementNs = on_start;
    sax.endElementNs = on_end;
    sax.characters = on_text;
    sax.cdataBlock = on_text;
    sax.ignorableWhitespace = on_text;
    sax.serror = on_any_error;
    parser = xmlCreatePushParserCtxt(&sax, x, NULL, 0, NULL);
    if (!parser)
        out_of_memory();
    xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    return parser;
}

static void free_parser(struct xml *x)
{
    xmlFreeDoc(x->parser->myDoc);
    x->parser->myDoc = NULL;
    xmlFreeParserCtxt(x->parser);
}

enum ir_status xml_new(struct ir_text bytes, const char *encoding,
                       const struct xml_handler *handler, void *self,
                       struct xml **out, struct problem *p)
{
    static const struct buf none = BUF_INIT;
    static pthread_once_t locked = PTHREAD_ONCE_INIT;
    struct xml *x = xcalloc(1, sizeof(*x));
    enum ir_status status;

    pthread_once(&locked, lock_library);
    x->handler = handler;
    x->self = self;
    x->converted = x->chunk = none;
    x->parser = make_parser(x);
    status = decode(x, bytes, encoding, p);
    if (status != IR_OK) {
        xml_free(x);
        return status;
    }
    *out = x;
    return IR_OK;
}

void xml_free(struct xml *x)
{
    if (!x)
        return;
    free_parser(x);
    buf_free(&x->converted);
    buf_free(&x->chunk);
    free(x);
}

/* Tell the handler again what the element is in. */
static void parse_heads(struct xml *x, const struct ir_text heads[2])
{
    struct buf piece = BUF_INIT;
    struct xml_clean clean;

    for (size_t i = 0; i < 2; i++) {
        if (!heads[i].size)
            continue;
        xml_clean_start(&clean, heads[i]);
        do {
            xml_clean_next(&clean, CHUNK, &piece);
            xmlParseChunk(x->parser, piece.data, (int)piece.size, 0);
        } while (piece.size);
        x->lines -= count_lines(heads[i]);
    }
    buf_free(&piece);
}

bool xml_go_on(struct xml *x, const char *const *names, size_t begun)
{
    struct ir_text rest = x->document, heads[2];
    const size_t repairs = x->clean.repairs;
    size_t at;

    /* One that has not even begun is the fault, if it was to be the first. */
    at = x->start;
    if (!xml_prolog_next(x->document, names, begun + (x->start && !begun),
                         &at) ||
        !xml_prolog_heads(x->document, names, heads))
        return false;
    x->passed +=
        count_lines((struct ir_text){rest.data + x->start, at - x->start});
    x->lines = x->passed;
    x->start = at;
    rest.data += at;
    rest.size -= at;
    x->replaced += x->clean.replaced;
    xml_clean_start(&x->clean, rest);
    x->clean.repairs = repairs;
    free_parser(x);
    x->parser = make_parser(x);
    x->depth = 0;
    x->silent = 0;
    x->ended = false;
    memset(&x->problem, 0, sizeof(x->problem));
    parse_heads(x, heads);
    return x->problem.err.status == IR_OK;
}

size_t xml_replaced(const struct xml *x)
{
    return x->replaced + x->clean.replaced;
}

const char *xml_taken_for(const struct xml *x)
{
    return x->taken_for;
}

uint64_t xml_line(const struct xml *x)
{
    int line = x->parser->input ? x->parser->input->line : 0;

    return line > 0 ? (uint64_t)line + x->lines : 0;
}

static enum ir_status wrong(const struct xml *x, struct problem *p)
{
    *p = x->problem;
    return p->err.status;
}

enum ir_status xml_step(struct xml *x, struct problem *p)
{
    int error;

    if (x->problem.err.status != IR_OK)
        return wrong(x, p);
    if (x->ended)
        return IR_END;
    xml_clean_next(&x->clean, CHUNK, &x->chunk);
    x->ended = !x->chunk.size;
    x->silent += x->chunk.size;
    if (x->ended && x->depth > 0)
        xml_refuse(x, IR_INVALID, "truncated",
                   "the document ends within an element");
    if (x->clean.repairs > XML_REPAIRS_MAX)
        limit(x, "references", "more than", XML_REPAIRS_MAX,
              "references that XML does not know");
    if (x->problem.err.status != IR_OK)
        return wrong(x, p);
    error =
        xmlParseChunk(x->parser, x->chunk.data, (int)x->chunk.size, x->ended);
    if (error && !x->parser->wellFormed && x->problem.err.status == IR_OK)
        xml_refuse(x, IR_INVALID, "syntax", "bad XML");
    if (x->silent > XML_TOKEN_MAX)
        limit(x, "token", "a tag, comment or the like is longer than",
              XML_TOKEN_MAX, "bytes");
    /* libxml2 keeps each, and finds none fast among very many. */
    if (xmlDictSize(x->parser->dict) > XML_NAMES_MAX)
        limit(x, "names", "more than", XML_NAMES_MAX, "different names");
    if (x->problem.err.status != IR_OK)
        return wrong(x, p);
    return x->ended ? IR_END : IR_OK;
}

/* libxml2 gives five pointers an attribute: name, prefix, namespace, and the
 * begin and end of its value. */
struct ir_text xml_attribute(const struct xml_attributes *a, const char *name)
{
    const xmlChar *const *list = a->list;
    struct ir_text none = {NULL, 0};

    for (int i = 0; i < a->count; i++, list += 5)
        if (!((*list[0] ^ (unsigned char)*name) & ~0x20) &&
            !strcasecmp((const char *)list[0], name))
            return (struct ir_text){(const char *)list[3],
                                    (size_t)(list[4] - list[3])};
    return none;
}
