"""Vietnamese text as offices type it: composed Unicode, names and their order, old encodings, partial dates."""
