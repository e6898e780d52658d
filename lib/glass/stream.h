/*
 * stream.h - a file that is written from its begin to its end, and reading
 * from one at any place.
 */
#ifndef GLASS_STREAM_H
#define GLASS_STREAM_H

#include "base/base.h"

/* All zeros is a closed one. */
struct stream {
    int fd;
    char *path;
    uint8_t *bytes; /* not yet written */
    size_t size, room;
    uint64_t written; /* bytes in the file */
    int error;        /* errno of the first failure, 0 if none */
};

/* Create the file, which must not exist, to be written in pieces of `room'
 * bytes.  IR_IO. */
enum ir_status stream_create(struct stream *s, const char *dir,
                             const char *name, size_t room,
                             struct ir_error *err) IR_MUST_CHECK;
/* Append.  Failures are remembered for stream_status(). */
void stream_add(struct stream *s, const void *bytes, size_t size);
/* size bytes at the end of the stream for the caller to fill before it adds
 * more; size is at most its room. */
uint8_t *stream_space(struct stream *s, size_t size);
/* Take back the size bytes that were added last, as such space. */
void stream_take_back(struct stream *s, size_t size);
/* The number of bytes added. */
uint64_t stream_at(const struct stream *s);
/* IR_IO, with the file and the reason, if anything has failed so far. */
enum ir_status stream_status(const struct stream *s,
                             struct ir_error *err) IR_MUST_CHECK;
/* Write what is left; with sync, make it durable.  IR_IO. */
enum ir_status stream_end(struct stream *s, bool sync,
                          struct ir_error *err) IR_MUST_CHECK;
/* Close it, written or not. */
void stream_close(struct stream *s);

#endif
