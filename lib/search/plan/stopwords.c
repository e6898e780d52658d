/* The stop list: sorted once, searched by bisection. */
#include "search/plan/stopwords.h"
#include "text/fold.h"
#include "text/utf8.h"

#include <stdlib.h>

/*
 * The function words of English, from Snowball's list, and those of requests
 * ("please").  "us" is missing on purpose: it is a country.  Folded forms,
 * without apostrophes, already sorted.
 */
static const char english[] =
    "a about above across after again against all along also am among "
    "amongst an and any anyone anything are arent as at be because "
    "been before being below between both but by can cannot cant could "
    "couldnt did didnt do does doesnt doing dont down during each eg "
    "etc ever everyone everything few for from further got had hadnt "
    "has hasnt have havent having he hed hell hence her here heres "
    "hers herself hes him himself his how however hows i id ie if im "
    "in into is isnt it its itself ive just know lets like many may me "
    "might more most much must mustnt my myself no nobody nor not "
    "nothing of off on once one ones only or other ought our ours "
    "ourselves out over own per please same shall shant she shed shell "
    "shes should shouldnt since so some someone something still such "
    "tell than that thats the their theirs them themselves then there "
    "therefore theres these they theyd theyll theyre theyve this those "
    "through thus to too toward towards under until up upon very via "
    "want was wasnt we wed were werent weve what whatever whats when "
    "whens where wheres whether which whichever while who whom whos "
    "whose why whys will with within without wont would wouldnt yet "
    "you youd youll your youre yours yourself yourselves youve";

/* Words that ask, as in "find articles that deal with"; news uses them, too. */
static const struct {
    const char *word;
    enum asks asking;
} asking[] = {
    {"article", ASKING_ALONE},     {"articles", ASKING_ALONE},
    {"concerning", ASKING_BESIDE}, {"deal", ASKING_BESIDE},
    {"dealing", ASKING_BESIDE},    {"deals", ASKING_BESIDE},
    {"describe", ASKING_ALONE},    {"discuss", ASKING_ALONE},
    {"document", ASKING_ALONE},    {"documents", ASKING_ALONE},
    {"exist", ASKING_BESIDE},      {"exists", ASKING_BESIDE},
    {"find", ASKING_ALONE},        {"get", ASKING_ALONE},
    {"give", ASKING_ALONE},        {"information", ASKING_ALONE},
    {"interested", ASKING_BESIDE}, {"list", ASKING_BESIDE},
    {"need", ASKING_BESIDE},       {"regarding", ASKING_BESIDE},
    {"related", ASKING_BESIDE},    {"relating", ASKING_BESIDE},
    {"show", ASKING_BESIDE},
};

struct stopwords {
    bool ours;             /* the built-in list */
    char *text;            /* folded */
    struct ir_text *words; /* sorted by bytes */
    size_t count, room;
};

static int compare(const void *a, const void *b)
{
    const struct ir_text *left = a, *right = b;

    return text_compare(*left, *right);
}

static bool in_order(const struct stopwords *s)
{
    for (size_t i = 1; i < s->count; i++)
        if (compare(&s->words[i - 1], &s->words[i]) > 0)
            return false;
    return true;
}

/* A list of the user's may be in any spelling. */
static char *fold_list(const char *text)
{
    struct buf valid = BUF_INIT, folded = BUF_INIT;

    utf8_repair(text_of(text), &valid);
    fold_bare(buf_text(&valid), &folded);
    buf_free(&valid);
    return buf_take(&folded, NULL);
}

struct stopwords *stopwords_new(const char *text)
{
    static const char space[] = " \t\r\n";
    struct stopwords *s = xcalloc(1, sizeof(*s));

    s->ours = !*text;
    if (!strcmp(text, "none"))
        s->text = xstrdup("");
    else
        s->text = *text ? fold_list(text) : xstrdup(english);
    for (const char *at = s->text + strspn(s->text, space); *at;) {
        struct ir_text word = {at, strcspn(at, space)};

        s->words = xgrow(s->words, s->count, &s->room, sizeof(word));
        s->words[s->count++] = word;
        at += word.size;
        at += strspn(at, space);
    }
    if (!in_order(s))
        qsort(s->words, s->count, sizeof(*s->words), compare);
    return s;
}

void stopwords_free(struct stopwords *s)
{
    if (!s)
        return;
    free(s->words);
    free(s->text);
    free(s);
}

bool stopwords_has(const struct stopwords *s, struct ir_text form)
{
    return s->count &&
           bsearch(&form, s->words, s->count, sizeof(form), compare);
}

enum asks stopwords_asking(const struct stopwords *s, struct ir_text form)
{
    for (size_t i = 0; s->ours && i < COUNT(asking); i++)
        if (text_equal(form, text_of(asking[i].word)))
            return asking[i].asking;
    return ASKING_NOT;
}

size_t stopwords_count(const struct stopwords *s)
{
    return s->count;
}

struct ir_text stopwords_word(const struct stopwords *s, size_t i)
{
    return s->words[i];
}
