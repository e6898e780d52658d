/*
 * temp.h - files and folders for the length of a test.
 */
#ifndef TESTS_TEMP_H
#define TESTS_TEMP_H

#define TEMP_SIZE 64 /* of a path: in TMPDIR, or in /tmp if that is long */

void temp_folder(char path[TEMP_SIZE]); /* makes a new one */
int temp_file(char path[TEMP_SIZE]);    /* the same; open for writing */
void temp_remove(const char *path);     /* it and all that is in it */

#endif
