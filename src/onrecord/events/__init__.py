"""Events: who did what to whom, whether it happened, and on whose word.

    triggers ─▶ participants ─▶ status ─▶ time, place, voice ─▶ one event once

Types are PLOVER's of 2023; for contacts (CONSULT) the mode says what kind. Nothing that stands inside a statement's
content is coded as the outlet's.
"""

from onrecord.events.coding import ORIGIN, code_events

__all__ = ["ORIGIN", "code_events"]
