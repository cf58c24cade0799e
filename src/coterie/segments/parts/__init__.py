"""What conditions are made of: windows, comparisons, filters."""
