"""A visit at the counter: its basket, papers, answers and drafts, up to the start of its cases."""
