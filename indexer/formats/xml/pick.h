/*
 * pick.h - the fields of articles out of an XML format, which is a table of
 * paths.
 */
#ifndef INDEXER_FORMATS_XML_PICK_H
#define INDEXER_FORMATS_XML_PICK_H

#include "indexer/formats/xml/xml.h"
#include "indexer/input/reader.h"

extern const struct reader read_feed, read_nitf, read_newsml;

/* Where values go: the fields of an article and what only a format needs. */
enum pick_slot {
    PICK_DATELINE = PARSED_FIELDS,
    PICK_CAPTION, /* text of last resort */
    PICK_ABSTRACT,
    PICK_LINK, /* the next three are the format's own */
    PICK_OWN,
    PICK_OWN2,
    /* These are kept from article to article. */
    PICK_KEPT,
    PICK_ALL_SOURCE = PICK_KEPT, /* for articles that name none */
    PICK_ALL_LANG,
    PICK_ALL_DATE,
    PICK_ALL_BYLINE,
    PICK_SLOTS,
    PICK_ARTICLE, /* an article begins and ends here */
    PICK_PASS,    /* of no interest, with all it holds */
    PICK_MARK,    /* only told to the format */
};

enum pick_how {
    PICK_TEXT = 1,       /* the text in it, spaces made one */
    PICK_BODY = 2,       /* the text in it, by paragraphs */
    PICK_JOIN = 4,       /* more values of one rank are joined by "; " */
    PICK_SPACED = 8,     /* elements in it are words apart */
    PICK_HOLE = 16,      /* and no part of what it stands in */
    PICK_COMMA = 32,     /* with SPACED: elements in it are put a comma apart */
    PICK_HTML = 64,      /* what is found may be HTML written as text */
    PICK_VERBATIM = 128, /* the text in it as it stands */
};

struct pick_rule {
    const char *path;      /* a/b: element b straight in a, at any depth */
    const char *attribute; /* its value; NULL: the element's text, by how */
    unsigned char slot;
    unsigned char rank; /* the lowest rank found counts, and its first */
    unsigned char how;  /* bits of enum pick_how */
};

struct pick_space {
    const char *uri, *prefix;
};

struct pick;

struct pick_format {
    const struct pick_rule *rules; /* to one whose path is NULL */
    /*
     * Namespaces that matter, to one whose uri is NULL: an element in one is
     * "prefix:name", or "name" if the prefix is "", and one in any other
     * namespace is not looked at.  NULL: namespaces are of no interest.
     */
    const struct pick_space *spaces;
    /* Not this one, by its attributes?  May be NULL. */
    bool (*passes)(struct pick *p, const struct pick_rule *rule,
                   const struct xml_attributes *with);
    /* The article whose slots are filled, into out. */
    enum ir_status (*finish)(struct pick *p, struct parsed *out,
                             struct problem *problem);
    const char *none; /* IR_INVALID "no_article" if there was none; or NULL */
    bool many;        /* a document is not an article but holds some */
};

struct pick_value {
    struct buf text;
    unsigned rank; /* of what is there; 0: nothing */
};

/* What the finish() and passes() of a format may look at. */
struct pick {
    const struct pick_format *format;
    struct source *source;
    struct pick_value slots[PICK_SLOTS];
    uint64_t ordinal; /* of the article in its input, from 1 */
    bool flag;        /* the format's own; false when an article begins */
};

/* The value of a slot, empty if there is none. */
struct ir_text pick_value(const struct pick *p, unsigned slot);
/* Is there more in a slot than this rank would bring? */
bool pick_has(const struct pick *p, unsigned slot, unsigned rank);
void pick_put(struct pick *p, unsigned slot, unsigned rank, unsigned how,
              struct ir_text value);

/*
 * What every finish() ends with: slots into fields, the text with its
 * dateline or, if there is none, its abstract; IR_INVALID "empty" without
 * either text or title.
 */
enum ir_status pick_finish(struct pick *p, struct parsed *out,
                           struct problem *problem);

/* As for struct reader. */
enum ir_status pick_next(const struct pick_format *format, struct source *s,
                         struct parsed *out, struct problem *p);

#endif
