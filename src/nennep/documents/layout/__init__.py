"""One description of a paper (`paper`), printed as Word (`word`), PDF (`pdf`) or sheet (`sheet`)."""
