"""Records to files: CSV, JSON, JSON Lines, Parquet, SQLite, XLSX, data package."""
