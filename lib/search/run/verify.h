/*
 * verify.h - articles read from the store, and whether they match.
 *
 * What was read may be kept until it is shown, so that no article is decoded
 * twice: at most READINGS_MAX articles, the worthiest, that take at most
 * READINGS_BYTES_MAX together.  One that has no room is read again.  Between
 * two searches the buffers of READINGS_SPARE of them stay, none of more than
 * READING_SPARE_BYTES.
 */
#ifndef SEARCH_RUN_VERIFY_H
#define SEARCH_RUN_VERIFY_H

#include "search/match/evidence.h"

#define READINGS_MAX IR_HITS_MAX
#define READINGS_BYTES_MAX (32u << 20)
#define READINGS_SPARE 64
#define READING_SPARE_BYTES (256u << 10)

/* An article as it was read, and what was found in it. */
struct reading {
    struct record record;
    struct evidence evidence;
    bool whole;   /* evidence is of all of it, no match left out */
    bool trimmed; /* evidence is of what is to be shown ... */
    bool any;     /* ... where lists were read so */
    double worth; /* of one that is kept */
    size_t bytes; /* of memory, about */
};

/* Those that are kept, then the one at hand, then spare ones. */
struct readings {
    struct reading *items[READINGS_MAX + 1];
    uint32_t documents[READINGS_MAX + 1]; /* of each; 0: none */
    size_t count, pinned, made, bytes;
    const struct verifier *owner; /* whose plan the evidence is of */
    uint64_t decoded;             /* articles so far */
};
void readings_free(struct readings *all);

/* What it takes to verify articles for one plan; all of it is lent. */
struct verifier {
    struct readings *readings;
    struct record_decoder *decoder;
    struct words *walk;
    struct stems *stems; /* those of the plan */
    const struct plan *plan;
    bool any;                     /* lists ask for one part only */
    uint64_t peeks, peeks_enough; /* articles of which some was read first, and
                                     of which that was enough */
};

#define VERIFY_PEEK 3    /* sentences that are read first */
#define VERIFY_PEEKS 100 /* articles before that is judged */

/* Begin a search, or go on with another plan: what is kept is dropped. */
void verifier_start(struct verifier *v, const struct plan *plan, bool any);

/*
 * Does the document, whose record these bytes are, satisfy the plan?  Fails as
 * record_decode() does.
 */
enum ir_status verify_match(struct verifier *v, uint32_t document,
                            struct ir_text bytes, bool *matches,
                            struct ir_error *err) IR_MUST_CHECK;
/*
 * The same, and *out is the article with its evidence, trimmed to what is to
 * be shown; NULL if it does not match.  It lives until the next call, or as
 * long as it is kept.
 */
enum ir_status verify_read(struct verifier *v, uint32_t document,
                           struct ir_text bytes, struct reading **out,
                           struct ir_error *err) IR_MUST_CHECK;

/*
 * Keep what verify_read() has just answered, as one of the worthiest, at most
 * so many; one of less worth may go for it.
 */
void verify_keep(struct verifier *v, struct reading *r, double worth,
                 size_t most);
/* Those that are kept now stay, and do not count for `most`. */
void verify_pin(struct verifier *v);
/* Keep none of them any longer. */
void verify_drop(struct verifier *v);

#endif
