// CHOLMOD holds the sparse products of SuiteSparse. Debian ships no .pc file for it: the header stands
// in a folder of /usr/include, and the module map names the libraries.
#include <suitesparse/cholmod.h>
