/* Finds the words at the start of a query that only ask for articles. */
#include "search/plan/planner.h"

/* What is known of the words from the start on. */
struct request {
    size_t words;
    bool asks; /* one of them tells a request */
    size_t end;
};

/* Are all words of the leaf stop words, or words that ask? */
static bool add_leaf(struct planner *b, const struct query_node *leaf,
                     struct request *r)
{
    struct word word;

    if (leaf->kind != QUERY_WORD || leaf->wild)
        return false;
    words_start(b->walk, leaf->text, 0, 0, NULL);
    while (words_next(b->walk, &word)) {
        enum asks asking;

        if (!word.form.size)
            continue;
        asking = stopwords_asking(b->stop, word.form);
        if (!asking && !stopwords_has(b->stop, word.form))
            return false;
        r->words++;
        r->asks = r->asks || asking == ASKING_ALONE;
    }
    r->end = leaf->end;
    return true;
}

void planner_asking(struct planner *b, const struct query_node *root)
{
    struct request r = {0, false, 0};

    b->asked = 0;
    if (root->kind != QUERY_LIST)
        return;
    for (const struct query_node *n = root->parts; n; n = n->next)
        if (!add_leaf(b, n, &r))
            break;
    if (r.asks && r.words > 1)
        b->asked = r.end;
}

bool planner_ignores(const struct planner *b, const struct query_node *leaf,
                     struct ir_text form)
{
    return stopwords_has(b->stop, form) ||
           (leaf->end <= b->asked && leaf->end > leaf->start &&
            stopwords_asking(b->stop, form));
}
