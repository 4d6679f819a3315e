"""A second, small checker of the calculus, which shares no deciding code with the prover."""
