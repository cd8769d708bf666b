public import ArgumentParser
public import RelationExtraction

// The library's own choices, as words on the command line.
extension ParseAssociation: ExpressibleByArgument {}
extension MissingDataPolicy: ExpressibleByArgument {}
extension StructuralAlignment.TieRule: ExpressibleByArgument {}
