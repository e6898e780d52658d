/*
 * record.h - the stored form of an article.
 *
 * Bytes: magic "IR", version; the id (varint size, bytes); XXH3-64 (8 bytes)
 * of the id and the plain payload; the payload's plain size (varint); the
 * payload as a zlib stream.  The payload holds the fields, the sentence table
 * and the canonical text, whole.  The digest covers the uncompressed bytes
 * and the id, so that a right record in the wrong place is found out as well.
 */
#ifndef ARTICLE_RECORD_H
#define ARTICLE_RECORD_H

#include "base/buf.h"
#include "text/sentences.h"

#define RECORD_TEXT_MAX (64u << 20) /* bytes of text: IR_LIMIT above */

/*
 * Replace out by the record of a.  a->fingerprint is computed here (SHA-256
 * of a->text), words and sentences are taken from a and s.
 */
enum ir_status record_encode(const struct ir_article *a,
                             const struct sentences *s, struct buf *out,
                             struct ir_error *err) IR_MUST_CHECK;

/* Free what record_encode() keeps for the calling thread. */
void record_encode_done(void);

/* A decoded record.  Everything points into its own buffers. */
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

/* The id alone, without unpacking; empty if bytes are no record. */
struct ir_text record_id(struct ir_text bytes);

struct record_decoder; /* reusable; for one thread */
struct record_decoder *record_decoder_new(void);
void record_decoder_free(struct record_decoder *d);

/*
 * Decode bytes into r, whose buffers are used again.  IR_CORRUPT names the
 * article, as far as that can be read; IR_INCOMPATIBLE for a newer version.
 */
enum ir_status record_decode(struct record_decoder *d, struct ir_text bytes,
                             struct record *r,
                             struct ir_error *err) IR_MUST_CHECK;

#endif
