/*
 * old_names.h - recognise the files of an index that was made before files had
 * one name each.
 *
 * Names in it are paths as they were given, relative to folders that it does
 * not name.  A file is recognised by its attributes or by its bytes, under a
 * name that is the end of its path.
 */
#ifndef INDEXER_OLD_NAMES_H
#define INDEXER_OLD_NAMES_H

#include "indexer/input/stamp.h"
#include "indexer/input/walk.h"
#include "store/store.h"

/* Entries of the walk, and files read, to look for one that is recognised. */
#define OLD_NAMES_LOOKS 10000
#define OLD_NAMES_READS 100

/*
 * Set out to the folder that the names are relative to, a canonical path; to ""
 * if no file of the walk is recognised under a relative name.
 */
enum ir_status old_names_base(struct store *s, struct walk *walk,
                              struct buf *out,
                              struct ir_error *err) IR_MUST_CHECK;

/*
 * Set out to the old name of a file that has no entry under its new one; to ""
 * if there is none.  path is its canonical path, given the path as given.
 */
enum ir_status old_names_find(struct store *s, const char *path,
                              const char *given, const struct file_stamp *stamp,
                              struct buf *out,
                              struct ir_error *err) IR_MUST_CHECK;

#endif
