/*
 * picker.h - the state of matching a document against a table of paths, shared
 * by pick.c and pick_rules.c.
 */
#ifndef INDEXER_FORMATS_XML_PICKER_H
#define INDEXER_FORMATS_XML_PICKER_H

#include "indexer/formats/text/paragraphs.h"
#include "indexer/formats/xml/pick.h"

enum {
    PICKER_BUCKETS = 64,
    PICKER_RULES_MAX = 100,     /* of a format */
    PICKER_REJECTED_MAX = 1000, /* articles in a row; then it is IR_LIMIT */
};

struct part {
    const char *prefix, *name;    /* name is NULL in a foreign namespace */
    const struct pick_rule *rule; /* for the text in it, or NULL */
    size_t from;                  /* of what is captured */
    size_t base, bases;           /* base and size of bases before it */
    enum paragraph_kind kind;
};

/* An article, or why it was rejected. */
struct done {
    enum ir_status status;
    struct problem problem;
    struct parsed parsed;
};

struct picker {
    struct pick pick;
    struct xml *xml;
    struct part stack[XML_DEPTH_MAX];
    int depth;
    const char *uri, *prefix; /* of the last element that had one */
    const struct pick_space *space;
    /* The namespace of the root, or NULL, and what it is taken for, or NULL. */
    const char *root_uri, *root_prefix;
    /* Rules by the last name of their path, in their order; 0 ends. */
    unsigned char bucket[PICKER_BUCKETS], chain[PICKER_RULES_MAX];
    unsigned char path_size[PICKER_RULES_MAX];
    int article, body, silent, skipped; /* the depth each began at, or 0 */
    int captures;
    struct problem last;     /* that cost an article */
    uint64_t begun;          /* articles before the last error */
    uint64_t line, rejected; /* where the article began; how many in a row */
    size_t replaced;         /* bad characters that are counted for articles */
    struct buf captured, value, body_text;
    struct buf bases; /* of addresses in the elements that are open */
    size_t base;      /* where the base that counts begins in it */
    const struct pick_rule *body_rule;
    struct paragraphs paragraphs;
    bool marked_up; /* there are elements in this body */
    struct done *done;
    size_t done_count, done_room, done_at;
    bool over;
};

/* An element begins, perhaps with an xml:base, and ends. */
void picker_base_begin(struct picker *k, struct part *part,
                       const struct xml_attributes *with);
void picker_base_end(struct picker *k, const struct part *part);
/* Put the value of a rule, an address as seen from the base. */
void picker_put(struct picker *k, const struct pick_rule *rule, unsigned how,
                struct ir_text value);
/* Call before the first element. */
void picker_sort_rules(struct picker *k);
/* Apply the rules to the element that has just begun. */
void picker_apply_rules(struct picker *k, struct part *part,
                        const struct xml_attributes *with);

#endif
