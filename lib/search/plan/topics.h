/*
 * topics.h - topics: named concepts, each with words and phrases for it.
 *
 * topics.txt documents the file format.
 */
#ifndef SEARCH_PLAN_TOPICS_H
#define SEARCH_PLAN_TOPICS_H

#include "base/base.h"

#define TOPIC_TERMS_MAX 500 /* of one topic */
#define TOPIC_PREFIX_MIN 3  /* bytes before the star */

enum topic_kind {
    TOPIC_STEM,   /* a word, or several side by side, in any form */
    TOPIC_FORM,   /* the same, as spelt */
    TOPIC_PREFIX, /* every word with this prefix */
};

struct topic_term {
    enum topic_kind kind;
    struct ir_text text;
    double weight;         /* 0 to 1 */
    struct ir_text *words; /* PREFIX: words of the index with it */
    size_t word_count;
    uint64_t left; /* PREFIX: number of others, up to VARIANTS_LEFT_MAX */
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
 * Add the topics in a text, replacing those of the same name.  IR_INVALID for a
 * line that cannot be read, IR_LIMIT for a topic with too many terms; the
 * message has source and line, and nothing is added.
 */
enum ir_status topics_read(struct topics *t, struct ir_text text,
                           const char *source,
                           struct ir_error *err) IR_MUST_CHECK;

/* By name or alias, ignoring the case of ASCII letters; or NULL. */
struct topic *topics_find(const struct topics *t, struct ir_text name);

/* The first name of the i-th topic that none has replaced; empty: no more. */
struct ir_text topics_name(const struct topics *t, size_t i);

/* Set the words of a prefix, which are copied; drop those of all prefixes. */
void topics_expand(struct topics *t, struct topic_term *m,
                   const struct ir_text *words, size_t count);
void topics_forget(struct topics *t);

/* The file that ships with irsearch, compiled in. */
extern const char topics_shipped[];

#endif
