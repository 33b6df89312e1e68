"""Our engines and other solvers on the same problems, in one run, at the same time each."""
