extension String {
  /// What is left of a path after its last slash.
  ///
  /// Detectors write absolute paths of the machine on which they ran.
  var lastPathComponent: String {
    lastIndex(of: "/").map { String(self[index(after: $0)...]) } ?? self
  }

  /// The name of a file without its last ending.
  var withoutEnding: String {
    lastIndex(of: ".").map { String(self[..<$0]) } ?? self
  }
}
