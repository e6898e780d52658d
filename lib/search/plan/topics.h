/*
 * topics.h - named topics, and the words and phrases that mean them.
 *
 * topics.txt describes the format of a file of topics.
 */
#ifndef SEARCH_PLAN_TOPICS_H
#define SEARCH_PLAN_TOPICS_H

#include "base/base.h"

#define TOPIC_TERMS_MAX 500 /* of one topic */
#define TOPIC_PREFIX_MIN 3  /* bytes before the star */

enum topic_kind {
    TOPIC_STEM,   /* words, side by side if several, in any form */
    TOPIC_FORM,   /* the same in these very forms */
    TOPIC_PREFIX, /* every word that begins so */
};

struct topic_term {
    enum topic_kind kind;
    struct ir_text text;
    double weight;         /* 0 to 1 */
    struct ir_text *words; /* PREFIX: words of the index that begin so */
    size_t word_count;
    uint64_t left; /* PREFIX: how many more, up to VARIANTS_LEFT_MAX */
};

struct topic {
    struct ir_text name; /* the first of its names */
    struct topic_term *terms;
    size_t count, room; /* room is private */
    bool expanded;      /* private to lexicon.h: the words are filled in */
};

struct topics;

struct topics *topics_new(void); /* without topics */
void topics_free(struct topics *t);

/*
 * Add the topics of a text; they replace earlier ones of the same name.
 * Answers IR_OK, or IR_INVALID or IR_LIMIT with source and line in the message;
 * nothing is added then.
 */
enum ir_status topics_read(struct topics *t, struct ir_text text,
                           const char *source,
                           struct ir_error *err) IR_MUST_CHECK;

/* By name or alias, ignoring the case of ASCII letters; or NULL. */
struct topic *topics_find(const struct topics *t, struct ir_text name);

/* Set the words that a prefix matches, as copies; and drop all of them. */
void topics_expand(struct topics *t, struct topic_term *m,
                   const struct ir_text *words, size_t count);
void topics_forget(struct topics *t);

/* The file that ships with irsearch, compiled in. */
extern const char topics_shipped[];

#endif
