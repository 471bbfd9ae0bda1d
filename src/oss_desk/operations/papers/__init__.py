"""What is printed: the content of each paper, and the jobs that print it."""
