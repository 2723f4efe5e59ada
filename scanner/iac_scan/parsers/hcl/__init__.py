"""HCL and its JSON form to one syntax tree."""
