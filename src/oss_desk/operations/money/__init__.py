"""Demands, payments, receipts and their copies."""
