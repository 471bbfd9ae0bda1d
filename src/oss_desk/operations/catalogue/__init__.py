"""Services: listed, shown, checked, imported and published."""
