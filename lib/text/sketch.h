/*
 * sketch.h - a short summary of a text by which its near copies are recognized.
 *
 * A text is taken as the set of its shingles, runs of SKETCH_SHINGLE words.  The
 * likeness of two texts is the share of shingles that both have among those that
 * either has (Jaccard).  A shingle near the beginning, where news stands, counts
 * SKETCH_LEAD_WEIGHT times, and one with a number SKETCH_NUMBER_WEIGHT times: so
 * that the same report about another day, or old background below fresh news, is
 * less like than a copy with as many other words.  The likeness of beginnings is
 * told apart as well.
 *
 * A sketch holds a bit of the least of the shingles' hashes in each of
 * SKETCH_BINS bins (one permutation MinHash, with empty bins filled from others).
 * What more bits two sketches have in common than half of them tells how much
 * alike their texts are.  It begins with SKETCH_ROWS numbers, each from the least
 * hash of as many other bins: texts that are alike share some of them, others
 * seldom two.
 */
#ifndef TEXT_SKETCH_H
#define TEXT_SKETCH_H

#include "base/base.h"

#define SKETCH_SHINGLE 4
#define SKETCH_LEAD 60 /* words */
#define SKETCH_LEAD_WEIGHT 2
#define SKETCH_NUMBER_WEIGHT 3
#define SKETCH_BINS 256
#define SKETCH_LEAD_BINS 64
/* Of fewer words, the text is a form that another filled in: its title tells
 * whose it is, and belongs to the sketch. */
#define SKETCH_TITLED 40
/* Of fewer words, or a table, which numbers tell, it is brief: a few words are
 * the news.  Each number is taken for as many words of a table. */
#define SKETCH_BRIEF 75
#define SKETCH_TABLE 5
/*
 * Two texts with a likeness of .65 share SKETCH_SHARED of so many rows with a
 * probability of 1 - .35^6 - 6 * .65 * .35^5 = .98, two others by chance with one
 * of 15 / 2^20.
 */
#define SKETCH_ROWS 6
#define SKETCH_SHARED 2
#define SKETCH_ROW_BITS 10
#define SKETCH_SIZE (8 + (SKETCH_BINS + SKETCH_LEAD_BINS) / 8)

/* A sketch in the making. */
struct sketch {
    uint64_t hashes[SKETCH_SHINGLE]; /* of the last words */
    uint64_t run;                    /* of the last shingle */
    size_t words, numbers;           /* numbers are words, too */
    size_t numbered; /* shingles that end before this word have a number */
    uint32_t least[SKETCH_BINS];
    uint32_t lead[SKETCH_LEAD_BINS]; /* the same of the lead only */
};

void sketch_start(struct sketch *s);
/* The hash of a folded word, which is stored in sketches, so that it must never
 * change; it is odd if the word begins with a digit. */
uint64_t sketch_hash(struct ir_text form);
/* Add the next words, by their hashes. */
void sketch_words(struct sketch *s, const uint64_t *hashes, size_t count);
/* Write the sketch of an article to out: of its body, and if that is short of
 * its title.  False, and nothing is written, if the body has no words. */
bool sketch_finish(struct sketch *body, struct sketch *title,
                   unsigned char out[SKETCH_SIZE]);

/* The likeness of two texts by their sketches, 0 to 1: exact if they are equal,
 * else with a standard error of .05 or less from .6 on. */
double sketch_likeness(const unsigned char *a, const unsigned char *b);
/* That of their leads, with one of .1 or less. */
double sketch_lead_likeness(const unsigned char *a, const unsigned char *b);
/* Has the text fewer than SKETCH_BRIEF words beside the table? */
bool sketch_is_brief(const unsigned char *sketch);
/* All rows, and row i of these, from 0: a number of SKETCH_ROW_BITS bits. */
uint64_t sketch_rows(const unsigned char *sketch);
static inline uint32_t sketch_row(uint64_t rows, size_t i)
{
    return rows >> SKETCH_ROW_BITS * i & ((1u << SKETCH_ROW_BITS) - 1);
}

#endif
