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

  func validate() throws {
    guard let columns else { return }
    let count = columns.split(separator: ",", omittingEmptySubsequences: false).count
    guard (2...3).contains(count), !dialect.columns!.contains(.name("")),
      !dialect.columns!.contains(where: { if case .number(let n) = $0 { n < 1 } else { false } })
    else {
      throw ValidationError("--columns takes two or three columns, such as 1,2 or from,to,weight")
    }
    if comment.map({ $0.utf8.contains { $0 >= 128 } }) ?? false {
      throw ValidationError("--comment takes ASCII characters")
    }
  }

  var dialect: TableDialect {
    var dialect = TableDialect(delimiter: delimiter, hasHeader: header)
    if let comment { dialect.commentSigns = comment }
    if let columns {
      dialect.columns = columns.split(separator: ",", omittingEmptySubsequences: false).map {
        Int($0).map { .number($0) } ?? .name(String($0))
      }
    }
    return dialect
  }
}
