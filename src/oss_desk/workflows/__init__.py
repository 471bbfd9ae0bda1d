"""Services as data: definition, reader, rules and engine; knows neither Qt nor SQL."""
