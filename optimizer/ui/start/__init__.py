"""What Streamlit runs; apart from the pages, which it would take for its own kind of pages."""
