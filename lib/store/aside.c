/* Makes an index beside the place that it gets when it is whole. */
#include "store/dir_rights.h"
#include "store/dirs.h"
#include "store/store.h"
#include "store/sweep.h"

#include <stdlib.h>
#include <sys/stat.h>

enum ir_status store_begin_aside(const char *to, char **fresh,
                                 struct ir_error *err)
{
    sweep_beside(to);
    return dir_make_beside(to, fresh, err);
}

enum ir_status store_end_aside(char *fresh, const char *to, bool keep,
                               struct ir_error *err)
{
    enum ir_status status = IR_OK;
    mode_t mask = umask(0);

    umask(mask);
    if (keep)
        status = dir_keep_rights(fresh, to, mask, err);
    if (keep && status == IR_OK)
        status = dir_place(fresh, to, err);
    if (!keep || status != IR_OK) {
        dir_remove(fresh);
        sweep_beside(fresh);
    }
    free(fresh);
    return status;
}
