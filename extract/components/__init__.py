"""The spaCy components, one folder each: the component, its factory, its lexicons."""
