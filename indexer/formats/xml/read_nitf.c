/* NITF 3.x: one article a document. */
#include "indexer/formats/xml/pick.h"
#include "indexer/formats/xml/xml_prolog.h"

/* The metadata of the article itself ranks before that around it. */
static const struct pick_rule rules[] = {
    {"nitf", NULL, PICK_ARTICLE, 0, 0},
    {"docdata/doc-id", "id-string", PARSED_ID, 1, 0},
    {"hedline/hl1", NULL, PARSED_TITLE, 1, PICK_TEXT},
    {"body.head/hedline", NULL, PARSED_TITLE, 2, PICK_TEXT},
    {"head/title", NULL, PARSED_TITLE, 3, PICK_TEXT},
    {"head/pubdata", "date.publication", PARSED_DATE, 1, 0},
    {"docdata/date.issue", "norm", PARSED_DATE, 2, 0},
    {"docdata/date.release", "norm", PARSED_DATE, 3, 0},
    {"dateline/story.date", "norm", PARSED_DATE, 4, 0},
    {"body.head/distributor", NULL, PARSED_SOURCE, 1, PICK_TEXT},
    {"head/pubdata", "name", PARSED_SOURCE, 2, 0},
    {"docdata/doc.copyright", "holder", PARSED_SOURCE, 3, 0},
    {"docdata/doc-id", "regsrc", PARSED_SOURCE, 4, 0},
    {"del-list/from-src", "src-name", PARSED_SOURCE, 5, 0},
    {"head/pubdata", "position.section", PARSED_SECTION, 1, 0},
    {"tobject.subject", "tobject.subject.type", PARSED_SECTION, 2, PICK_JOIN},
    {"tobject.subject", "tobject.subject.matter", PARSED_SECTION, 3, PICK_JOIN},
    {"head/meta", "content", PARSED_SECTION, 4, PICK_JOIN},
    {"docdata/doc-scope", "scope", PARSED_SECTION, 5, PICK_JOIN},
    {"key-list/keyword", "key", PARSED_SECTION, 6, PICK_JOIN},
    {"key-list/keyword", NULL, PARSED_SECTION, 6, PICK_TEXT | PICK_JOIN},
    {"body.head/byline", NULL, PARSED_BYLINE, 1,
     PICK_TEXT | PICK_SPACED | PICK_JOIN},
    {"byline/byttl", NULL, PARSED_BYLINE, 2, PICK_TEXT | PICK_HOLE},
    {"body.head/dateline", NULL, PICK_DATELINE, 1,
     PICK_TEXT | PICK_SPACED | PICK_COMMA},
    {"dateline/story.date", NULL, PICK_DATELINE, 2, PICK_TEXT | PICK_HOLE},
    {"head/pubdata", "ex-ref", PARSED_URL, 1, 0},
    {"nitf", "lang", PARSED_LANG, 1, 0},
    {"nitf/body", "lang", PARSED_LANG, 2, 0},
    {"body.head/abstract", NULL, PICK_ABSTRACT, 1, PICK_BODY},
    {"body/body.content", NULL, PARSED_TEXT, 1, PICK_BODY},
    {"media/media-caption", NULL, PICK_CAPTION, 1, PICK_TEXT},
    {0},
};

/* Is a date there at all?  Some write the pattern instead. */
static bool is_date(struct ir_text t)
{
    return t.size && t.data[0] >= '0' && t.data[0] <= '9';
}

static bool is_address(struct ir_text t)
{
    return t.size > 8 && memmem(t.data, t.size < 10 ? t.size : 10, "://", 3);
}

static bool passes(struct pick *p, const struct pick_rule *rule,
                   const struct xml_attributes *with)
{
    struct ir_text value = {NULL, 0};

    (void)p;
    if (rule->attribute)
        value = xml_attribute(with, rule->attribute);
    if (rule->slot == PARSED_DATE)
        return !is_date(value);
    if (rule->slot == PARSED_URL)
        return !is_address(value);
    if (rule->slot == PARSED_SECTION && !strcmp(rule->path, "head/meta"))
        return !text_equal(xml_attribute(with, "name"),
                           TEXT("online_sections"));
    return false;
}

static const struct pick_format format = {
    .rules = rules,
    .passes = passes,
    .finish = pick_finish,
    .none = "no NITF article in it",
};

static bool claims(const struct source *s, struct ir_text head)
{
    struct ir_text root = xml_root(head);

    (void)s;
    return text_equal(root, TEXT("nitf")) ||
           text_equal(root, TEXT("contentSet")) ||
           text_equal(root, TEXT("inlineXML"));
}

static enum ir_status next(struct source *s, struct parsed *out,
                           struct problem *p)
{
    return pick_next(&format, s, out, p);
}

const struct reader read_nitf = {"nitf", ".nitf", claims, next};
