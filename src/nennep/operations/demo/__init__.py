"""The demonstration: a province, its wards and schools, with people who are all invented."""
