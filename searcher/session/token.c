/* Read the token of --token-file. */
#include "searcher/session/token.h"
#include "base/file.h"

#include <sys/stat.h>

static bool has_control(struct ir_text t)
{
    for (size_t i = 0; i < t.size; i++)
        if ((unsigned char)t.data[i] < ' ' || t.data[i] == 0x7f)
            return true;
    return false;
}

enum ir_status token_read(const char *path, struct buf *out,
                          struct ir_error *err)
{
    struct buf text = BUF_INIT;
    struct stat st;
    struct ir_text token;
    enum ir_status status = file_read(path, TOKEN_MAX, &text, err);

    token = text_trim(buf_text(&text), BYTES_BLANK);
    if (status == IR_OK && !stat(path, &st) && (st.st_mode & 077))
        status = ir_fail(err, IR_INVALID,
                         "%.150s: a token must be readable by its owner only: "
                         "chmod 600",
                         path);
    else if (status == IR_OK && (token.size < TOKEN_MIN || has_control(token)))
        status = ir_fail(err, IR_INVALID,
                         "%.150s: a token is one line of at least %d bytes",
                         path, TOKEN_MIN);
    if (status == IR_OK)
        buf_addt(out, token);
    buf_free(&text);
    return status;
}
