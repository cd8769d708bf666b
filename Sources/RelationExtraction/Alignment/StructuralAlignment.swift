public import GraphAlignment
internal import Graphs
internal import LinearAlgebra

/// What to do about a picture or a parse that is not there.
public enum MissingDataPolicy: String, Sendable, Codable, CaseIterable {
  /// Go on as if there were no objects, and count.
  case zeros
  /// Leave the sample out, and count.
  case skip
  /// Throw.
  case fail
}

/// Aligns the words of a text with the objects of its picture by the structure of both graphs.
///
/// ```swift
/// let structure = StructuralAlignment(aligner: REGAL.paper)
/// let alignment = try structure.weights(words: words, objects: objects)
/// print(alignment.weights[0, 3])
/// ```
///
/// The weights are α of MEGA: for each word the similarities of its best objects, zero for the others.
/// What a word or an object *is* has no influence, and neither have labels of edges; directions are
/// not looked at.
///
/// Source: Zheng, Feng, Fu, Cai, Li & Wang, "Multimodal Relation Extraction with Efficient Graph
/// Alignment", ACM MM 2021, sections 4.2 and 4.3, doi:10.1145/3474085.3476968.
public struct StructuralAlignment: Sendable {
  /// What decides between objects that are equally similar to a word.
  public enum TieRule: String, Sendable, Codable, CaseIterable {
    /// Objects with smaller numbers, which detectors are surer of, win.
    case first
    /// The objects that are tied share the places that are left for them.
    case share
  }

  /// Finds the similarities. It should give a candidate for each object, up to ``objectLimit``.
  public var aligner: any GraphAligner

  /// m: further objects of a picture are left out.
  public var objectLimit = 10

  /// Whether every picture has ``objectLimit`` objects, the missing ones without relations, as in the
  /// published code. Otherwise it has those that were detected.
  public var addsMissingObjects = false

  /// k: how many objects a word is aligned with, the published 1, 5 or 10.
  public var candidateCount = 1

  /// What decides between objects that are equally similar.
  public var tieRule = TieRule.first

  /// Similarities that differ by less than this share are equal.
  ///
  /// Two thirds of the words of real posts have more than one best object. Aligners compute in `Float`,
  /// so equal objects may differ in the seventh digit, and that must not decide.
  public var tieTolerance = 1e-6

  /// The paper's settings with any aligner.
  public init(aligner: any GraphAligner) { self.aligner = aligner }

  /// The paper: its REGAL, detected objects, the best of them.
  public static var paper: StructuralAlignment { StructuralAlignment(aligner: REGAL.paper) }

  /// The published code: its REGAL, always ten objects.
  public static var release: StructuralAlignment {
    var structure = StructuralAlignment(aligner: REGAL.authorsCode)
    structure.addsMissingObjects = true
    return structure
  }

  /// Aligns words with objects.
  ///
  /// - Returns: a row for each word and a column for each object that was kept; zeros if there are no
  ///   relations among objects and ``addsMissingObjects`` is off, or if there are no words.
  /// - Throws: what the aligner throws.
  public func weights(words: DependencyGraph, objects: SceneGraph) throws -> WordObjectAlignment {
    let kept = objects.keepingObjects(objectLimit)
    let columns = addsMissingObjects ? objectLimit : kept.objects.count
    guard !words.words.isEmpty, columns > 0, addsMissingObjects || !kept.relations.isEmpty else {
      return .zeros(wordCount: words.words.count, objectCount: columns)
    }
    let source = Graph(nodeCount: words.words.count, edges: words.edges.map { ($0.governor, $0.dependent) })
    let target = Graph(nodeCount: columns, edges: kept.relations.map { ($0.subject, $0.object) })
    return select(try aligner.align(source, to: target))
  }

  func select(_ alignment: Alignment) -> WordObjectAlignment {
    var weights = Matrix(rowCount: alignment.sourceCount, columnCount: alignment.targetCount)
    var tieCount = 0
    for word in 0..<alignment.sourceCount {
      let candidates = alignment.candidates(of: word)
      var left = candidateCount
      var i = 0
      // What is not similar at all gets no weight, so it cannot be tied either.
      while i < candidates.count, left > 0, candidates[i].similarity > 0 {
        // Candidates descend, so those that are equal to the first of a group follow it.
        let least = Double(candidates[i].similarity) * (1 - tieTolerance)
        var group: [Candidate] = []
        while i < candidates.count, Double(candidates[i].similarity) >= least {
          group.append(candidates[i])
          i += 1
        }
        group.sort { $0.target < $1.target }
        let isTied = group.count > left
        if isTied { tieCount += 1 }
        let share = isTied && tieRule == .share ? Float(left) / Float(group.count) : 1
        if isTied, tieRule == .first { group.removeSubrange(left...) }
        for candidate in group { weights[word, candidate.target] = candidate.similarity * share }
        left -= min(group.count, left)
      }
    }
    return WordObjectAlignment(weights: weights, tieCount: tieCount)
  }
}
