"""From the XML of a Word template to the source of a Jinja template: cleaned, checked, patched, every tag located."""
