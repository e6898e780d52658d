/*
 * pick.h - extract the fields of articles from an XML format, described by a
 * table of paths.
 */
#ifndef INDEXER_FORMATS_XML_PICK_H
#define INDEXER_FORMATS_XML_PICK_H

#include "base/seen.h"
#include "indexer/formats/xml/xml.h"
#include "indexer/input/reader.h"

extern const struct reader read_feed, read_nitf, read_newsml;

/* Slots for values: the fields of an article and values of one format. */
enum pick_slot {
    PICK_DATELINE = PARSED_FIELDS,
    PICK_CAPTION, /* text of last resort */
    PICK_ABSTRACT,
    PICK_LINK, /* the next four are the format's own */
    PICK_OWN,
    PICK_OWN2,
    PICK_OWN3,
    /* These are kept from article to article. */
    PICK_KEPT,
    PICK_ALL_SOURCE = PICK_KEPT, /* for articles that name none */
    PICK_ALL_LANG,
    PICK_ALL_DATE,
    PICK_ALL_BYLINE,
    PICK_ALL_URL, /* the address that relative ones begin at */
    PICK_SLOTS,
    PICK_ARTICLE, /* an article begins and ends here */
    PICK_PASS,    /* ignored, with its descendants */
    PICK_MARK,    /* only passed to the format */
};

enum pick_how {
    PICK_TEXT = 1,       /* the text in it, with single spaces */
    PICK_BODY = 2,       /* the text in it, by paragraphs */
    PICK_JOIN = 4,       /* more values of one rank are joined by "; " */
    PICK_SPACED = 8,     /* elements in it are separate words */
    PICK_HOLE = 16,      /* and not part of the text around it */
    PICK_COMMA = 32,     /* with SPACED: elements are joined by ", " */
    PICK_HTML = 64,      /* the value may be escaped HTML */
    PICK_VERBATIM = 128, /* the text in it, unchanged */
    PICK_BASE64 = 256,   /* the value is encoded so; empty if it is no text */
};

struct pick_rule {
    /* a/b: element b straight in a, at any depth; names are of any case */
    const char *path;
    const char *attribute; /* its value; NULL: the element's text, by how */
    unsigned char slot;
    unsigned char rank; /* the first value of the lowest rank wins */
    unsigned short how; /* bits of enum pick_how */
};

struct pick_space {
    const char *uri, *prefix;
};

struct pick;

struct pick_format {
    const struct pick_rule *rules; /* the last has a NULL path */
    /*
     * The namespaces of the format; the last has a NULL uri.  An element in
     * one is "prefix:name", or "name" if the prefix is ""; elements in others
     * are ignored.  NULL: namespaces are not distinguished.
     */
    const struct pick_space *spaces;
    /*
     * Names of roots, with the prefixes of their namespaces (the last is NULL):
     * a root of such a name counts as in it, whatever namespace it says, and so
     * does all that says the same.  NULL: there are none.
     */
    const struct pick_root {
        const char *name, *prefix;
    } * roots;
    /* Is the element skipped because of its attributes?  May be NULL. */
    bool (*passes)(struct pick *p, const struct pick_rule *rule,
                   const struct xml_attributes *with);
    /* Set out from the slots. */
    enum ir_status (*finish)(struct pick *p, struct parsed *out,
                             struct problem *problem);
    const char *none; /* IR_INVALID "no_article" if there was none; or NULL */
    bool many;        /* a document has several articles */
    /* Elements that are one each: XML that is wrong in one costs no other.  The
     * last is NULL; NULL: an error ends the document. */
    const char *const *parts;
};

struct pick_value {
    struct buf text;
    unsigned rank; /* of the value; 0: there is none */
};

/* The state that finish() and passes() of a format may read. */
struct pick {
    const struct pick_format *format;
    struct source *source;
    struct pick_value slots[PICK_SLOTS];
    uint64_t ordinal; /* of the article in its input, from 1 */
    bool flag;        /* the format's own; false when an article begins */
    int role;         /* the same; 0 when it begins */
    struct seen seen; /* the format's own */
};

/* The value of a slot, empty if there is none. */
struct ir_text pick_value(const struct pick *p, unsigned slot);
/* Does a slot have a value of this rank or of a better (lower) one? */
bool pick_has(const struct pick *p, unsigned slot, unsigned rank);
void pick_put(struct pick *p, unsigned slot, unsigned rank, unsigned how,
              struct ir_text value);

/*
 * Every finish() ends with this: copy the slots into fields, the text with its
 * dateline or, if there is no text, the abstract.  IR_INVALID, reason "empty":
 * there is neither text nor title.
 */
enum ir_status pick_finish(struct pick *p, struct parsed *out,
                           struct problem *problem);

/* As next() of struct reader. */
enum ir_status pick_next(const struct pick_format *format, struct source *s,
                         struct parsed *out, struct problem *p);

#endif
