// OpenBLAS ships <cblas.h>, which also declares its own openblas_set_num_threads.
#include <cblas.h>
