/* An answer with one hit, of which tests change what they are about. */
#include "tests/answer_sample.h"

#include <stdlib.h>

static const char body[] = "Oil rose.  Officials said\na waiver on gas\n"
                           "was approved.  More follows.";
#define PASSAGE 11 /* where "Officials" begins */

struct ir_article article;
struct ir_span spans[3];
struct ir_text missing[1];
struct ir_warning warning;
const struct ir_warning *const warnings[] = {&warning};
static const struct ir_range marks[] = {{17, 23}};
static const size_t span_of_mark[] = {0};
struct ir_snippet snippet;
struct ir_hit hit;
static const struct ir_hit *const hits[] = {&hit};
struct ir_index_info info;
struct ir_results results;
struct buf out = BUF_INIT;
struct page page;

void answer_make(void)
{
    memset(&article, 0, sizeof(article));
    article.id = TEXT("a1");
    article.title = TEXT("Gas waiver passed");
    article.source = TEXT("Reuters");
    article.text = text_of(body);
    article.has_date = true;
    article.date = 1778580000;
    article.words = 13;
    strcpy(article.fingerprint, "sha256:3f2a9c");
    spans[0] =
        (struct ir_span){28, 34, TEXT("waiver"), IR_FIELD_BODY, IR_HOW_STEM};
    spans[1] =
        (struct ir_span){38, 41, TEXT("gas"), IR_FIELD_BODY, IR_HOW_EXACT};
    spans[2] = (struct ir_span){0, 3, TEXT("gas"), IR_FIELD_TITLE, IR_HOW_FOLD};
    missing[0] = TEXT("electricity");
    hit = (struct ir_hit){.rank = 1,
                          .score = 12.3071,
                          .article = &article,
                          .first = 1,
                          .last = 1,
                          .start = PASSAGE,
                          .end = 55,
                          .before = PASSAGE,
                          .after = 55,
                          .spans = spans,
                          .span_count = 3,
                          .snippet = &snippet,
                          .passages = 1};
    snippet = (struct ir_snippet){
        .text = TEXT("Officials said a waiver on gas \xe2\x80\xa6"),
        .marks = marks,
        .spans = span_of_mark,
        .mark_count = 1};
    article.handle = TEXT("3f2a9c");
    warning.code = "unbalanced_quote";
    strcpy(warning.message, "a quote is never closed");
    memset(&results, 0, sizeof(results));
    results.query = TEXT("gas waiver");
    results.parsed = TEXT("gas AND waiver");
    results.match = IR_MATCH_ALL;
    results.articles.value = 1;
    results.limit = 10;
    results.hits = hits;
    results.index = &info;
    results.count = 1;
    out = (struct buf)BUF_INIT;
    page = (struct page){.out = &out};
}

void answer_free(void)
{
    buf_free(&out);
}

const char *print(enum output_format format)
{
    buf_clear(&out);
    output_of(format)->results(&page, &results);
    return out.data;
}
