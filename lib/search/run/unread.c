/* Notes and names the articles that a search leaves out, as they cannot be
 * read. */
#include "search/run/unread.h"
#include "text/utf8.h"

#include <stdlib.h>

#define SHOWN_MAX \
    100             /* bytes of the names in a warning, but for the last one */
#define NAME_MAX 60 /* bytes of one */

bool unread_leave(struct unread *u, uint32_t document,
                  const struct ir_error *why)
{
    if (!u || why->status != IR_CORRUPT)
        return false;
    /* Searches look more than once at what they refuse. */
    for (size_t i = 0; i < u->count; i++)
        if (u->documents[i] == document)
            return true;
    if (u->count == UNREAD_MAX)
        return false;
    if (!u->count)
        u->why = *why;
    u->documents[u->count++] = document;
    return true;
}

/* Its id, or if that cannot be read either, its number. */
static void add_name(struct store *store, uint32_t document, struct buf *out)
{
    struct ir_text name;
    char *term;

    if (store_unique_term(store, document, &term, NULL) != IR_OK) {
        buf_addf(out, "number %u", (unsigned)document);
        return;
    }
    name = text_of(*term ? term + 1 : term); /* behind its prefix */
    name.size = name.size > NAME_MAX ? NAME_MAX : name.size;
    utf8_repair(name, out);
    free(term);
}

static void add_names(const struct search *x, struct buf *out)
{
    const struct unread *u = x->unread;
    size_t i = 0;

    for (; i < u->count && out->size < SHOWN_MAX; i++) {
        buf_adds(out, i ? ", " : "");
        add_name(x->s->store, u->documents[i], out);
    }
    if (i < u->count)
        buf_addf(out, " and %zu more", u->count - i);
}

/* Why, but not where the index is: that is no matter for those who ask. */
static const char *reason(const struct search *x)
{
    const char *why = x->unread->why.message;

    for (size_t i = 0; i < x->s->dir_count; i++) {
        const size_t size = strlen(x->s->dirs[i]);

        if (!strncmp(why, "index ", 6) &&
            !strncmp(why + 6, x->s->dirs[i], size) &&
            !strncmp(why + 6 + size, ": ", 2))
            return why + 8 + size;
    }
    return why;
}

enum ir_status unread_tell(struct search *x, struct ir_error *err)
{
    struct question *q = &x->question;
    struct buf names = BUF_INIT, text = BUF_INIT;

    if (!x->unread->count || x->unread->told)
        return IR_OK;
    if (store_is_overtaken(x->s->store, true))
        return ir_fail(err, IR_STALE, "the index has changed meanwhile");
    x->unread->told = true;
    add_names(x, &names);
    buf_addf(&text, "left out, as %s cannot be read: %s (%s)",
             x->unread->count > 1 ? "they" : "it", names.data, reason(x));
    query_warn_first(q->typed.root ? &q->typed : &q->query, "unread",
                     text.data);
    buf_free(&names);
    buf_free(&text);
    return IR_OK;
}
