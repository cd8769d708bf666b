extension CostModel {
  /// What was measured with one thread of an x86-64 server at 2.6 GHz: seconds of each piece of work, and bytes that
  /// stages keep beside graphs.
  enum Rates {
    /// Seconds to read, number and deal an edge.
    static let reading = 2e-7
    /// Seconds to look at an entry of an adjacency list in a search for rings.
    static let visit = 4e-9
    /// Seconds to put an entry of a batch into its place.
    static let entry = 7e-8
    /// Seconds to draw a number of a permutation.
    static let draw = 1e-8
    /// Seconds of the factor, for the third power of p.
    static let factor = 1e-9
    /// Seconds of a multiplication in the embedding.
    static let embed = 1.5e-10
    /// Seconds of a step of a search, for each column.
    static let search = 1e-8
    /// Bytes of an edge while it is read.
    static let readingBytes = 90.0
    /// Bytes of a ghost node.
    static let ghostBytes = 40.0
    /// Bytes of an entry of a batch.
    static let batchBytes = 24.0
    /// Copies of signatures while classes are found, and of embeddings while they are computed and searched.
    static let signatureCopies = 4.0
    static let embeddingCopies = 3.0
    static let matchingCopies = 9.0
    static let matchingCopiesAlone = 5.5
    /// Entries of a row of refinement, and bytes that a ghost node tells, over all rounds.
    static let refinedEntries = 4.5
    static let refinedGhostBytes = 22.0
    /// Copies of robust signatures of both graphs while neighbors are found.
    static let robustCopies = 5.5
    /// Bytes of an entry of a row while it is refined, and of a node in the process that has all candidates.
    static let robustRows = 17.0
    static let robustRowsOfFirst = 450.0
    /// Seconds to write a line.
    static let line = 7e-7
  }
}
