/* Requests before they are asked, and names for what comes back. */
#include "base/base.h"

void ir_request_init(struct ir_request *request)
{
    memset(request, 0, sizeof(*request));
    request->limit = 10;
    request->per_article = 3;
    request->passage_words = 120;
    request->feedback_terms = IR_FEEDBACK_TERMS;
}

const char *ir_how_name(enum ir_how how)
{
    static const char *const names[] = {
        [IR_HOW_EXACT] = "exact",   [IR_HOW_STEM] = "stem",
        [IR_HOW_FOLD] = "fold",     [IR_HOW_SYNONYM] = "synonym",
        [IR_HOW_TOPIC] = "topic",   [IR_HOW_FUZZY] = "fuzzy",
        [IR_HOW_PREFIX] = "prefix",
    };

    return (size_t)how < COUNT(names) ? names[how] : "exact";
}
