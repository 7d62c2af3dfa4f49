"""What can go wrong, as a caller sees it.

    OnRecordError
    ├── CaptureError   the input could not be read: missing, refused, too large, not text
    ├── ArticleError   read, but there is no report in it
    ├── QueryError     a question that is not understood, and where
    ├── StoreError     the record file cannot be opened or written
    │   └── SchemaError   it was written by a newer onrecord
    └── ModelError     the engine's files are missing or damaged

Each message names the input, what is wrong with it, and what to do.
"""


class OnRecordError(Exception):
    """The base of all errors that onrecord raises on purpose."""


class CaptureError(OnRecordError):
    """An input could not be read."""


class ArticleError(OnRecordError):
    """An input was read, but holds no report."""


class QueryError(OnRecordError):
    """A question was not understood."""


class StoreError(OnRecordError):
    """The record file could not be opened or written."""


class SchemaError(StoreError):
    """The record file was written by a newer version."""


class ModelError(OnRecordError):
    """The engine's model files are missing or damaged."""
