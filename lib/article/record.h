/*
 * record.h - the stored form of an article.
 *
 *   magic      "IR" and a version byte
 *   id         varint length, bytes
 *   checksum   8 bytes: XXH3-64 of the id and the uncompressed payload
 *   size       varint: of the uncompressed payload
 *   payload    zlib stream of the fields, the sentence table and the full
 *              text
 *
 * The checksum includes the id, so that an intact record under the wrong id is
 * detected as well.
 */
#ifndef ARTICLE_RECORD_H
#define ARTICLE_RECORD_H

#include "base/buf.h"
#include "text/sentences.h"

#define RECORD_TEXT_MAX (64u << 20) /* bytes of an article's text */

/*
 * Replace out with the record of a and its sentences s.  a->fingerprint is set
 * to the SHA-256 of a->text.  IR_LIMIT if the text is over RECORD_TEXT_MAX.
 */
enum ir_status record_encode(struct ir_article *a, const struct sentences *s,
                             struct buf *out,
                             struct ir_error *err) IR_MUST_CHECK;

/* Free the compressor that record_encode() caches for the calling thread. */
void record_encode_done(void);

/* A decoded record; owns everything it points to. */
struct record {
    struct ir_article article;
    struct sentences sentences;
    struct buf plain; /* private */
};

#define RECORD_INIT                                    \
    {                                                  \
        .sentences = SENTENCES_INIT, .plain = BUF_INIT \
    }
void record_free(struct record *r);

/* The id, without decompressing; points into bytes, empty if these are not a
 * record. */
struct ir_text record_id(struct ir_text bytes);

struct record_decoder; /* reusable; not thread-safe */
struct record_decoder *record_decoder_new(void);
void record_decoder_free(struct record_decoder *d);

/*
 * Decode bytes into r, reusing its buffers; bytes need not be kept.
 * IR_CORRUPT if the record is damaged (the message names the article if its id
 * can be read), IR_INCOMPATIBLE if it has a newer version.
 */
enum ir_status record_decode(struct record_decoder *d, struct ir_text bytes,
                             struct record *r,
                             struct ir_error *err) IR_MUST_CHECK;

#endif
