/* Groups of terms, found by the stem of any of their single words. */
#include "search/plan/synonyms.h"

#include <stdlib.h>

struct group {
    size_t first, count; /* in terms */
};

struct synonyms {
    char *text;
    struct ir_text *terms; /* group after group */
    size_t term_count, term_room;
    struct group *groups;
    size_t group_count, group_room;
    struct stems *stems;
    struct words *walk;
};

static void add_line(struct synonyms *s, const char *line, const char *end)
{
    struct group group = {s->term_count, 0};

    while (line <= end) {
        const char *comma = memchr(line, ',', (size_t)(end - line));
        struct ir_text term = {line, (size_t)((comma ? comma : end) - line)};

        term = text_trim(term, BYTES_CONTROL);
        line = comma ? comma + 1 : end + 1;
        if (!term.size)
            continue;
        s->terms = xgrow(s->terms, s->term_count, &s->term_room, sizeof(term));
        s->terms[s->term_count++] = term;
    }
    group.count = s->term_count - group.first;
    s->groups = xgrow(s->groups, s->group_count, &s->group_room, sizeof(group));
    s->groups[s->group_count++] = group;
}

struct synonyms *synonyms_new(const char *text, struct stems *stems)
{
    struct synonyms *s = xcalloc(1, sizeof(*s));

    s->stems = stems;
    s->text = xstrdup(text);
    for (const char *line = s->text; *line;) {
        const char *end = line + strcspn(line, "\n");

        if (*line != '#')
            add_line(s, line, end);
        line = *end ? end + 1 : end;
    }
    return s;
}

void synonyms_free(struct synonyms *s)
{
    if (!s)
        return;
    free(s->text);
    free(s->terms);
    free(s->groups);
    words_free(s->walk);
    free(s);
}

/* A cheap test before stemming: can no word of the filter begin like it? */
static bool cannot_be(const struct word_filter *filter, struct ir_text term)
{
    unsigned char first, second;

    if (term.size < 2 || !ascii_letter(term.data[0]) ||
        !ascii_letter(term.data[1]))
        return false;
    first = (unsigned char)(term.data[0] | 0x20);
    second = (unsigned char)(term.data[1] | 0x20);
    return !word_filter_has(filter, first, second);
}

/*
 * Is the term one word, or a compound that is one when its parts are joined,
 * and of this stem?
 */
static bool is_of_stem(struct synonyms *s, struct ir_text term,
                       struct ir_text stem)
{
    size_t end = 0;
    bool fits = false;
    struct word word;

    words_start(s->walk, term, 0, 0, NULL);
    while (words_next(s->walk, &word)) {
        if (word.flags & (WORD_BESIDE | WORD_ACRONYM))
            continue;
        if (end && !(word.flags & WORD_JOINED)) {
            if (word.end > end)
                return false;
            continue;
        }
        fits = word.form.size &&
               text_equal(stems_get(s->stems, word.form)->stem->form, stem);
        end = word.end;
    }
    return fits;
}

static bool group_has(struct synonyms *s, const struct group *g,
                      struct ir_text stem, const struct word_filter *filter)
{
    for (size_t i = 0; i < g->count; i++) {
        struct ir_text term = s->terms[g->first + i];

        if (!(filter && cannot_be(filter, term)) && is_of_stem(s, term, stem))
            return true;
    }
    return false;
}

size_t synonyms_find(struct synonyms *s, struct ir_text stem,
                     const struct ir_text **terms)
{
    struct word_filter filter = {.dotted = false};
    bool filtered = stems_filter(s->stems, stem, &filter);

    if (!s->walk)
        s->walk = words_new();
    for (size_t i = 0; i < s->group_count; i++) {
        const struct group *g = &s->groups[i];

        if (!group_has(s, g, stem, filtered ? &filter : NULL))
            continue;
        *terms = s->terms + g->first;
        return g->count;
    }
    return 0;
}

/* English word families that stemming does not bring together: irregular forms,
 * and nouns with their verbs. */
/* clang-format off */
const char relatives_english[] =
    "minister, ministry, ministerial\n"
    "meet, met, meeting\n"
    "dependence, independent, interdependence, dependent\n"
    "say, said\n"
    "sell, sold, sale\n"
    "buy, bought\n"
    "pay, paid\n"
    "hold, held\n"
    "grow, grew, growth\n"
    "lead, led\n"
    "send, sent\n"
    "spend, spent\n"
    "lose, lost, loss\n"
    "win, won\n"
    "tell, told\n"
    "speak, spoke, speech\n"
    "teach, taught\n"
    "catch, caught\n"
    "fight, fought\n"
    "seek, sought\n"
    "strike, struck\n"
    "steal, stole, theft\n"
    "choose, chose, choice\n"
    "fly, flew, flight\n"
    "fall, fell\n"
    "rise, rose\n"
    "give, gave\n"
    "take, took\n"
    "make, made\n"
    "write, wrote\n"
    "know, knew, knowledge\n"
    "begin, began\n"
    "break, broke\n"
    "build, built\n"
    "die, death, dead\n"
    "strong, strength\n"
    "long, length\n"
    "high, height\n"
    "wide, width\n"
    "deep, depth\n"
    "hot, heat\n"
    "destroy, destruction\n"
    "receive, reception\n"
    "produce, production\n"
    "reduce, reduction\n"
    "describe, description\n"
    "decide, decision\n"
    "divide, division\n"
    "invade, invasion\n"
    "explode, explosion\n"
    "expand, expansion\n"
    "extend, extension\n"
    "conclude, conclusion\n"
    "include, inclusion\n"
    "exclude, exclusion\n"
    "consume, consumption\n"
    "resume, resumption\n"
    "analysis, analyses, analyze\n"
    "crisis, crises\n"
    "defend, defense, defence\n"
    "respond, response\n"
    "permit, permission\n"
    "submit, submission\n"
    "admit, admission\n"
    "succeed, success\n"
    "exceed, excess\n"
    "apply, application\n"
    "vary, variation\n"
    "deny, denial\n"
    "believe, belief\n"
    "prove, proof\n"
    "live, life\n"
    "bear, born, birth\n"
    "child, children\n"
    "man, men\n"
    "woman, women\n"
    "foot, feet\n"
    "wife, wives\n"
    "import, importer\n"
    "export, exporter\n"
    "diplomat, diplomacy, diplomatic\n"
    "democrat, democracy, democratic\n"
    "president, presidency, presidential\n"
    "parliament, parliamentary\n"
    "secretary, secretariat\n"
    "ambassador, embassy\n"
    "economy, economic, economist\n"
    "politics, political, politician\n"
    "policy, policies\n"
    "terror, terrorist, terrorism\n"
    "Iran, Iranian\n"
    "Iraq, Iraqi\n"
    "Turkey, Turkish\n"
    "China, Chinese\n"
    "Russia, Russian\n"
    "Britain, British\n"
    "France, French\n"
    "Germany, German\n"
    "America, American\n"
    "Europe, European\n"
    "Syria, Syrian\n"
    "Israel, Israeli\n"
    "Pakistan, Pakistani\n"
    "Afghanistan, Afghan\n"
    "Arabia, Arab\n";
/* clang-format on */
