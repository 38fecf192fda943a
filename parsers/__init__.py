"""Document to raw records: grids, continued and flattened tables, headings, lists, roles."""
