/*
 * verify.h - verification: reads candidates and decides whether they match.
 *
 * Articles that may be shown are kept decoded, so that they are not decoded
 * twice: at most READINGS_MAX of them, those with the highest scores, of at
 * most READINGS_BYTES_MAX in all.  The others are decoded again when shown.
 * Between two searches READINGS_SPARE_BYTES of buffers are kept for reuse, none
 * over READING_SPARE_BYTES.
 */
#ifndef SEARCH_RUN_VERIFY_H
#define SEARCH_RUN_VERIFY_H

#include "search/match/evidence.h"

#define READINGS_MAX IR_HITS_MAX
#define READINGS_BYTES_MAX (32u << 20)
#define READINGS_SPARE_BYTES (2u << 20)
#define READING_SPARE_BYTES (256u << 10)

/* A decoded article and its evidence. */
struct reading {
    struct record record;
    struct evidence evidence;
    bool whole;   /* evidence covers the whole article */
    bool trimmed; /* the article matches, and evidence is trimmed ... */
    bool any;     /* ... with this value of `any' */
    double worth; /* score, if kept */
    size_t bytes; /* approximate heap size */
};

/* In this order: count kept readings, of which the first `pinned' stay, then
 * the current one, then spare ones up to `made'. */
struct readings {
    struct reading *items[READINGS_MAX + 1];
    uint32_t documents[READINGS_MAX + 1]; /* of each item; 0: none */
    size_t count, pinned, made, bytes;    /* bytes: of those kept */
    const struct verifier *owner;         /* whose plan the evidence is about */
    uint64_t decoded;                     /* articles decoded so far */
};
void readings_free(struct readings *all);
/* Between two searches: keep nothing but spare buffers. */
void readings_rest(struct readings *all);

/* Verifies articles against one plan.  Owns nothing. */
struct verifier {
    struct readings *readings;
    struct record_decoder *decoder;
    struct words *walk;
    struct stems *stems; /* those of the plan */
    const struct plan *plan;
    bool any;                     /* read lists as OR: see evidence.h */
    bool every;                   /* all articles match, with whatever words */
    uint64_t peeks, peeks_enough; /* articles of which only the beginning was
                                     gathered; of these, those that matched */
};

#define VERIFY_PEEK 3    /* sentences gathered first */
#define VERIFY_PEEKS 100 /* articles before deciding whether that pays */

/* Do all candidates of the store match, so that none need be read for that? */
static inline bool verify_is_needless(const struct verifier *v)
{
    return v->plan->exact || v->every;
}

/* Begin a search, or continue with another plan or `any'; drops all kept
 * readings, and `every'. */
void verifier_start(struct verifier *v, const struct plan *plan, bool any);

/*
 * Does the document, whose record is in bytes, satisfy the plan?  Fails as
 * record_decode() does.
 */
enum ir_status verify_match(struct verifier *v, uint32_t document,
                            struct ir_text bytes, bool *matches,
                            struct ir_error *err) IR_MUST_CHECK;
/*
 * The same, and set *out to the article with its trimmed evidence, or to NULL
 * if it does not match.  Valid until the next verify call, or while kept.
 */
enum ir_status verify_read(struct verifier *v, uint32_t document,
                           struct ir_text bytes, struct reading **out,
                           struct ir_error *err) IR_MUST_CHECK;

/*
 * Keep r, which verify_read() has just answered, if it is among the `most'
 * readings of highest worth that are not pinned and the memory limit allows;
 * others may be evicted for it.
 */
void verify_keep(struct verifier *v, struct reading *r, double worth,
                 size_t most);
/* Pin what is kept now: it is not evicted, nor counted in `most'. */
void verify_pin(struct verifier *v);
/* Drop all kept readings, pinned ones included. */
void verify_drop(struct verifier *v);

#endif
