/*
 * file_entry.h - the entry of one file in the metadata of the index.
 *
 * Each function that answers a status fails as the store does.
 */
#ifndef INDEXER_FILE_ENTRY_H
#define INDEXER_FILE_ENTRY_H

#include "base/buf.h"
#include "indexer/input/stamp.h"
#include "store/store.h"

struct file_entry {
    struct file_stamp stamp; /* without unchanged and whole */
    uint64_t options;        /* files_options() of its last reading */
    uint64_t rejected;       /* inputs in it that were rejected */
    bool listed;             /* among those with rejected inputs, perhaps */
    bool finished;           /* all of its articles are in the index */
    bool whole_file;         /* as in struct document_notes */
    bool old;                /* its name may not be canonical: old_names.h */
    bool there;              /* false: there is no entry, all else is 0 */
};

/* The key of an entry is this and the file's name, hashed if it is long. */
#define FILE_ENTRY_PREFIX "file:"

enum ir_status file_entry_load(struct store *s, const char *name,
                               struct file_entry *out,
                               struct ir_error *err) IR_MUST_CHECK;
enum ir_status file_entry_save(struct store_writer *w, const char *name,
                               const struct file_entry *e,
                               struct ir_error *err) IR_MUST_CHECK;
enum ir_status file_entry_remove(struct store_writer *w, const char *name,
                                 struct ir_error *err) IR_MUST_CHECK;
/*
 * Set out to a prefix of the keys of all files below the folder.  If its name
 * is long, keys of other files may have that prefix too.
 */
void file_entry_prefix(const char *folder, struct buf *out);
/* Set out to the file's name, which the entry with this key contains. */
enum ir_status file_entry_name(struct store *s, const char *key,
                               struct buf *out,
                               struct ir_error *err) IR_MUST_CHECK;

#endif
