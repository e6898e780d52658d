#include "tests/page_fact.h"
#include "indexer/formats/html/read_html.h"
#include "tests/test.h"

void page_fact_holds(const struct page_fact *fact, enum parsed_field field)
{
    struct buf html = BUF_INIT;
    struct parsed parsed;
    struct problem p;

    buf_addf(&html, "%s" TEXT_BELOW, fact->html);
    parsed_start(&parsed);
    ck_assert_int_eq(html_article(buf_text(&html), NULL, NULL, &parsed, &p),
                     IR_OK);
    ck_assert_msg(!strcmp(parsed.fields[field].data, fact->value),
                  "%s gives %s", fact->html, parsed.fields[field].data);
    parsed_free(&parsed);
    buf_free(&html);
}
