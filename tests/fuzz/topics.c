/* Any bytes: no crash; what is accepted has names and terms. */
#include "search/plan/topics.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ir_text text = {(const char *)data, size};
    struct topics *t = topics_new();
    struct ir_error err;
    struct topic *c;

    if (topics_read(t, text_of("[gas]\ngas\n"), "first", &err) != IR_OK)
        abort();
    if (topics_read(t, text, "fuzz", &err) != IR_OK &&
        (err.status != IR_INVALID && err.status != IR_LIMIT))
        abort();
    c = topics_find(t, TEXT("gas"));
    if (!c)
        abort();
    for (size_t i = 0; i < c->count; i++) {
        struct topic_term *m = &c->terms[i];

        if (!m->text.size || m->weight < 0 || m->weight > 1)
            abort();
        if (m->kind == TOPIC_PREFIX)
            topics_expand(t, m, &m->text, 1);
    }
    topics_forget(t);
    topics_free(t);
    return 0;
}
