/* Any bytes as a table with tabs. */
#include "tests/fuzz/read_bytes.h"

FUZZ_READER(read_tsv)
