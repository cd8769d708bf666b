#if Torch
  import Testing

  /// Everything that uses libtorch: one test at a time, since random numbers, threads and memory belong to the
  /// whole process.
  @Suite("libtorch", .serialized) struct TorchTests {}
#endif
