/* What was asked. */
#include "tests/judge.h"

#include <stdio.h>

static struct {
    const char *name;
    int asked, some, all;
} tally[] = {
    [QUERY_LIST] = {.name = "side by side"},
    [QUERY_AND] = {.name = "AND"},
    [QUERY_OR] = {.name = "OR"},
    [QUERY_NOT] = {.name = "NOT"},
    [QUERY_MUST] = {.name = "+"},
    [QUERY_WORD] = {.name = "word"},
    [QUERY_PHRASE] = {.name = "phrase"},
    [QUERY_TOPIC] = {.name = "topic:"},
    [QUERY_EXACT] = {.name = "="},
    [QUERY_WILD] = {.name = "wildcard"},
    [QUERY_FUZZY] = {.name = "fuzzy"},
    [QUERY_MIN_MATCH] = {.name = "min_match"},
    [QUERY_NEAR] = {.name = "NEAR"},
    [QUERY_ADJ] = {.name = "ADJ"},
    [QUERY_SENTENCE] = {.name = "/s"},
    [QUERY_PARAGRAPH] = {.name = "/p"},
    [QUERY_NOT_NEAR] = {.name = "NOT w/n"},
    [QUERY_NOT_SENTENCE] = {.name = "NOT w/s"},
    [QUERY_NOT_PARAGRAPH] = {.name = "NOT w/p"},
    [QUERY_ATLEAST] = {.name = "atleast"},
    [QUERY_SCOPE] = {.name = "title: lead:"},
    [QUERY_FIELD] = {.name = "fields"},
    [QUERY_DATE] = {.name = "date:"},
    [QUERY_LENGTH] = {.name = "words:"},
    [QUERY_EVERY] = {.name = "*"},
};
static int asked;

static void find_kinds(const struct query_node *node, bool *kinds)
{
    kinds[node->kind] = true;
    for (const struct query_node *p = node->parts; p; p = p->next)
        find_kinds(p, kinds);
}

void judge_tally(const struct trial *t)
{
    bool kinds[COUNT(tally)] = {false};

    asked++;
    if (!t->query.root)
        return;
    find_kinds(t->query.root, kinds);
    for (size_t i = 0; i < COUNT(tally); i++) {
        tally[i].asked += kinds[i];
        tally[i].some += kinds[i] && t->all_count;
        tally[i].all += kinds[i] && t->all_count == JUDGE_ARTICLES;
    }
}

void judge_print_tally(void)
{
    printf("%d queries of %d articles\n%-16s%8s%8s%8s\n", asked, JUDGE_ARTICLES,
           "", "queries", "found", "all");
    for (size_t i = 0; i < COUNT(tally); i++)
        printf("%-16s%8d%8d%8d\n", tally[i].name, tally[i].asked, tally[i].some,
               tally[i].all);
    fflush(stdout);
}
