/* Any bytes as JSON, whole and larger than an article may be. */
#include "tests/fuzz/read_bytes.h"

FUZZ_READER(read_json)
