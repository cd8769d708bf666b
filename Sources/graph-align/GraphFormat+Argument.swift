public import ArgumentParser
public import Graphs

extension GraphFormat: ExpressibleByArgument {
  /// The format that a word on the command line names: `edge-list`, `gml`, `adjacency`, …
  public init?(argument: String) {
    guard let format = Self.allCases.first(where: { $0.argument == argument.lowercased() })
    else { return nil }
    self = format
  }

  /// What the format is called on the command line.
  var argument: String {
    switch self {
    case .edgeList: "edge-list"
    case .matrixMarket: "matrix-market"
    default: rawValue.lowercased()
    }
  }

  /// What formats are called on the command line.
  public static var allValueStrings: [String] { allCases.map(\.argument) }
}

extension GraphFormat {
  /// Arguments in which `--format gml` and the like, which say how graphs are read, are told from the formats of
  /// results, that commands have under the same name.
  static func tellingApart(_ arguments: [String]) -> [String] {
    var result: [String] = []
    for argument in arguments {
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2, parts[0] == "--format", isInput(parts[1], arguments) {
        result.append("--input-format=\(parts[1])")
      } else if result.last == "--format", isInput(argument, arguments) {
        result[result.count - 1] = "--input-format"
        result.append(argument)
      } else {
        result.append(argument)
      }
    }
    return result
  }

  /// JSON is that of results where there are results.
  private static func isInput(_ word: String, _ arguments: [String]) -> Bool {
    GraphFormat(argument: word) != nil && (word != "json" || arguments.first == "convert")
  }
}
