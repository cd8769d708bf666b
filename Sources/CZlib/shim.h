// inflateInit2 is a macro, which Swift does not import; this is the function behind it, with the
// window size that accepts gzip and zlib headers alike.
#include <zlib.h>

static inline int ga_inflate_init_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 32); }
