"""The page that shows a paper as it will lie in the citizen's hands, before it is printed or saved."""
