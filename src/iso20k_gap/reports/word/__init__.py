"""Word documents: a template's styles, our content, charts that can be changed."""
