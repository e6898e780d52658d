/* Any bytes as a table with commas. */
#include "tests/fuzz/read_bytes.h"

FUZZ_READER(read_csv)
