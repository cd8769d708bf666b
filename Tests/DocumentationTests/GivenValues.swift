/// What samples in documentation comments use without making it: names and their types.
enum GivenValues {
  /// The values that samples of a file are given, by the module of the file and by its name.
  static func of(_ file: String, in module: String) -> [String: String] {
    switch (module, file) {
    case ("GraphAlignment", "REGAL+Batch.swift"): ["sentences": "[Graph]", "scenes": "[Graph]"]
    case ("GraphAlignment", "MultipleAlignment.swift"):
      ["yeast": "Graph", "fly": "Graph", "human": "Graph"]
    case ("GraphAlignment", _), ("AlignmentBaselines", _):
      ["source": "Graph", "target": "Graph", "alignment": "Alignment"]
    case ("ReportPages", "Chart.swift"): ["page": "String"]
    case ("ReportPages", _): ["source": "Graph", "target": "Graph", "alignment": "Alignment"]
    case ("Graphs", "PartitioningPoint.swift"): ["names": "[String]", "name": "String"]
    case ("Graphs", _): ["graph": "Graph", "source": "Graph", "target": "Graph"]
    case ("Parallel", "ParallelFor.swift"): ["a": "Graph", "b": "Graph"]
    case ("Parallel", _): ["matrix": "Matrix", "rowCount": "Int", "width": "Int", "height": "Int"]
    case ("Files", "TensorFile+Bytes.swift"): ["file": "TensorFile"]
    case ("Files", "FileWriter.swift"):
      ["copy": "Graph", "ids": "NodeIdentifiers", "truth": "[Int]"]
    case ("RelationExtraction", "RelationScores.swift"):
      ["gold": "[Int]", "predicted": "[Int]", "vocabulary": "RelationVocabulary"]
    case ("RelationExtraction", "StructuralAlignment.swift"):
      ["words": "DependencyGraph", "objects": "SceneGraph"]
    case ("RelationExtraction", "AlignmentDrawing.swift"):
      ["graph": "DependencyGraph", "scene": "SceneGraph", "alignment": "WordObjectAlignment"]
    case ("MEGAModel", "RelationModel.swift"):
      ["configuration": "ModelConfiguration", "directory": "BERTDirectory"]
    default: [:]
    }
  }
}
