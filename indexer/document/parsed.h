/*
 * parsed.h - a parsed article: its fields as found in an input.
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
    struct buf fields[PARSED_FIELDS]; /* any bytes; empty: unknown */
    size_t replaced;       /* bad bytes that the reader itself had to replace */
    const char *converted; /* the encoding it was taken for; NULL: UTF-8 */
    bool is_file;       /* a whole file: name and first line may be a title */
    bool is_inside;     /* read from a container */
    bool title_in_text; /* the title is the text's first line, no more */
    /* The term of the file it was read from; empty: not indexed. */
    struct buf origin;
};

/* Member of an article in JSON that --export writes for the jsonl reader. */
#define PARSED_OWN_MEMBER "irsearch"

void parsed_start(struct parsed *p); /* initialise: all fields empty */
/* Empty all fields for the next article; unusually large buffers are freed. */
void parsed_clear(struct parsed *p);
void parsed_free(struct parsed *p);
void parsed_set(struct parsed *p, enum parsed_field field,
                struct ir_text value);
/*
 * Set the date to value, from a lesser place than the one there, if there is
 * none or value improves it; see date_improves().
 */
void parsed_offer_date(struct parsed *p, struct ir_text value);

/* Names of --map: what an input calls the fields, where not by usual names. */
struct field_map {
    struct field_name {
        const char *name; /* exactly */
        enum parsed_field field;
    } * items; /* the best first; a field named here has no other names */
    size_t count, room;
};

/* Add "FIELD=NAME", which must outlive the map; false if there is no such
 * field. */
bool field_map_add(struct field_map *map, const char *text);
void field_map_free(struct field_map *map);
/* The field with one of our own names: "id", "byline" ... */
enum parsed_field parsed_field_of(struct ir_text name);
/*
 * The field for a name in an input, ignoring case, "-" and "_"; PARSED_FIELDS
 * if the name is unknown.  *rank: where an input has several names for one
 * field, the lowest rank wins.  map may be NULL.
 */
enum parsed_field parsed_field_named(const struct field_map *map,
                                     struct ir_text name, size_t *rank);

#endif
