public import ArgumentParser
public import GraphAlignment
public import Graphs
public import ReportPages

// The library's own choices, as words on the command line.
extension AlignmentReport.Layout: ExpressibleByArgument {}
extension Assignment: ExpressibleByArgument {}
extension AlignmentFormat: ExpressibleByArgument {}
extension IdentifierKind: ExpressibleByArgument {}
extension Kernel: ExpressibleByArgument {}
extension MatchingSpace: ExpressibleByArgument {}
extension EmbeddingPrecision: ExpressibleByArgument {}
extension SignatureOptions.DegreeKind: ExpressibleByArgument {}
extension SignatureOptions.RingDirection: ExpressibleByArgument {}
extension AnchorLinks.Strength: ExpressibleByArgument {}
extension TableDialect.Delimiter: ExpressibleByArgument {
  /// The delimiter that a word or character on the command line names.
  public init?(argument: String) { self.init(named: argument) }
}
