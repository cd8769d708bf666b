/// Whether this build has the models.
///
/// Without the package trait `Torch` the module is this value and nothing else, so that the rest of the
/// package needs no libtorch. `swift build --traits Torch` builds the models.
public enum MEGAModelBuild {
  #if Torch
    /// Whether models were built in.
    public static let hasModels = true
  #else
    /// Whether models were built in.
    public static let hasModels = false
  #endif
}
