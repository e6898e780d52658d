/*
 * small_index.h - two indexes to search, one with stop words and one without:
 * articles with every field, dates and several paragraphs, and some without.
 */
#ifndef TESTS_FUZZ_SMALL_INDEX_H
#define TESTS_FUZZ_SMALL_INDEX_H

#include "article/index_options.h"
#include "base/buf.h"
#include "indexer/document/document.h"

#include <irsearch.h>
#include <stdio.h>
#include <stdlib.h>

#define SMALL_ARTICLES 36
#define SMALL_NOW 1778760000 /* 2026-05-14 12:00 UTC */

static struct ir_searcher *searchers[2];
static char small_root[] = "/tmp/irsearch-fuzz-XXXXXX";

static const char *const small_texts[][2] = {
    {"Iran-Iraq gas", "Natural gas flows from Iran to Iraq. The U.S. objects."},
    {"",
     "Ale-Es\xe2\x80\x99haq said: \xe2\x80\x9cGas, gas, gas.\xe2\x80\x9d A b c d e."},
    {"Caf\xc3\xa9s in US towns", "They told us. It is IT. IT IS.\n\nWHO SAID?"},
    {"\xe4\xbc\x8a\xe6\x9c\x97",
     "\xe4\xbc\x8a\xe6\x9c\x97\xe5\xa4\xa9\xe7\x84\xb6\xe3\x80\x82"
     "\xd8\xba\xd8\xa7\xd8\xb2 na\xc3\xafve \xf0\x9f\x94\xa5 elec\xc2\xadtric."},
    {"Only a title: the gas", "..."},
    {"", "To be or not to be, of the. a a a a. a-b-c-d a.b.c C++ R&D 10.5%"},
    {"Parliament votes on waiver",
     "BAGHDAD, May 3 (Wire) - Parliament voted on the gas waiver on Sunday. "
     "The minister of electricity welcomed it.\n\nOil exports export exported. "
     "Exporters report ports. \"We waive nothing,\" said the minister.\n\n"
     "The waiver covers electricity, oil and natural gas for 120 days. "
     "Analysts doubt it. Sanctions stay; the embargo stays."},
    {"Oil oil OIL",
     "Oil rose. Oil fell. Oil rose again.\n\nOil is oil is gas.\n\n\n\nGas."},
};
/* Articles take these in turn; the lengths differ so that combinations do too.
 * "": the article has none. */
static const char *const small_dates[] = {
    "2026-05-12T10:30:00Z", "2026-05-12", "",    "2025-12-31T23:59:59Z",
    "1969-07-20",           "2026-04-30", "soon"};
static const char *const small_sources[] = {"Morning Wire", "Gazette", "",
                                            "Le Courrier d\xc3\xa9mocrate"};
static const char *const small_sections[] = {"World", "", "Sport"};
static const char *const small_langs[] = {"en", "fr", "en", "", "ar"};
static const char *const small_bylines[] = {"Ann Lee and Bo Roe", "", "A. Lee"};

static inline void die(const char *what, const struct ir_error *err)
{
    fprintf(stderr, "%s: %s\n", what, err ? err->message : "");
    abort();
}

static inline void small_clean(void)
{
    char command[128];

    ir_close(searchers[0]);
    ir_close(searchers[1]);
    snprintf(command, sizeof(command), "rm -rf '%s'", small_root);
    if (system(command))
        fprintf(stderr, "%s stays\n", small_root);
}

#define SMALL_SET(parsed, field, list, i) \
    parsed_set(parsed, field, text_of((list)[(i) % COUNT(list)]))

static inline void small_add(struct store_writer *w, struct document_builder *b,
                             size_t i)
{
    const char *const *text = small_texts[i % COUNT(small_texts)];
    struct document_notes notes;
    struct problem p;
    struct parsed parsed;
    struct doc *d;
    char id[16], url[32];

    snprintf(id, sizeof(id), "a%zu", i);
    snprintf(url, sizeof(url), "https://x.example/%zu", i);
    parsed_start(&parsed);
    parsed_set(&parsed, PARSED_ID, text_of(id));
    parsed_set(&parsed, PARSED_TITLE, text_of(text[0]));
    parsed_set(&parsed, PARSED_TEXT, text_of(text[1]));
    parsed_set(&parsed, PARSED_URL, text_of(i % 2 ? url : ""));
    SMALL_SET(&parsed, PARSED_DATE, small_dates, i);
    SMALL_SET(&parsed, PARSED_SOURCE, small_sources, i);
    SMALL_SET(&parsed, PARSED_SECTION, small_sections, i);
    SMALL_SET(&parsed, PARSED_LANG, small_langs, i);
    SMALL_SET(&parsed, PARSED_BYLINE, small_bylines, i);
    if (document_build(b, &parsed, &d, &notes, &p) != IR_OK)
        die("build", &p.err);
    if (store_put(w, d, NULL, &p.err) != IR_OK)
        die("put", &p.err);
    parsed_free(&parsed);
}

/* Index i, without stop words or with those of English. */
static inline void small_make(size_t i)
{
    const struct store_writer_options how = {.lock_timeout = 1, .create = true};
    struct index_options options;
    struct document_builder *b;
    struct store_writer *w;
    struct ir_error err;
    char path[64];
    const char *dir = path;

    snprintf(path, sizeof(path), "%s/%zu", small_root, i);
    if (store_writer_open(dir, &how, &w, &err) != IR_OK)
        die("open", &err);
    index_options_init(&options);
    free(options.stopwords);
    options.stopwords = xstrdup(i ? "" : "none");
    if (index_options_save(&options, w, &err) != IR_OK ||
        document_builder_new("english", &b, &err) != IR_OK)
        die("options", &err);
    for (size_t k = 0; k < SMALL_ARTICLES; k++)
        small_add(w, b, k);
    if (store_commit(w, &err) != IR_OK)
        die("commit", &err);
    index_options_free(&options);
    document_builder_free(b);
    store_writer_close(w);
    if (ir_open(&dir, 1, &searchers[i], &err) != IR_OK)
        die("open", &err);
}

static inline void small_indexes(void)
{
    if (!mkdtemp(small_root))
        die("mkdtemp", NULL);
    small_make(0);
    small_make(1);
    atexit(small_clean);
}

#endif
