/*
 * current_folder.h - stay in the current folder when another takes its place.
 */
#ifndef COMMAND_CURRENT_FOLDER_H
#define COMMAND_CURRENT_FOLDER_H

/*
 * Call early in main().  An index is often replaced as a whole, by a folder of
 * the same name; a shell that was in it is then in one that is removed.  If the
 * current folder is, go to the one that the shell gives as its path, if that
 * exists.
 */
void current_folder_start(void);

#endif
