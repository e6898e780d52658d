/*
 * entry_name.h - names for the entries of one archive: unique, and in UTF-8
 * wherever the encoding is known.
 */
#ifndef INDEXER_INPUT_ENTRY_NAME_H
#define INDEXER_INPUT_ENTRY_NAME_H

#include "base/buf.h"
#include "base/seen.h"

#include <locale.h>

struct entry_names {
    struct seen seen; /* private */
    bool cyrillic;    /* private: a name was in CP866 */
};

void entry_names_free(struct entry_names *names);

/*
 * libarchive gives names in the encoding of this thread's locale, and none
 * that it cannot have.  Between these two that is UTF-8, whatever the user's
 * is.
 */
locale_t entry_names_begin(void);
void entry_names_end(locale_t before);

/* How the names of a kind of archive that are not UTF-8 are encoded. */
struct entry_encoding {
    const char *given; /* by the user, as charset_find() takes it; or NULL */
    bool dos;          /* else as DOS did; or it is not known */
};

/*
 * Append a slash and the name of entry `number`.  Roots, drives and ".." are
 * stripped, and backslashes become slashes.  name may be NULL if it cannot be
 * read.  A name that is already taken gets a number.
 */
void entry_name_add(struct entry_names *names, const char *name,
                    const struct entry_encoding *encoding, uint64_t number,
                    struct buf *out);

#endif
