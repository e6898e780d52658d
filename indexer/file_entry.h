/*
 * file_entry.h - the entry of one file in the metadata of the index.
 */
#ifndef INDEXER_FILE_ENTRY_H
#define INDEXER_FILE_ENTRY_H

#include "base/buf.h"
#include "indexer/input/stamp.h"
#include "store/store.h"

struct file_entry {
    struct file_stamp stamp; /* its unchanged and whole are not kept */
    uint64_t options;        /* digest of those it was read with */
    uint64_t rejected;       /* inputs in it */
    bool finished;           /* all that was in it is in the index */
    bool whole_file;         /* document_notes */
    bool there;              /* false: the index knows nothing of the file */
};

/* Keys of entries begin so, followed by the file's name. */
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
 * What the keys of entries of files below the folder begin with; those of
 * others may as well, when its name is long.
 */
void file_entry_prefix(const char *folder, struct buf *out);
/* The file's name that stands in the entry under this key. */
enum ir_status file_entry_name(struct store *s, const char *key,
                               struct buf *out,
                               struct ir_error *err) IR_MUST_CHECK;

#endif
