import Testing

#if Torch
  /// Everything that uses libtorch: one test at a time, since random numbers, threads and memory belong to the
  /// whole process.
  @Suite("libtorch", .serialized) struct TorchTests {}
#else
  @Suite("libtorch") struct TorchTests {
    /// Stands for all suites of this module, which are compiled only with the trait.
    @Test("is tested", .disabled("the trait Torch is off: see Scripts/test.sh"))
    func isTested() {}
  }
#endif
