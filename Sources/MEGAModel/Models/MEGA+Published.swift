#if Torch
  public import Files

  extension MEGA {
    /// The model of a published checkpoint: MEGA with the code's equations, or a BERT with entity markers.
    ///
    /// Arrays are called as in the published code, `sentence_encoder.bert.…`, `sentence_encoder.linear_pic.…`
    /// and `fc.…`, whatever `model.` or `module.` stands before. Two layers that the code never uses,
    /// `linear_merge` and, in MEGA, `linear`, are passed over.
    ///
    /// - Throws: ``Files/FileError`` when an array is missing or has another shape.
    public convenience init(
      published file: TensorFile, encoder: BERTConfiguration, relationCount: Int
    ) throws {
      var entries: [String: TensorFile.Entry] = [:]
      for entry in file.entries {
        var name = Substring(entry.name)
        while let prefix = ["model.", "module."].first(where: name.hasPrefix) {
          name = name.dropFirst(prefix.count)
        }
        entries[String(name)] = entry
      }
      let isMEGA = entries["sentence_encoder.linear_pic.weight"] != nil
      var configuration = MEGAConfiguration(
        isMEGA ? .mega : .mtb, preset: .release, relationCount: relationCount,
        stateWidth: encoder.width)
      configuration.encoder = encoder
      if let shape = entries["sentence_encoder.linear_pic.weight"]?.shape, shape.count == 2 {
        (configuration.attentionWidth, configuration.featureWidth) = (shape[0], shape[1])
      }
      configuration.maximumLength = min(configuration.maximumLength, encoder.maximumLength)
      try self.init(configuration)
      for name in parameters.names {
        let own: String
        if name.hasPrefix("encoder.") {
          own = "sentence_encoder.bert." + name.dropFirst("encoder.".count)
        } else if name.hasPrefix("head.fc.") {
          own = String(name.dropFirst("head.".count))
        } else {
          own = "sentence_encoder." + name.dropFirst("head.".count)
        }
        let older = own.replacing("LayerNorm.weight", with: "LayerNorm.gamma")
          .replacing("LayerNorm.bias", with: "LayerNorm.beta")
        guard let entry = entries[own] ?? entries[older] else {
          throw FileError(file: file.name, reason: "there is no array “\(own)”")
        }
        guard entry.shape == parameters[name].shape else {
          throw FileError(
            file: file.name,
            reason: "“\(entry.name)” has shape \(entry.shape), not \(parameters[name].shape)")
        }
        try parameters[name].assign(Tensor(file.floats(entry.name), shape: entry.shape))
      }
    }
  }
#endif
