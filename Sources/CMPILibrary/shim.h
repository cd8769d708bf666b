// Open MPI or MPICH, found by the pkg-config file that either brings, and only with the trait MPI. Nothing but CMPI
// includes it: handles are macros with casts, which Swift cannot see.
#include <mpi.h>
