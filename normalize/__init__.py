"""Raw words to typed values: organisations, quantities, dates, targets, lost characters."""
