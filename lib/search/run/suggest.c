/* Completes the last word of a query that is being typed. */
#include "search/index/complete.h"
#include "search/run/searcher.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdlib.h>

struct suggesting {
    struct ir_text text;
    size_t limit;
    struct ir_suggestions *out;
};

/* Suggestions, and the arena that owns their words. */
struct owned_suggestions {
    struct ir_suggestions suggestions; /* first, so that pointers convert */
    struct arena arena;
};

/* Words of the text, as opposed to those of a name, an address or a date. */
static bool is_field_of_words(struct ir_text name)
{
    static const char *const names[] = {"title", "headline", "lead", "hlead"};

    for (size_t i = 0; i < COUNT(names); i++)
        if (text_is(name, names[i]))
            return true;
    return false;
}

/* Is the word at start the value of a field, as in "source:reu"? */
static bool is_in_field(struct ir_text text, size_t start)
{
    size_t end = start, from;

    while (end && (text.data[end - 1] == '"' || text.data[end - 1] == '('))
        end--;
    if (!end || text.data[end - 1] != ':')
        return false;
    for (from = --end; from && ascii_letter(text.data[from - 1]); from--)
        ;
    return from < end && !is_field_of_words(text_slice(text, from, end));
}

/* Append the folded form of the word that the text ends in, if any. */
static void find_last(struct words *walk, struct ir_text text,
                      struct ir_suggestions *out, struct buf *form)
{
    const uint32_t besides =
        WORD_JOINED | WORD_ASIDE | WORD_SPELLING | WORD_ACRONYM;
    struct word word;

    out->start = out->end = text.size;
    words_start(walk, text, 0, 0, NULL);
    while (words_next(walk, &word)) {
        if (word.end != text.size || (word.flags & besides))
            continue;
        buf_clear(form);
        buf_addt(form, word.form);
        out->start = word.start;
    }
    if (is_in_field(text, out->start))
        buf_clear(form);
}

static enum ir_status suggest_once(struct ir_searcher *s, void *arg,
                                   struct ir_error *err)
{
    struct suggesting *g = arg;
    struct owned_suggestions *owned = xcalloc(1, sizeof(*owned));
    struct deadline deadline = deadline_in(0, &s->cancels);
    struct completions found = {NULL, 0, false};
    struct buf form = BUF_INIT;
    enum ir_status status = IR_OK;

    ir_suggestions_free(g->out); /* of another revision */
    g->out = NULL;
    find_last(s->walk, g->text, &owned->suggestions, &form);
    if (form.size && g->limit)
        status = complete_word(s->store, s->stems, s->stop, buf_text(&form),
                               g->limit, &deadline, &owned->arena, &found, err);
    buf_free(&form);
    if (status == IR_OK && deadline_cancelled(&deadline))
        status = ir_fail(err, IR_CANCELLED, "the suggestions were cancelled");
    owned->suggestions.items = found.items;
    owned->suggestions.count = found.count;
    owned->suggestions.cut = found.cut;
    if (status == IR_OK)
        g->out = &owned->suggestions;
    else
        ir_suggestions_free(&owned->suggestions);
    return status;
}

enum ir_status ir_suggest(struct ir_searcher *s, struct ir_text text,
                          size_t limit, struct ir_suggestions **out,
                          struct ir_error *err)
{
    struct suggesting g = {.limit = limit};
    struct buf valid = BUF_INIT;
    size_t valid_size;
    enum ir_status status;

    if (text.size > IR_QUERY_MAX)
        return ir_fail(err, IR_LIMIT, "a query has at most %d bytes",
                       IR_QUERY_MAX);
    if (limit > IR_SUGGESTIONS_MAX)
        return ir_fail(err, IR_LIMIT, "at most %d suggestions",
                       IR_SUGGESTIONS_MAX);
    utf8_repair(text, &valid);
    g.text = buf_text(&valid);
    valid_size = valid.size;
    status = searcher_retry(s, suggest_once, &g, 0, err);
    buf_free(&valid);
    if (status != IR_OK) {
        ir_suggestions_free(g.out);
        return status;
    }
    /* The word has no byte that was replaced; what is before it may have. */
    g.out->start = text.size - (valid_size - g.out->start);
    g.out->end = text.size;
    *out = g.out;
    return IR_OK;
}

void ir_suggestions_free(struct ir_suggestions *suggestions)
{
    struct owned_suggestions *owned =
        (struct owned_suggestions *)(void *)suggestions;

    if (!owned)
        return;
    arena_free(&owned->arena);
    free(owned);
}
