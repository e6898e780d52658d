/*
 * exchange.h - what irsearch as a client and a server tell each other.
 *
 * A question is one query, one article as it is or to be read, the description
 * of the index or a word to be completed, with the options and the terminal of
 * the client; the answer is what the same
 * program would have written there, part by part.  Both are numbers of 7 bits a
 * byte and texts after their size, as buf_add_varint() writes them, and may be
 * hostile.
 */
#ifndef SEARCHER_EXCHANGE_EXCHANGE_H
#define SEARCHER_EXCHANGE_EXCHANGE_H

#include "base/arena.h"
#include "searcher/session/session.h"

#define EXCHANGE_VERSION 1 /* of both forms */
#define EXCHANGE_PATH "/v1/run"
#define EXCHANGE_TYPE "application/vnd.irsearch.run"
#define EXCHANGE_TEXT_MAX 8192                 /* bytes of a query or id */
#define EXCHANGE_ANSWER_MAX ((size_t)64 << 20) /* bytes */
/* The same with all that is not for standard output. */
#define EXCHANGE_BODY_MAX (EXCHANGE_ANSWER_MAX + ((size_t)1 << 20))

/* The long options that a question may have; the last is NULL. */
extern const char *const exchange_options[];

enum exchange_kind {
    EXCHANGE_QUERY,
    EXCHANGE_ARTICLE,
    EXCHANGE_INFO,
    EXCHANGE_TERMS,
    EXCHANGE_SHOW,
    EXCHANGE_VERIFY,
    EXCHANGE_WHY,
    EXCHANGE_KINDS,
};

struct exchange_question {
    enum exchange_kind kind;
    struct ir_text text; /* the query, id, citation, or what is completed */
    struct ir_text
        query; /* of EXCHANGE_SHOW: what is marked; of EXCHANGE_WHY */
};

/* Has a question of this kind a query besides its text? */
static inline bool exchange_has_query(enum exchange_kind kind)
{
    return kind == EXCHANGE_SHOW || kind == EXCHANGE_WHY;
}

/* Append a question of s, which has its settings and page. */
void exchange_put_question(const struct session *s,
                           const struct exchange_question *question,
                           struct buf *out);

/*
 * Read a question into settings, which are initialized here and checked, and
 * page, whose out is not set.  The texts of all are in arena or in bytes, which
 * must outlive them.  IR_INVALID if the bytes are damaged or of another
 * version, or as settings_check() says.  Free settings with options_free() in
 * any case.
 */
enum ir_status exchange_get_question(struct ir_text bytes, struct arena *arena,
                                     struct settings *settings,
                                     struct page *page,
                                     struct exchange_question *question,
                                     struct ir_error *err) IR_MUST_CHECK;

/* Takes an answer; IR_LIMIT if it is over EXCHANGE_ANSWER_MAX.  EXCHANGE_SINK
 * is an empty one; free out. */
struct exchange_sink {
    struct sink sink; /* first, so that pointers convert */
    struct buf out;
};
extern const struct sink exchange_to_parts;
#define EXCHANGE_SINK                              \
    {                                              \
        .sink = exchange_to_parts, .out = BUF_INIT \
    }

/* How a question ended. */
struct exchange_end {
    struct ir_error error; /* status IR_OK: none */
    bool found, failed;
    bool has_refused; /* the next two are set */
    struct ir_warning refused;
    char code[64]; /* of refused */
};

/* Append the end of an answer. */
void exchange_put_end(const struct exchange_end *end, struct buf *out);

/*
 * Give the parts of an answer to sink, in order, and fill end.  IR_CORRUPT,
 * giving nothing, if the bytes are damaged or of another version; or what the
 * sink answers.
 */
enum ir_status exchange_get_answer(struct ir_text bytes, struct sink *sink,
                                   struct exchange_end *end,
                                   struct ir_error *err) IR_MUST_CHECK;

#endif
