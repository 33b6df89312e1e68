"""Changes trips as a dispatcher asks: frozen edits, applied one after the other to a sheet."""

from optimizer.edits.applying import apply_edit
from optimizer.edits.kinds import (
    AllowVehicle,
    Edit,
    ForbidVehicle,
    LockStopVehicle,
    LockTrip,
    MoveOrders,
    MoveStop,
    NewTrip,
    PinDeparture,
    PutOn,
    RemoveTrip,
    ReorderStops,
    ReverseTrip,
    TakeOff,
    UnlockStopVehicle,
    UnlockTrip,
    edit_from,
    edit_to,
)
from optimizer.edits.refusals import EditRefused
from optimizer.edits.sheet import Note, Sheet, SheetStop, SheetTrip, sheet_of

__all__ = [
    "AllowVehicle",
    "Edit",
    "EditRefused",
    "ForbidVehicle",
    "LockStopVehicle",
    "LockTrip",
    "MoveOrders",
    "MoveStop",
    "NewTrip",
    "Note",
    "PinDeparture",
    "PutOn",
    "RemoveTrip",
    "ReorderStops",
    "ReverseTrip",
    "Sheet",
    "SheetStop",
    "SheetTrip",
    "TakeOff",
    "UnlockStopVehicle",
    "UnlockTrip",
    "apply_edit",
    "edit_from",
    "edit_to",
    "sheet_of",
]
