public import Files
public import LinearAlgebra

/// A file of MEGA's `imgSG` folders: three lines of text, in a file that is called like a picture.
///
///     <whatever: kept as it is>
///     man⇥shirt⇥trophy
///     0.12⇥0.0⇥1.5⇥ … (classes × width numbers, object after object)
///
/// A blank second line means that nothing was found, whatever the third says. Tabs at the ends of
/// lines are passed over, and a third line may be missing if the second is blank.
public struct ObjectFeatureFile: Sendable, Equatable {
  /// The first line, whose meaning is not published.
  public var firstLine: String
  /// What the objects are.
  public var classes: [String]
  /// What the detector saw of them: objects × width.
  public var features: Matrix

  /// Reads a file.
  ///
  /// Objects beyond the limit are left out: files list the surest first.
  ///
  /// - Throws: ``/Files/FileError`` with the line.
  /// - Complexity: O(bytes)
  public init(contentsOf path: String, width: Int = 4096, objectLimit: Int = 10) throws(FileError) {
    precondition(width > 0 && objectLimit >= 0, "objects cannot have \(width) features")
    let contents = try FileContents(at: path)
    self = try contents.withLines { (bytes, lines) throws(FileError) in
      let name = contents.name
      let whole = TextScanner(bytes, file: name)
      guard lines.count >= 2 else {
        throw FileError(file: name, reason: "expected three lines, found \(lines.count)")
      }
      let classes = Self.fields(whole.text(lines[1]))
      guard !classes.isEmpty else {
        let none = Matrix(rowCount: 0, columnCount: width)
        return ObjectFeatureFile(firstLine: whole.text(lines[0]), classes: [], features: none)
      }
      guard lines.count >= 3 else {
        throw FileError(file: name, reason: "expected three lines, found 2 with \(classes.count) classes")
      }
      let kept = min(classes.count, objectLimit)
      var values: [Float] = []
      values.reserveCapacity(kept * width)
      var count = 0
      var scanner = TextScanner(bytes, range: lines[2], file: name)
      while let value = try scanner.nextNumber() {
        if count < kept * width { values.append(Float(value)) }
        count += 1
      }
      guard count == classes.count * width else {
        let reason = "expected \(classes.count) × \(width) numbers, found \(count)"
        throw FileError(file: name, line: 3, reason: reason)
      }
      return ObjectFeatureFile(
        firstLine: whole.text(lines[0]), classes: Array(classes.prefix(kept)),
        features: Matrix(rowCount: kept, columnCount: width, elements: values))
    }
  }

  /// A file in memory.
  public init(firstLine: String, classes: [String], features: Matrix) {
    (self.firstLine, self.classes, self.features) = (firstLine, classes, features)
  }

  private static func fields(_ line: String) -> [String] {
    var fields = line.split(separator: "\t", omittingEmptySubsequences: false).map {
      String($0.drop { $0 == " " })
    }
    while let last = fields.last, last.allSatisfy({ $0 == " " }) { fields.removeLast() }
    return fields
  }
}
