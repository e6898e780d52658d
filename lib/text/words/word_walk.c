/* The queue of a walk, and the forms in it. */
#include "text/words/word_walk.h"

#include "text/fold.h"

enum { CAPITALS_WINDOW = 64 }; /* bytes on each side to search for a letter */

void word_push(struct words *w, size_t start, size_t end, struct ir_text form,
               unsigned flags)
{
    struct word *word = &w->queue[w->queued];

    if (w->filter &&
        (!form.size ||
         !word_wanted(w, (unsigned char)form.data[0],
                      form.size > 1 ? (unsigned char)form.data[1] : 0)))
        return;
    word->start = start;
    word->end = end;
    word->position = w->position;
    word->flags = flags;
    word->form = form;
    w->queued++;
}

void word_push_acronym(struct words *w, size_t start, size_t end,
                       struct ir_text form)
{
    struct ir_text dotted = {w->forms + w->formed, 0};

    if (!everyday_word(form.data, form.size))
        return;
    for (size_t i = 0; i < form.size; i++) {
        w->forms[w->formed++] = form.data[i];
        w->forms[w->formed++] = '.';
    }
    w->formed--;
    dotted.size = form.size * 2 - 1;
    word_push(w, start, end, dotted, WORD_ACRONYM);
}

bool capitals_mean(const struct words *w, size_t start, size_t end)
{
    const unsigned char *data = (const unsigned char *)w->data;
    size_t first = w->from, last = w->size;
    unsigned seen = 0;

    if (start - first > CAPITALS_WINDOW)
        first = start - CAPITALS_WINDOW;
    if (last - end > CAPITALS_WINDOW)
        last = end + CAPITALS_WINDOW;
    for (size_t i = start; i > first && data[i - 1] != '\n'; i--)
        seen |= ascii_classes[data[i - 1]];
    for (size_t i = end; i < last && data[i] != '\n'; i++)
        seen |= ascii_classes[data[i]];
    return seen & ASCII_LOWER || !(seen & ASCII_LETTER);
}

struct ir_text word_fold(struct words *w, struct ir_text plain)
{
    struct ir_text form = {w->forms + w->formed, 0};

    buf_clear(&w->folded);
    fold_add(plain, &w->folded);
    if (w->folded.size > WORD_MAX)
        return form;
    memcpy(w->forms + w->formed, w->folded.data, w->folded.size);
    form.size = w->folded.size;
    w->formed += form.size;
    return form;
}
