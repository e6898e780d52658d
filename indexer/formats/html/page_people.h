/*
 * page_people.h - the names of people in a byline.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_PEOPLE_H
#define INDEXER_FORMATS_HTML_PAGE_PEOPLE_H

#include "base/buf.h"

enum { PEOPLE_MAX = 20 }; /* names taken from a page */

struct people {
    /* What the publication is called: in words and as its host. */
    struct ir_text site, host;
    struct buf names; /* of people, ", " between them */
    struct buf other; /* the first name that is not a person's */
    size_t count;
    size_t doubtful; /* what was no name for sure, and no date */
};

#define PEOPLE_INIT                                    \
    {                                                  \
        {NULL, 0}, {NULL, 0}, BUF_INIT, BUF_INIT, 0, 0 \
    }

/*
 * Add the names in a byline such as "By Ada Quill and Bo Finch, Staff Writers |
 * 22 August": without labels, roles, dates, addresses and names that are there
 * already.  group: it is said to be no person; so is what sounds like the
 * publication.
 */
void people_add(struct people *p, struct ir_text byline, bool group);
void people_free(struct people *p);

/* Does a line begin with "By" or the like, and name people? */
bool people_labelled(struct ir_text line);
/* Is a line nothing but names, perhaps with a date?  Adds these to names. */
bool people_only(struct ir_text line, struct buf *names);

/* The part of an address that names the publication: "port" of
 * https://www.port.example/a; empty if there is none. */
struct ir_text host_name(struct ir_text url);

#endif
