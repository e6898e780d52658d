/* Open the index of a session, and add the user's topics. */
#include "base/file.h"
#include "searcher/session/session.h"

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

static enum ir_status open_index(const struct settings *settings,
                                 struct ir_searcher **out, struct ir_error *err)
{
    const struct text_list *db = &settings->db;
    struct buf path = BUF_INIT;
    const char *dir;
    enum ir_status status;

    if (db->count)
        return ir_open(db->items, db->count, out, err);
    if (!options_path("XDG_DATA_HOME", ".local/share", "irsearch/default",
                      &path))
        return ir_fail(err, IR_NOT_FOUND, "no index: give one with --db");
    dir = path.data;
    status = ir_open(&dir, 1, out, err);
    buf_free(&path);
    return status;
}

/* Append the folder in which the last name of the path is looked up. */
static void add_parent(const char *path, struct buf *out)
{
    size_t size = strlen(path), start;

    while (size > 1 && path[size - 1] == '/')
        size--;
    for (start = size; start && path[start - 1] != '/'; start--)
        ;
    if (path[start] == '.' && size - start <= 2 && path[size - 1] == '.')
        buf_addf(out, "%.*s/..", (int)size, path);
    else
        buf_addf(out, "%.*s", start ? (int)start : 1, start ? path : ".");
    buf_addc(out, '\0');
}

/* Where the user's own topics are, or would be made. */
static void add_config(struct buf *out)
{
    struct buf path = BUF_INIT;

    if (options_path("XDG_CONFIG_HOME", ".config", "irsearch", &path)) {
        if (access(path.data, F_OK))
            add_parent(path.data, out);
        else
            buf_add(out, path.data, path.size + 1);
    }
    buf_free(&path);
}

void session_folders(const struct settings *settings, struct buf *out)
{
    struct buf path = BUF_INIT;

    for (size_t i = 0; i < settings->db.count; i++)
        add_parent(settings->db.items[i], out);
    if (!settings->db.count && options_path("XDG_DATA_HOME", ".local/share",
                                            "irsearch/default", &path))
        add_parent(path.data, out);
    buf_free(&path);
    buf_add(out, IR_DATA_DIR, sizeof(IR_DATA_DIR));
    if (settings->topics && *settings->topics)
        add_parent(settings->topics, out);
    else
        add_config(out);
}

enum ir_status session_open(const struct settings *settings,
                            struct ir_searcher **out, struct ir_error *err)
{
    struct ir_searcher *s = NULL;
    enum ir_status status = open_index(settings, &s, err);

    if (status == IR_OK)
        status = find_topics(s, settings->topics, err);
    if (status == IR_OK)
        *out = s;
    else
        ir_close(s);
    return status;
}

void session_tell_unverified(const struct session *s)
{
    const struct ir_index_info *info;
    struct buf out = BUF_INIT;

    if (ir_info(s->searcher, &info, NULL) != IR_OK || !info->unverified)
        return;
    buf_addf(&out, "irsearch: not verified as it is read: %s\n",
             info->unverified);
    s->sink->notice(s->sink, buf_text(&out));
    buf_free(&out);
}
