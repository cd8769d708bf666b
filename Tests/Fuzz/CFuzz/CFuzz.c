// The function is libFuzzer's; SwiftPM wants a file to compile.
#include "CFuzz.h"
