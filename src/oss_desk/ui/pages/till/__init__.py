"""The page Till: the shift, its count, cash in and out, reports, receipts."""
