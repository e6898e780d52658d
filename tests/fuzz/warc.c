/* Any bytes as an archive of the web. */
#include "tests/fuzz/read_bytes.h"

FUZZ_READER(read_warc)
