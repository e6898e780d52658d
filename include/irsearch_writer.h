/*
 * irsearch_writer.h - write a news index from C, as irindex does.
 *
 * For programs that have the articles in memory, such as a crawler: they can
 * index them without writing files or running irindex.  What irsearch.h says
 * about errors, text, threads, memory and structs that may gain members applies
 * here too.  The library is libirsearch-writer; it does not need libirsearch.
 *
 *     struct ir_writer *w = NULL;
 *     struct ir_writer_article article;
 *     struct ir_error err;
 *
 *     ir_writer_article_init(&article);
 *     article.id = (struct ir_text){"wire/1", 6};
 *     article.text = (struct ir_text){"The waiver was extended.", 24};
 *     if (ir_writer_open("build/crawled", NULL, &w, &err) != IR_OK ||
 *         ir_writer_add(w, &article, &err) != IR_OK ||
 *         ir_writer_commit(w, &err) != IR_OK)
 *         fprintf(stderr, "%s\n", err.message);
 *     ir_writer_close(w);
 *
 * After any status but IR_OK, IR_INVALID, IR_LIMIT and IR_NOT_FOUND a writer is
 * unusable: every later call answers IR_IO.  Close it; the index is as it was
 * at the last commit.  While a writer is open, the umask of the process follows
 * the permissions of the index's folder, and the process must not fork.
 */
#ifndef IRSEARCH_WRITER_H
#define IRSEARCH_WRITER_H

#include <irsearch.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The largest size, in bytes, of the documents added since the last commit.
 * They take about twice as much memory. */
#define IR_WRITER_PENDING_MAX 1073741824
#define IR_WRITER_TEXT_MAX 67108864 /* bytes of an article's text */

struct ir_writer; /* an index open for writing, by one writer at a time */

struct ir_writer_options {
    size_t size;         /* of the struct: ir_writer_options_init() sets it */
    double lock_timeout; /* seconds to wait for another writer, default 0 */
    bool existing;       /* fail if there is no index, do not create one */
    bool no_sync;        /* faster, but a power cut may lose commits */
    bool no_detect;      /* do not find the language of articles without one */
    /* How to analyse text, fixed when an index is created.  NULL: as the index
     * was created; for a new one English, the built-in list, no synonyms. */
    const char *stem;                 /* a Snowball stemmer, or "none" */
    const char *stopwords, *synonyms; /* files, or "none" */
};

/* An article, with the fields of irindex's JSON lines.  Leave a field empty if
 * its value is not known. */
struct ir_writer_article {
    size_t size;       /* of the struct: ir_writer_article_init() sets it */
    struct ir_text id; /* replaces the same id; at most IR_ID_MAX bytes */
    struct ir_text title, text;
    struct ir_text date; /* in any of the forms that irindex reads */
    struct ir_text source;
    struct ir_text section; /* several are joined by "; " */
    struct ir_text byline, lang, url;
};

/* Fill options with the defaults, and an article with empty fields.  size is
 * the sizeof() that the caller was compiled with. */
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
 * Open the index in dir, or create it.  The parent folder of dir must exist.
 * options may be NULL, for the defaults.  Close *out with ir_writer_close(); it
 * is not set if opening fails.  Statuses:
 *   IR_LOCKED        another writer still had it open after lock_timeout
 *   IR_NOT_FOUND     options.existing is set and there is no index
 *   IR_INVALID       dir is not an index; no such stemmer; bad options
 *   IR_INCOMPATIBLE  the index is of another version, or was created with
 *                    another stemmer or other lists than options name
 *   IR_CORRUPT       a part of the index is missing or damaged
 *   IR_IO            it cannot be written, a list cannot be read, or the
 *                    folder above dir does not exist
 * If the options are wrong, a new and empty index may be left behind.
 */
IR_API enum ir_status ir_writer_open(const char *dir,
                                     const struct ir_writer_options *options,
                                     struct ir_writer **out,
                                     struct ir_error *err) IR_MUST_CHECK;

/*
 * Add the article, or replace the one with the same id.  Searches find it after
 * the next commit.  The article is copied.  With these two statuses, whose
 * message names the id, only this article is refused; others can be added:
 *   IR_INVALID  it has no id or no words; it was not filled by
 *               ir_writer_article_init()
 *   IR_LIMIT    its id or its text is too large, or it has more words than the
 *               index can hold; or IR_WRITER_PENDING_MAX is reached: commit,
 *               then add it again
 */
IR_API enum ir_status ir_writer_add(struct ir_writer *w,
                                    const struct ir_writer_article *article,
                                    struct ir_error *err) IR_MUST_CHECK;
/* What was dropped or replaced in the article added last, such as a date that
 * cannot be parsed or bytes that are not UTF-8.  NULL if nothing was; valid
 * until the next call with w. */
IR_API const char *ir_writer_note(const struct ir_writer *w);

/* Delete the article with this id; searches find it until the next commit.
 * IR_NOT_FOUND if there is none, committed or pending. */
IR_API enum ir_status ir_writer_delete(struct ir_writer *w, struct ir_text id,
                                       struct ir_error *err) IR_MUST_CHECK;

/*
 * Make everything added and deleted since the last commit visible to searches,
 * at once.  IR_OK if it is safe from a power cut, unless options.no_sync was
 * set; IR_IO if the disk is full or the system refuses, and the index is as it
 * was before.
 */
IR_API enum ir_status ir_writer_commit(struct ir_writer *w,
                                       struct ir_error *err) IR_MUST_CHECK;

/* Close w, and drop what was not committed.  w may be NULL. */
IR_API void ir_writer_close(struct ir_writer *w);

#ifdef __cplusplus
}
#endif
#endif
