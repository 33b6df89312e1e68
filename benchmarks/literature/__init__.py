"""Published benchmark instances: read, solved by an engine, and judged by their own rules."""
