"""The sample office, and the hands that play its days."""
