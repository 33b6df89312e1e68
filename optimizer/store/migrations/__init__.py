"""The revisions of the store's tables, run by `optimizer.store.migrating`."""
