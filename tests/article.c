#include "tests/article.h"

void reading_start(struct reading *r, const char *query, const char *title,
                   struct ir_text text)
{
    struct plan_words words = {.topics = NULL};
    struct ir_error err;

    *r = (struct reading){.record = RECORD_INIT, .evidence = EVIDENCE_INIT};
    ok(stems_new("english", &r->stems, &err));
    r->stop = stopwords_new("");
    r->synonyms = synonyms_new("", r->stems);
    r->walk = words_new();
    ok(query_parse(text_of(query), false, &r->query, &err));
    words.stop = r->stop;
    words.synonyms = r->synonyms;
    r->plan = plan_new(&r->query, r->stems, &words);
    r->record.article.title = text_of(title);
    r->record.article.text = text;
    sentences_find(&r->record.sentences, text, 0);
    evidence_gather(&r->evidence, r->plan, &r->record, SIZE_MAX, r->walk,
                    r->stems);
}

void reading_end(struct reading *r)
{
    evidence_free(&r->evidence);
    record_free(&r->record);
    plan_free(r->plan);
    query_free(&r->query);
    stopwords_free(r->stop);
    synonyms_free(r->synonyms);
    stems_free(r->stems);
    words_free(r->walk);
}

bool reading_matches(struct reading *r, bool any)
{
    return evidence_satisfies(&r->evidence, r->plan, &r->plan->root, any);
}
