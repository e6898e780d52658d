/* Any bytes as mail. */
#include "tests/fuzz/read_bytes.h"

FUZZ_READER(read_mail)
