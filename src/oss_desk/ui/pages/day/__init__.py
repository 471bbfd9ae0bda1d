"""The page Today: what is left to do before the office closes, the papers it holds, and its notices."""
