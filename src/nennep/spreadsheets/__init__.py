"""Sheets as they are: read within limits whatever they hold, find their header, write them so that nothing runs."""
