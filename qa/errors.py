"""Every error that the package raises on purpose.

    QAError
    ├── SettingsError      a setting or an argument that can't be used
    ├── ArticleError       one file or record that can't be read as an article
    ├── StoreError         the archive's database can't be opened or reached, or is of another kind
    │   └── QuotationError a stored quotation no longer matches its source: never shown
    ├── NotFoundError      no such interview, turn or source
    │   └── WithdrawnError the interview was there, and was withdrawn
    ├── QuestionError      a question or a claim that can't be asked (empty, too long)
    ├── AccessError        the visitor's role does not reach that far
    ├── CorrectionError    a correction of an interview that can't be made as it is
    ├── MistakenError      what was derived says something else than the store: it is made anew
    ├── ErratumError       a published correction that can't be entered as it is
    └── PeopleError        a decision about people that can't be made as it is

Messages are Vietnamese: they reach the user as they are. `EncoderError` of `embeddings` stands beside this
tree, since `embeddings` knows nothing of `qa`.
"""


class QAError(Exception):
    """Root of the package's errors; `str(error)` is one clear Vietnamese line for the user."""


class SettingsError(QAError):
    """A setting or an argument can't be used."""


class ArticleError(QAError):
    """One file or record can't be read as an article; the others are not touched."""


class StoreError(QAError):
    """The archive's database can't be opened, is locked, or is of another kind."""


class QuotationError(StoreError):
    """A stored quotation no longer matches its source text; it must not be shown."""


class NotFoundError(QAError):
    """No such interview or turn in the archive."""


class WithdrawnError(NotFoundError):
    """The interview was in the archive and was withdrawn; `reason` is for editors."""

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class QuestionError(QAError):
    """A question or a claim that can't be asked: empty, or too long."""


class AccessError(QAError):
    """What was asked for is open to a higher role than the visitor's."""


class CorrectionError(QAError):
    """A correction of an interview that can't be made: its words, its speaker or its version don't fit."""


class ErratumError(QAError):
    """A published correction can't be entered: its words are not printed so, or its day is none."""


class PeopleError(QAError):
    """A decision about people that can't be made: it lacks something, or somebody else decided meanwhile."""


class MistakenError(QAError):
    """What was derived of an interview says something else than the store: it must be made anew."""
