/* Any bytes as TREC topics: an end or an error, and fields within bounds. */
#include "searcher/session/topics_file.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct topics_file t;
    struct ir_error err;
    enum ir_status status;
    size_t begun = size < 5 ? 0 : data[0] % 5;
    uint64_t line = 0;
    void *copy;
    FILE *file;

    if (size <= begun)
        return 0;
    copy = malloc(size);
    need(copy != NULL);
    memcpy(copy, data, size);
    file = fmemopen((char *)copy + begun, size - begun, "r");
    need(file != NULL);
    topics_file_start(&t, file, "fuzz", 1, (struct ir_text){copy, begun});
    while ((status = topics_file_next(&t, &err)) == IR_OK) {
        need(t.topic.field[TOPIC_NUMBER].size > 0);
        need(t.topic.line >= line);
        for (size_t i = 0; i < TOPIC_FIELDS; i++) {
            const struct buf *field = &t.topic.field[i];

            need(field->size <= TOPIC_FIELD_MAX &&
                 field->data[field->size] == '\0');
        }
        line = t.topic.line;
    }
    need(status == IR_END || status == IR_INVALID || status == IR_LIMIT);
    need(status == IR_END || !strncmp(err.message, "fuzz:", 5));
    topics_file_end(&t);
    fclose(file);
    free(copy);
    return 0;
}
