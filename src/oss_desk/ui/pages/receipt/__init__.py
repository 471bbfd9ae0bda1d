"""The pages about money that is put right: a receipt with its corrections, and a fee that is waived."""
