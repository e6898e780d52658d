/*
 * files.h - the files that the index remembers having read.
 *
 * Each file has an entry in the metadata of the index, which is part of the
 * commit of its articles.  While only some of them are committed the entry
 * says that the file is unfinished, and it will be read again.
 */
#ifndef INDEXER_FILES_H
#define INDEXER_FILES_H

#include "indexer/changes.h"
#include "indexer/pipeline.h"

struct files {
    struct changes *changes;
    uint64_t options;    /* files_options() */
    uint64_t generation; /* of this run */

    uint64_t unread;    /* files that nothing was written to */
    uint64_t unchanged; /* files read, of which no byte had changed */
    uint64_t read;      /* files read and taken in */
    uint64_t gone;      /* files */
    uint64_t rejected;  /* inputs in files that were left as they are */

    /* private: the file that is being read */
    const char *name;
    uint64_t kept, faults, skips;
    bool whole_file;
};

/*
 * A digest of all options that change what is stored of a file: which of its
 * bytes are read, as what, and what becomes of an article.  What the index
 * was made with (--stem ...) is not among them, since it cannot change.
 */
uint64_t files_options(const struct settings *s);

/* Take unchanged files out of the walk; give others the digest they had. */
enum ir_status files_look(struct files *f, struct walk *walk,
                          struct ir_error *err) IR_MUST_CHECK;

enum files_fate { FILES_PUT, FILES_REJECTED, FILES_SKIPPED };

/*
 * Before an article is put, or when one is rejected or skipped.  Items come
 * in the order of the pipeline, ends of files among them.
 */
enum ir_status files_note(struct files *f, const struct item *item,
                          enum files_fate fate,
                          struct ir_error *err) IR_MUST_CHECK;
/*
 * The end of a file.  If nothing in it was rejected or skipped, articles that
 * it no longer contains are deleted.
 */
enum ir_status files_end(struct files *f, const struct item *item,
                         struct ir_error *err) IR_MUST_CHECK;

/* Delete the articles of files below the folder that no longer exist. */
enum ir_status files_prune(struct files *f, const char *folder,
                           struct ir_error *err) IR_MUST_CHECK;

#endif
