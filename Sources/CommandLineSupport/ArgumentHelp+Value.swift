package import ArgumentParser

extension ArgumentHelp {
  /// Help for an option whose value has a name, such as `file`.
  package static func value(_ name: String, _ text: String) -> ArgumentHelp {
    ArgumentHelp(text, valueName: name)
  }
}
