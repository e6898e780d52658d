/*
 * sketch.h - a short summary of a text by which its near copies are recognized.
 *
 * A text is taken as the set of its shingles, runs of SKETCH_SHINGLE words.  The
 * likeness of two texts is the share of shingles that both have among those that
 * either has (Jaccard).  A shingle near the beginning, where news stands, counts
 * SKETCH_LEAD_WEIGHT times, and one with a number SKETCH_NUMBER_WEIGHT times: so
 * that the same report about another day, or old background below fresh news, is
 * less like than a copy with as many other words.
 *
 * A sketch holds the least of the shingles' hashes in each of SKETCH_BINS bins
 * (one permutation MinHash, with empty bins filled from others).  Equal bins in
 * two sketches are as frequent as their texts are alike.  Rows of the first bins
 * are kept whole, and in pairs they make bands: texts that are alike share a
 * band, others seldom do.
 */
#ifndef TEXT_SKETCH_H
#define TEXT_SKETCH_H

#include "base/base.h"

#define SKETCH_SHINGLE 4
#define SKETCH_LEAD 60 /* words */
#define SKETCH_LEAD_WEIGHT 2
#define SKETCH_NUMBER_WEIGHT 3
#define SKETCH_BINS 160
/* Of fewer words, the text is a form that another filled in: its title tells
 * whose it is, and belongs to the sketch. */
#define SKETCH_TITLED 40
/*
 * Two texts with a likeness of .65 share one of so many bands with a
 * probability of 1 - (1 - .65^2)^6 = .96.
 */
#define SKETCH_BANDS 6
#define SKETCH_ROWS 2 /* bins of a band, of 16 bits; the other bins have 2 */
#define SKETCH_WHOLE (SKETCH_BANDS * SKETCH_ROWS)
#define SKETCH_SIZE (2 * SKETCH_WHOLE + (SKETCH_BINS - SKETCH_WHOLE) / 4)

/* A sketch in the making. */
struct sketch {
    uint64_t hashes[SKETCH_SHINGLE]; /* of the last words */
    uint64_t run;                    /* of the last shingle */
    size_t words;
    size_t numbered; /* shingles that end before this word have a number */
    uint32_t least[SKETCH_BINS];
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
 * else with a standard error of .05 or less. */
double sketch_likeness(const unsigned char *a, const unsigned char *b);
/* A hash of band i, from 0, and of i. */
#define SKETCH_BAND_BITS 30
uint32_t sketch_band(const unsigned char *sketch, size_t i);

#endif
