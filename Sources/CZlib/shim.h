// inflateInit2 and deflateInit2 are macros, which Swift does not import; these are the functions
// behind them: the first with the window size that accepts gzip and zlib headers alike, the second
// with the one that writes a gzip header (without name and time, so that equal data give equal files).
#include <zlib.h>

static inline int ga_inflate_init_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 32); }

// Without any header, as zip archives have their data.
static inline int ga_inflate_init_raw(z_stream *stream) { return inflateInit2(stream, -15); }

static inline int ga_deflate_init_gzip(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
