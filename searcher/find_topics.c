/* Finds and reads the files of topics. */
#include "searcher/find_topics.h"
#include "base/file.h"
#include "command/options.h"

#include <errno.h>
#include <unistd.h>

static enum ir_status add_file(struct ir_searcher *s, const char *path,
                               bool must_be, struct ir_error *err)
{
    struct buf text = BUF_INIT;
    enum ir_status status;

    if (access(path, F_OK) && errno == ENOENT) {
        if (!must_be)
            return IR_OK;
        return ir_fail(err, IR_NOT_FOUND, "%s: no such file", path);
    }
    status = file_read(path, IR_TOPICS_BYTES_MAX, &text, err);
    if (status == IR_OK)
        status = ir_add_topics(s, buf_text(&text), path, err);
    buf_free(&text);
    return status;
}

enum ir_status find_topics(struct ir_searcher *s, const char *path,
                           struct ir_error *err)
{
    struct buf own = BUF_INIT;
    enum ir_status status = add_file(s, IR_DATA_DIR "/topics.txt", false, err);

    if (status == IR_OK && path && *path)
        return add_file(s, path, true, err);
    if (status == IR_OK &&
        options_path("XDG_CONFIG_HOME", ".config", "irsearch/topics.txt", &own))
        status = add_file(s, own.data, false, err);
    buf_free(&own);
    return status;
}
