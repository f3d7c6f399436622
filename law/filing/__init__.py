"""Filing review (立案审查): clocks, conditions, coded defects, jurisdiction by level, cross-region filing."""
