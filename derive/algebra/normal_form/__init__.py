"""Normal forms of scalar terms: rational functions over generators."""
