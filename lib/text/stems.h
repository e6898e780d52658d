/*
 * stems.h - stems of words, each computed once.
 */
#ifndef TEXT_STEMS_H
#define TEXT_STEMS_H

#include "base/base.h"

struct stems; /* a cache over one Snowball stemmer; for one thread */

/* A word or a stem. */
struct lexeme {
    struct ir_text form;       /* folded */
    const struct lexeme *stem; /* itself if it is its own stem; never NULL */
    uint32_t id;               /* consecutive, from 0 */
    uint32_t stem_id;          /* that of the stem */
    uint64_t hash;             /* sketch_hash() of the form */
};

/*
 * language is a Snowball name or code ("english", "en"), or "none" for no
 * stemming.  Answers IR_OK, and out is to be freed with stems_free(); or
 * IR_INVALID with the languages there are in the message.
 */
enum ir_status stems_new(const char *language, struct stems **out,
                         struct ir_error *err) IR_MUST_CHECK;
void stems_free(struct stems *s); /* NULL is allowed */

/*
 * Look up a folded word; never NULL.  The lexeme is valid until stems_trim() or
 * stems_free().  Only words of letters are stemmed: 1990s, c++ and u.s are
 * their own stems.
 */
const struct lexeme *stems_get(struct stems *s, struct ir_text form);
/* Look up many words at once, which waits less for memory.  STEMS_PAD bytes
 * that may be read follow each form; what they are does not matter. */
#define STEMS_PAD 16
void stems_get_all(struct stems *s, const struct ir_text *forms, size_t count,
                   const struct lexeme **out);
size_t stems_count(const struct stems *s); /* all ids are below this */

/*
 * Empty the cache if it has more than STEMS_MAX lexemes, which are invalid
 * then.  Call between articles.
 */
#define STEMS_MAX (1u << 16)
void stems_trim(struct stems *s);

/*
 * Add to the filter the two-byte beginnings that words with this stem may have.
 * False, adding nothing, if they are not known for the language of s: then the
 * words of a text cannot be filtered.
 */
struct word_filter;
bool stems_filter(const struct stems *s, struct ir_text stem,
                  struct word_filter *filter);

#endif
