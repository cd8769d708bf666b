// matio reads the files of MATLAB. It is found, and linked, by its pkg-config file, and only with the trait MATLAB.
#include <matio.h>
