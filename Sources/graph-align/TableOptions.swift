internal import ArgumentParser
internal import Graphs

/// How the lines of edge lists are written, where that is not told from the first lines.
struct TableOptions: ParsableArguments {
  @Flag(
    name: .long, inversion: .prefixedNo,
    help: "The first line of an edge list is a header, or is none.")
  var header: Bool?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What separates columns: tab, comma, semicolon, space, or a character.",
      valueName: "delimiter"))
  var delimiter: TableDialect.Delimiter?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Lines that start with one of these characters are comments (#%).", valueName: "characters"))
  var comment: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The columns of source, target and perhaps weight, by number from 1 or by name.",
      valueName: "a,b[,w]"))
  var columns: String?

  func validate() throws { try dialect.validate(optionPrefix: "--") }

  var dialect: TableDialect { TableDialect(delimiter, header, comment, columns) }
}

/// How the lines of files of pairs are written, where that is not told from the first lines.
struct PairTableOptions: ParsableArguments {
  @Flag(
    name: .long, inversion: .prefixedNo,
    help: "The first line of truth, anchors and priors is a header, or is none.")
  var pairHeader: Bool?

  @Option(
    name: .long,
    help: ArgumentHelp("What separates their columns, as --delimiter.", valueName: "delimiter"))
  var pairDelimiter: TableDialect.Delimiter?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Their lines that start with one of these are comments (#%).", valueName: "characters"))
  var pairComment: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Their columns of source, target and perhaps number, as --columns.", valueName: "a,b[,x]"))
  var pairColumns: String?

  func validate() throws { try dialect.validate(optionPrefix: "--pair-") }

  var dialect: TableDialect {
    TableDialect(pairDelimiter, pairHeader, pairComment, pairColumns)
  }
}

/// How the lines of tables of attributes and names are written, where that is not told from the first lines.
struct AttributeTableOptions: ParsableArguments {
  @Flag(
    name: .long, inversion: .prefixedNo,
    help: "The first line of attributes and names is a header, or is none.")
  var attributeHeader: Bool?

  @Option(
    name: .long,
    help: ArgumentHelp("What separates their columns, as --delimiter.", valueName: "delimiter"))
  var attributeDelimiter: TableDialect.Delimiter?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Their lines that start with one of these are comments (#%).", valueName: "characters"))
  var attributeComment: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Their columns, by number or name: that of the id, then the attributes wanted.",
      valueName: "id,a,…"))
  var attributeColumns: String?

  func validate() throws { try dialect.validate(optionPrefix: "--attribute-", columnLimit: .max) }

  var dialect: TableDialect {
    TableDialect(attributeDelimiter, attributeHeader, attributeComment, attributeColumns)
  }
}

extension TableDialect {
  fileprivate init(
    _ delimiter: Delimiter?, _ hasHeader: Bool?, _ comment: String?, _ columns: String?
  ) {
    self.init(delimiter: delimiter, hasHeader: hasHeader)
    if let comment { commentSigns = comment }
    if let columns {
      self.columns = columns.split(separator: ",", omittingEmptySubsequences: false).map {
        Int($0).map { .number($0) } ?? .name(String($0))
      }
    }
  }

  /// - Parameters:
  ///   - optionPrefix: what the options start with that say all this.
  ///   - columnLimit: how many columns there may be.
  fileprivate func validate(optionPrefix: String, columnLimit: Int = 3) throws {
    if commentSigns.utf8.contains(where: { $0 >= 128 }) {
      throw ValidationError("\(optionPrefix)comment takes ASCII characters")
    }
    guard let columns else { return }
    let areNumbered = columns.allSatisfy { if case .number(let n) = $0 { n >= 1 } else { true } }
    guard columns.count >= 2, columns.count <= columnLimit, !columns.contains(.name("")), areNumbered
    else {
      throw ValidationError(
        columnLimit == 3
          ? "\(optionPrefix)columns takes two or three columns, such as 1,2 or from,to,weight"
          : "\(optionPrefix)columns takes two columns or more, such as 1,3 or id,age,role")
    }
  }
}
