"""Reads files, checks them against the input contract, returns one `Instance`."""

from optimizer.inputs.fingerprint import network_fingerprint, orders_fingerprint
from optimizer.inputs.reading import read_instance, read_network, read_orders, read_travel_tables

__all__ = [
    "network_fingerprint",
    "orders_fingerprint",
    "read_instance",
    "read_network",
    "read_orders",
    "read_travel_tables",
]
