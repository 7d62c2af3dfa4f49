"""How the engine's weights are made."""
