"""The view of a desk's numbered blanks, for the page that shows it."""
