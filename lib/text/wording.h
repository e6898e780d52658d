/*
 * wording.h - compare the wording of a quotation with that of a text.
 *
 * Words are compared as words.h folds them, in order; what stands between them
 * and how they are spelt is looked at afterwards.
 */
#ifndef TEXT_WORDING_H
#define TEXT_WORDING_H

#include "text/words.h"

struct worded {
    uint64_t form;     /* a hash of the folded word */
    size_t start, end; /* bytes of the text */
    bool joins;        /* to the next, in a script without spaces */
};

/* The words of a text in order, one for each place. */
struct wording {
    struct worded *items;
    size_t count, room;
};
/* Replace what w had with the words of text; walk is used meanwhile. */
void wording_read(struct wording *w, struct ir_text text, struct words *walk);
void wording_free(struct wording *w);

/* Where the words stand, all of them and in order: the index of the first in
 * text; SIZE_MAX if they do not, or there are none. */
size_t wording_find(const struct wording *words, const struct wording *text);

/* A quotation of more words is found only word for word. */
#define WORDING_ALIGNED_MAX 400

/* Words [quoted, quoted_end) of the quotation stand as [first, end) in the
 * text; one of both may be empty.  Between two of these all words are the same. */
struct wording_change {
    size_t quoted, quoted_end, first, end;
};

struct wording_alignment {
    size_t first, end; /* words of the text */
    size_t shared;     /* words that are the same, in order */
    struct wording_change *changes;
    size_t count, room;
};

/*
 * The part of the text that has most of the words, in order.  False if it has
 * none of them, or there are more than WORDING_ALIGNED_MAX.  Free out->changes.
 */
bool wording_align(const struct wording *words, const struct wording *text,
                   struct wording_alignment *out);

/* How two pieces of text differ that are not the same: white space, quotation
 * marks and apostrophes, dashes, capitals, how letters are written (accents,
 * Persian and Arabic forms), or more than that; the last that there is. */
enum wording_kind {
    WORDING_SAME,
    WORDING_SPACE,
    WORDING_QUOTES,
    WORDING_DASHES,
    WORDING_CASE,
    WORDING_LETTERS,
    WORDING_OTHER,
};
enum wording_kind wording_compare(struct ir_text a, struct ir_text b);
/* Is it a quotation mark, of any language? */
bool wording_is_quote(uint32_t code);

#endif
