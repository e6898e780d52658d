/*
 * parsed.h - a parsed article: its fields as a reader found them in an input.
 */
#ifndef INDEXER_DOCUMENT_PARSED_H
#define INDEXER_DOCUMENT_PARSED_H

#include "base/buf.h"
#include "indexer/document/problem.h"

enum parsed_field {
    PARSED_ID,
    PARSED_TITLE,
    PARSED_TEXT,
    PARSED_DATE,
    PARSED_SOURCE,
    PARSED_SECTION,
    PARSED_BYLINE,
    PARSED_LANG,
    PARSED_URL,
    PARSED_PATH, /* set by the reader, never by the input */
    PARSED_FIELDS,
};

struct parsed {
    struct buf fields[PARSED_FIELDS]; /* any bytes; empty: not known */
    size_t replaced;    /* bad bytes that the reader itself had to replace */
    bool converted;     /* from another encoding than UTF-8 */
    bool is_file;       /* all of one file: its name and first line may tell */
    bool is_inside;     /* of a container: that is the file on the disk */
    bool title_in_text; /* the title is the text's first line, no more */
    /* The term of the file that it came from; empty: none is wanted. */
    struct buf origin;
};

/* Member of an article in JSON that --export writes for the jsonl reader. */
#define PARSED_OWN_MEMBER "irsearch"

void parsed_start(struct parsed *p); /* all empty; p may be uninitialised */
/* Empty it for the next article, giving back memory over the ordinary. */
void parsed_clear(struct parsed *p);
void parsed_free(struct parsed *p);
void parsed_set(struct parsed *p, enum parsed_field field,
                struct ir_text value);

/* What the fields of an input are called, if not by the usual names. */
struct field_map {
    struct field_name {
        const char *name; /* exactly */
        enum parsed_field field;
    } * items; /* the best first; a field named here has no other names */
    size_t count, room;
};

/* Add FIELD=NAME, which must live on; false if there is no such field. */
bool field_map_add(struct field_map *map, const char *text);
void field_map_free(struct field_map *map);
/* The field that goes by a name of ours: "id", "byline" ... */
enum parsed_field parsed_field_of(struct ir_text name);
/*
 * The field that an input calls so, whatever the case and with - or _ or
 * without; PARSED_FIELDS if nobody knows it.  *rank: lower is better, where an
 * input has several names of one field.  map may be NULL.
 */
enum parsed_field parsed_field_named(const struct field_map *map,
                                     struct ir_text name, size_t *rank);

#endif
