"""Values of terms at points, and points at which propositions hold: a second evaluator, for audits only."""
