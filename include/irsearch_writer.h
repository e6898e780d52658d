/*
 * irsearch_writer.h - write a news index from C, as irindex does.
 *
 * For programs that have articles already, such as a crawler: no file and no
 * process stands between them and the index.  What irsearch.h says of errors,
 * text, threads, memory and of structs that grow holds here too.  The library
 * is libirsearch-writer; it does not need libirsearch.
 *
 *     ok = ir_writer_open("db", NULL, &w, &err);
 *     ir_writer_article_init(&article);
 *     article.id = ...; article.text = ...;
 *     if (ok == IR_OK)
 *         ok = ir_writer_add(w, &article, &err);
 *     if (ok == IR_OK)
 *         ok = ir_writer_commit(w, &err);
 *     ir_writer_close(w);
 *
 * A writer that has answered anything but IR_OK, IR_INVALID, IR_LIMIT or
 * IR_NOT_FOUND is finished: from then on it answers IR_IO, and is to be closed;
 * the index is as it was at the last commit.  While a writer is open the
 * process has the umask of the index's folder and must not fork.
 */
#ifndef IRSEARCH_WRITER_H
#define IRSEARCH_WRITER_H

#include <irsearch.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes of documents that wait for a commit; they take memory, about twice as
 * much as these. */
#define IR_WRITER_PENDING_MAX 1073741824
#define IR_WRITER_TEXT_MAX 67108864 /* bytes of an article's text */

struct ir_writer; /* an index open for writing; one at a time has it */

struct ir_writer_options {
    size_t size;         /* of the struct: ir_writer_options_init() sets it */
    double lock_timeout; /* seconds to wait for another writer, default 0 */
    bool existing;       /* do not make an index where there is none */
    bool no_sync;        /* commits may be lost in a power cut; faster */
    bool no_detect;      /* do not find the language of articles without one */
    /* How to analyse, fixed when an index is made; NULL: as the index has it,
     * or for a new one english, the built-in list, none. */
    const char *stem;                 /* a Snowball stemmer, or "none" */
    const char *stopwords, *synonyms; /* files, or "none" */
};

/* An article by the fields that JSON lines have.  Unknown ones are empty. */
struct ir_writer_article {
    size_t size;       /* of the struct: ir_writer_article_init() sets it */
    struct ir_text id; /* one of the same id is replaced; at most IR_ID_MAX */
    struct ir_text title, text;
    struct ir_text date; /* in any of the forms that irindex reads */
    struct ir_text source;
    struct ir_text section; /* several are joined by "; " */
    struct ir_text byline, lang, url;
};

/* Fill with the defaults, or with nothing; size is sizeof() as the caller knows
 * it. */
IR_API void ir_writer_options_init_size(struct ir_writer_options *options,
                                        size_t size);
IR_API void ir_writer_article_init_size(struct ir_writer_article *article,
                                        size_t size);
static inline void ir_writer_options_init(struct ir_writer_options *options)
{
    ir_writer_options_init_size(options, sizeof(*options));
}
static inline void ir_writer_article_init(struct ir_writer_article *article)
{
    ir_writer_article_init_size(article, sizeof(*article));
}

/*
 * Open the index in dir, or make one: the last folder of dir is made, those
 * above it must be there.  options may be NULL.  Statuses:
 *   IR_LOCKED        another writer has it, also after lock_timeout
 *   IR_NOT_FOUND     existing, and there is none
 *   IR_INVALID       dir is something else; no such stemmer; bad options
 *   IR_INCOMPATIBLE  the index is of another version, or analysed in another
 *                    way than options say
 *   IR_CORRUPT       a part of it is missing or damaged
 *   IR_IO            it may not be written, a list cannot be read, or the
 *                    folder above dir is not there
 * Where options are wrong, a new index may be left behind with nothing in it.
 */
IR_API enum ir_status ir_writer_open(const char *dir,
                                     const struct ir_writer_options *options,
                                     struct ir_writer **out,
                                     struct ir_error *err) IR_MUST_CHECK;

/*
 * Add the article, or replace the one of the same id.  Nobody sees it before
 * the next commit.  After these two, whose message names the id, nothing has
 * changed and others can be added:
 *   IR_INVALID  it has no id or no words; it was not filled by
 *               ir_writer_article_init()
 *   IR_LIMIT    its id or its text is too large, or the index does not take so
 *               many words; or IR_WRITER_PENDING_MAX is reached: commit first
 */
IR_API enum ir_status ir_writer_add(struct ir_writer *w,
                                    const struct ir_writer_article *article,
                                    struct ir_error *err) IR_MUST_CHECK;
/* What could not be kept of the article added last: a date that cannot be read,
 * bytes that are not UTF-8.  NULL if nothing; valid until the next call. */
IR_API const char *ir_writer_note(const struct ir_writer *w);

/* IR_NOT_FOUND if there is no article of this id, committed or not. */
IR_API enum ir_status ir_writer_delete(struct ir_writer *w, struct ir_text id,
                                       struct ir_error *err) IR_MUST_CHECK;

/*
 * Make what was added and deleted since the last commit visible, all at once.
 * IR_OK: it survives a power cut, unless no_sync.  IR_IO: the disk is full, or
 * the system refused; the index is as it was before.
 */
IR_API enum ir_status ir_writer_commit(struct ir_writer *w,
                                       struct ir_error *err) IR_MUST_CHECK;

/* Close without what is not committed.  NULL is fine. */
IR_API void ir_writer_close(struct ir_writer *w);

#ifdef __cplusplus
}
#endif
#endif
