"""Elements learned from a court's own labelled papers: features, training in folds, a model file without code or words."""
