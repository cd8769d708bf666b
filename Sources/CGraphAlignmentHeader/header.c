// The header has to be plain C, and what crosses it as large on every machine.
#include "CGraphAlignment.h"

_Static_assert(sizeof(ga_status) == 4, "a status has four bytes");
_Static_assert(sizeof(ga_matrix) == 6 * 8 + 3 * 4 + 4, "a matrix has no holes but the last");
