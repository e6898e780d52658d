/* How much a JSON text would take in memory. */
#include "indexer/formats/text/json_text.h"

static bool closes(char c)
{
    return c == ']' || c == '}';
}

size_t json_values(struct ir_text text)
{
    bool quoted = false, opened = false;
    size_t count = 0;

    for (size_t i = 0; i < text.size; i++) {
        const char c = text.data[i];

        if (quoted) {
            i += c == '\\';
            quoted = c != '"';
            continue;
        }
        if (memchr(" \t\r\n", c, 4))
            continue;
        count += c == ',' || (opened && !closes(c));
        opened = c == '[' || c == '{';
        quoted = c == '"';
    }
    return count + 1;
}

bool json_is_dense(struct ir_text text)
{
    return text.size > JSON_VALUES_MAX && json_values(text) > JSON_VALUES_MAX;
}

enum ir_status json_refuse_dense(struct problem *p)
{
    return problem_limit(p, "too_large", "too much in one JSON object",
                         JSON_VALUES_MAX, "values");
}
