/*
 * lexis.h - count the words of an article and add them to its document.
 *
 * The work for an article is proportional to its length: the scratch arrays,
 * indexed by word number, are not cleared between articles; each element
 * records the article that set it.
 */
#ifndef INDEXER_DOCUMENT_LEXIS_H
#define INDEXER_DOCUMENT_LEXIS_H

#include "glass/doc.h"
#include "text/sketch.h"

/*
 * Different words of an article, of which a stem that is no word of it is one,
 * too.  Each takes some 500 bytes until it is written: so many take 150 MB.
 */
#define LEXIS_WORDS_MAX 300000

struct lexis; /* for one thread */

/* stem is a Snowball stemmer or "none".  IR_INVALID if there is no such
 * stemmer; the message lists them.  Free *out with lexis_free(). */
enum ir_status lexis_new(const char *stem, struct lexis **out,
                         struct ir_error *err) IR_MUST_CHECK;
void lexis_free(struct lexis *l); /* l may be NULL */

/* Begin an article with its title, which may be empty.  Returns the number of
 * words, at most TERM_TITLE_WORDS_MAX. */
uint32_t lexis_title(struct lexis *l, struct ir_text title, struct doc *d);
/* Finish the article with its body, text[from, text.size).  False if it has
 * more than LEXIS_WORDS_MAX different words; else *words is their number, with
 * repetitions.  own: the part of text that is not about who published it. */
bool lexis_body(struct lexis *l, struct ir_text text, size_t from,
                struct ir_range own, struct doc *d,
                uint32_t *words) IR_MUST_CHECK;
/* Write the sketch of the article, as sketch_finish() does. */
bool lexis_sketch(struct lexis *l, unsigned char out[SKETCH_SIZE]);

#endif
