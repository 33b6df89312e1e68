"""Reads files, checks them against the input contract, returns one `Instance`."""

from optimizer.inputs.fingerprint import network_fingerprint, orders_fingerprint
from optimizer.inputs.reading import (
    read_drivers,
    read_instance,
    read_network,
    read_orders,
    read_travel_tables,
)
from optimizer.inputs.uploads import (
    IGNORED,
    ORDER_COLUMNS,
    REQUIRED_COLUMNS,
    Preview,
    ReadOrder,
    preview_orders,
    read_order_rows,
    read_order_table,
    read_order_values,
)

__all__ = [
    "IGNORED",
    "ORDER_COLUMNS",
    "REQUIRED_COLUMNS",
    "Preview",
    "ReadOrder",
    "network_fingerprint",
    "orders_fingerprint",
    "preview_orders",
    "read_drivers",
    "read_instance",
    "read_network",
    "read_order_rows",
    "read_order_table",
    "read_order_values",
    "read_orders",
    "read_travel_tables",
]
