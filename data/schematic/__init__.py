"""The schematic county: facts, bends and placed points made into a network folder."""
