/* Which searches take long. */
#include "searcher/serve/effort.h"

/* Each of these takes some 30 ms where there are 100 MB of articles. */
#define WORDS_MANY 24
#define PATTERNS_MANY 1
#define QUOTES_MANY 4
#define HITS_MANY 200

#define CREDIT_EACH 0.01
#define CREDIT_MOST 0.5

double effort_credit(double credit, double spent)
{
    if (spent > EFFORT_SECONDS && spent > credit)
        return 0;
    if (credit <= 0)
        return EFFORT_CREDIT_NEW;
    return credit + CREDIT_EACH < CREDIT_MOST ? credit + CREDIT_EACH
                                              : CREDIT_MOST;
}

static size_t count_words(struct ir_text query)
{
    size_t words = 0;
    bool within = false;

    for (size_t i = 0; i < query.size; i++) {
        bool blank = (unsigned char)query.data[i] <= ' ';

        words += !blank && !within;
        within = !blank;
    }
    return words;
}

/* Words with a wildcard, and words of another spelling. */
static size_t count_patterns(struct ir_text query)
{
    size_t patterns = 0;

    for (size_t i = 0; i < query.size; i++)
        patterns += query.data[i] == '*' || query.data[i] == '~' ||
                    (query.data[i] == '?' && i + 1 < query.size &&
                     ascii_letter(query.data[i + 1]));
    return patterns;
}

static size_t count_quotes(struct ir_text query)
{
    size_t quotes = 0;

    for (size_t i = 0; i < query.size; i++)
        quotes += query.data[i] == '"';
    return quotes;
}

bool effort_looks_long(const struct ir_request *request, struct ir_text query)
{
    return count_words(query) > WORDS_MANY ||
           count_patterns(query) > PATTERNS_MANY ||
           count_quotes(query) > QUOTES_MANY || request->limit > HITS_MANY ||
           request->offset > HITS_MANY;
}
