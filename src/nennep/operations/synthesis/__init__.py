"""A ward, a province or a country of invented people, as large as is asked, the same for the same seed and day."""
