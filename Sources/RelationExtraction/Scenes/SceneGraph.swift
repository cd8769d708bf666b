internal import Files

/// Something that was found in a picture.
public struct SceneObject: Sendable, Hashable, Codable {
  /// What it is, such as “man”.
  public var label: String?
  /// How sure the detector was.
  public var score: Double?
  /// Where it is, in pixels of the picture that the detector saw, which may not be the original.
  public var box: Box?

  /// A rectangle by two corners.
  public struct Box: Sendable, Hashable, Codable {
    /// The coordinates of the corners.
    public var left, top, right, bottom: Double

    /// A rectangle by its corners.
    public init(left: Double, top: Double, right: Double, bottom: Double) {
      (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
    }
  }

  /// An object of which little need be known.
  public init(label: String? = nil, score: Double? = nil, box: Box? = nil) {
    (self.label, self.score, self.box) = (label, score, box)
  }
}

/// How two objects of a picture are related, such as “man wearing shirt”.
public struct SceneRelation: Sendable, Hashable, Codable {
  /// The object that has the relation, and the one to which it has it.
  public var subject, object: Int
  /// What the relation is, such as “wearing”.
  public var predicate: String?
  /// How sure the detector was.
  public var score: Double?

  /// A relation between two objects.
  public init(subject: Int, object: Int, predicate: String? = nil, score: Double? = nil) {
    (self.subject, self.object, self.predicate, self.score) = (subject, object, predicate, score)
  }
}

/// The objects of a picture and how they are related: the second graph of MEGA.
public struct SceneGraph: Sendable, Hashable {
  /// The name of the picture.
  public var imageID: String
  /// What was found, the surest first.
  public var objects: [SceneObject]
  /// How the objects are related.
  public var relations: [SceneRelation]

  /// - Precondition: every relation is between objects that exist.
  public init(imageID: String, objects: [SceneObject], relations: [SceneRelation]) {
    (self.imageID, self.objects, self.relations) = (imageID, objects, relations)
    precondition(problem == nil, problem ?? "")
  }

  /// A relation that is not between objects.
  private var problem: String? {
    relations.first {
      !objects.indices.contains($0.subject) || !objects.indices.contains($0.object)
    }
    .map { "\($0.subject) → \($0.object) is no relation of \(objects.count) objects" }
  }

  /// What an object is, or its number if that is not known.
  package func label(ofObject object: Int) -> String {
    (objects.indices.contains(object) ? objects[object].label : nil) ?? "object \(object)"
  }

  /// The graph with the first objects only, and the relations among them.
  ///
  /// Detectors list objects by score, so the first are the surest.
  public func keepingObjects(_ limit: Int) -> SceneGraph {
    SceneGraph(
      imageID: imageID, objects: Array(objects.prefix(limit)),
      relations: relations.filter { $0.subject < limit && $0.object < limit })
  }
}

extension SceneGraph: Codable {
  /// Decodes a graph.
  ///
  /// - Throws: `DecodingError`, also when a relation is not between objects.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    imageID = try values.decode(String.self, forKey: .imageID)
    objects = try values.decode([SceneObject].self, forKey: .objects)
    relations = try values.decode([SceneRelation].self, forKey: .relations)
    if let problem { throw DecodingError.invalid(problem, in: decoder) }
  }
}
