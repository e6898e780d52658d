/*
 * files.h - keep track of the files whose articles the index contains.
 *
 * Each file has an entry in the metadata of the index, which is part of the
 * commit of its articles.  While only some of them are committed the entry
 * says that the file is unfinished, and it will be read again.
 *
 * Each function that answers a status fails as the store does.
 */
#ifndef INDEXER_FILES_H
#define INDEXER_FILES_H

#include "base/seen.h"
#include "indexer/changes.h"
#include "indexer/item.h"

struct files {
    struct changes *changes;
    const struct naming *naming;
    bool old_names;      /* some may have names of an older irindex */
    bool reread;         /* also what is unchanged */
    uint64_t options;    /* files_options() */
    uint64_t generation; /* of this run */

    uint64_t unread;    /* files not read, since their stamps are the same */
    uint64_t unchanged; /* files read whose bytes are the same */
    uint64_t read;      /* files read and indexed */
    uint64_t gone;      /* files that no longer exist */
    uint64_t renamed;   /* files that had another name */
    uint64_t rejected;  /* inputs rejected earlier in files not indexed now */
    bool listed;        /* private: some files had rejected inputs */

    /* private: the file that is being read */
    const char *name;
    uint64_t kept, faults, skips;
    bool whole_file;
    struct seen devices; /* of files that are unchanged */
};

void files_free(struct files *f);

/*
 * A digest of all options that affect what is stored for a file: if it changes,
 * the file is read again.  Options of the index (--stem ...) are not included,
 * since they cannot change.
 */
uint64_t files_options(const struct settings *s);

/* Remove unchanged files from the walk, unless all are to be read, and set the
 * known digests of others. */
enum ir_status files_look(struct files *f, struct walk *walk,
                          struct ir_error *err) IR_MUST_CHECK;

enum files_fate { FILES_PUT, FILES_REJECTED, FILES_SKIPPED };

/*
 * Call before an article is put, or when it is rejected or skipped, in the
 * order of the pipeline; files_end() is called in the same order.
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

/* Delete the articles and the entry of a file. */
enum ir_status files_drop(struct files *f, const char *name,
                          struct ir_error *err) IR_MUST_CHECK;

/*
 * Is a file system with this number, recorded in an entry, certainly there,
 * whatever number it has now?  files_look() found a file on it unchanged.
 */
bool files_is_mounted(const struct files *f, uint64_t device);

#endif
