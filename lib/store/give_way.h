// give_way.h - writers leave revisions alone that are being read.
#ifndef STORE_GIVE_WAY_H
#define STORE_GIVE_WAY_H

#include "store/writer.h"

// To be called before the index is changed in place.  If a revision before the
// latest is held, whose blocks the change may overwrite, wait; as long as it
// would take to copy the index, and if it is still held then, go on in a copy
// that takes the place of the directory.  Where that is not possible, as on a
// full disk, the readers lose their revision after all, and begin again.  Fails
// only if the copy cannot be locked or opened.
ir_status writer_give_way(store_writer *w, ir_error *err);

#endif
