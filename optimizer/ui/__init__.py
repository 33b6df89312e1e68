"""The desk in the browser: takes the request, calls one function, shows the answer."""
