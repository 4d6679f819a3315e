"""Values of integrals and infinite sums that are not found by an antiderivative, one topic a file."""
