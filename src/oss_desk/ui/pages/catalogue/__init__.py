"""The page Catalogue: services found by everyday words or a life event, and the sheet of one service."""
