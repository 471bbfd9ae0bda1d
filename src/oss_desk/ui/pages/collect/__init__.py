"""The page Collect: what is ready, who takes it, by which document, and the handover."""
