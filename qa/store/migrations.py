"""The tables of an archive's file, as the steps that made them: a file of any age is brought to the last step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

CHANGED = (
    "INSERT INTO manifest VALUES ('changes', '1')"
    " ON CONFLICT (key) DO UPDATE SET value = CAST(manifest.value AS INTEGER) + 1;"
)
"""Counts a change of the interviews: derived indexes are brought up to date when it has moved."""

_INTERVIEWS = """
CREATE TABLE manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, rules TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (
    interview TEXT PRIMARY KEY, path TEXT NOT NULL, raw BLOB NOT NULL, sha256 TEXT NOT NULL, rules TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE interviews (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, outlet TEXT, date TEXT, url TEXT, authors TEXT NOT NULL, note TEXT,
    text TEXT NOT NULL, blocks TEXT NOT NULL, people TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT, interview TEXT NOT NULL, question_start INTEGER, question_end INTEGER
);
CREATE TABLE utterances (
    id INTEGER PRIMARY KEY AUTOINCREMENT, turn INTEGER NOT NULL, interview TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, speaker TEXT, sha256 TEXT NOT NULL
);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, utterance INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL
);
CREATE TABLE vectors (passage INTEGER, model TEXT, vector BLOB NOT NULL, PRIMARY KEY (passage, model)) WITHOUT ROWID;
CREATE TABLE moved (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL DEFAULT (datetime('now')),
    event TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE INDEX turns_interview ON turns (interview);
CREATE INDEX utterances_interview ON utterances (interview);
CREATE INDEX passages_utterance ON passages (utterance);
"""

# Files of the first version may hold some of these already: they came one by one, before the steps had numbers.
_DECISIONS_AND_FEEDBACK = f"""
CREATE TABLE IF NOT EXISTS people_decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, author TEXT NOT NULL, action TEXT NOT NULL,
    reason TEXT NOT NULL, anchors TEXT NOT NULL, others TEXT NOT NULL, name TEXT, undoes INTEGER
);
CREATE TABLE IF NOT EXISTS corrections (
    interview TEXT NOT NULL, version INTEGER NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL,
    text_sha256 TEXT NOT NULL, reason TEXT NOT NULL, decision TEXT NOT NULL, PRIMARY KEY (interview, version)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parsed (
    interview TEXT PRIMARY KEY, blocks TEXT NOT NULL, people TEXT NOT NULL, turns TEXT NOT NULL, lost INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL DEFAULT (datetime('now')),
    turn TEXT NOT NULL, question TEXT NOT NULL, verdict TEXT NOT NULL, note TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS sentences (utterance INTEGER PRIMARY KEY, model TEXT NOT NULL, texts BLOB NOT NULL);
CREATE TRIGGER IF NOT EXISTS utterance_removed AFTER DELETE ON utterances BEGIN
    DELETE FROM sentences WHERE utterance = old.id;
END;
CREATE TRIGGER IF NOT EXISTS interview_added AFTER INSERT ON interviews BEGIN {CHANGED} END;
CREATE TRIGGER IF NOT EXISTS interview_changed AFTER UPDATE ON interviews BEGIN {CHANGED} END;
CREATE TRIGGER IF NOT EXISTS interview_removed AFTER DELETE ON interviews BEGIN {CHANGED} END;
"""

_READINGS = """
CREATE TABLE readings (
    id INTEGER PRIMARY KEY AUTOINCREMENT, utterance INTEGER NOT NULL, model TEXT NOT NULL, dimension INTEGER NOT NULL,
    whole BLOB NOT NULL, sentences BLOB NOT NULL, UNIQUE (utterance, model)
);
CREATE TRIGGER utterance_unread AFTER DELETE ON utterances BEGIN
    DELETE FROM readings WHERE utterance = old.id;
END;
"""

# A reading outlives its utterance for a while: the same words put anew take it over.
_READINGS_BY_WORDS = """
ALTER TABLE readings ADD COLUMN digest TEXT NOT NULL DEFAULT '';
CREATE INDEX readings_digest ON readings (digest, model);
DROP TRIGGER utterance_unread;
"""

# What a file says by its own structure, and of itself, so that its text is read anew without the file.
_MARKS = """
ALTER TABLE interviews ADD COLUMN marks TEXT NOT NULL DEFAULT '[]';
ALTER TABLE sources ADD COLUMN stated TEXT;
"""

_WITHDRAWN = """
CREATE TABLE withdrawn (
    interview TEXT PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, at TEXT NOT NULL DEFAULT (datetime('now')),
    author TEXT NOT NULL, reason TEXT NOT NULL
) WITHOUT ROWID;
"""

# What came in by a browser or a watched folder; its bytes stand last, so that a list does not read them.
_INCOMING = """
CREATE TABLE incoming (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL DEFAULT (datetime('now')), author TEXT NOT NULL,
    name TEXT NOT NULL, path TEXT NOT NULL, kind TEXT NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '', interview TEXT NOT NULL DEFAULT '', decided TEXT NOT NULL DEFAULT '',
    text_sha256 TEXT NOT NULL DEFAULT '', summary TEXT NOT NULL DEFAULT '', article TEXT NOT NULL DEFAULT '',
    raw BLOB NOT NULL DEFAULT x''
);
CREATE INDEX incoming_state ON incoming (state);
CREATE INDEX incoming_path ON incoming (path);
"""

_ERRATA = """
CREATE TABLE errata (
    interview TEXT NOT NULL, version INTEGER NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL,
    text_sha256 TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (interview, version)
) WITHOUT ROWID;
"""

# The audit's rows are only ever added: the file itself refuses to change them, or to delete one before its time.
_AUDIT = """
ALTER TABLE audit ADD COLUMN target TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN who TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN role TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN door TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN question TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN version INTEGER;
UPDATE audit SET target = detail, detail = '{}';
CREATE TABLE audit_versions (id INTEGER PRIMARY KEY, facts TEXT NOT NULL UNIQUE);
CREATE TABLE audit_rules (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE audit_shown (
    entry INTEGER NOT NULL, place INTEGER NOT NULL, interview TEXT NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, sha256 BLOB NOT NULL, PRIMARY KEY (entry, place)
) WITHOUT ROWID;
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_event ON audit (event, at);
CREATE INDEX audit_who ON audit (who);
CREATE INDEX audit_target ON audit (target);
CREATE INDEX audit_shown_interview ON audit_shown (interview);
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER audit_unreplaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'the audit is only added to');
END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit WHEN NOT EXISTS (
    SELECT 1 FROM audit_rules WHERE key = 'days' AND old.at < datetime('now', '-' || value || ' days')
) BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER audit_forgotten AFTER DELETE ON audit BEGIN DELETE FROM audit_shown WHERE entry = old.id; END;
CREATE TRIGGER audit_shown_unchanged BEFORE UPDATE ON audit_shown BEGIN
    SELECT RAISE(ABORT, 'the audit is only added to');
END;
CREATE TRIGGER audit_shown_unreplaced BEFORE INSERT ON audit_shown
WHEN EXISTS (SELECT 1 FROM audit_shown WHERE entry = new.entry AND place = new.place) BEGIN
    SELECT RAISE(ABORT, 'the audit is only added to');
END;
CREATE TRIGGER audit_shown_kept BEFORE DELETE ON audit_shown
WHEN EXISTS (SELECT 1 FROM audit WHERE id = old.entry) BEGIN
    SELECT RAISE(ABORT, 'the audit is only added to');
END;
"""

# What readers said and missed, and what became of it: "new", "seen", "done". A case is a labelled question.
_INBOX = """
ALTER TABLE feedback ADD COLUMN key TEXT NOT NULL DEFAULT '';
ALTER TABLE feedback ADD COLUMN version TEXT NOT NULL DEFAULT '';
ALTER TABLE feedback ADD COLUMN state TEXT NOT NULL DEFAULT 'new';
ALTER TABLE feedback ADD COLUMN handled_by TEXT NOT NULL DEFAULT '';
ALTER TABLE feedback ADD COLUMN handled_at TEXT NOT NULL DEFAULT '';
CREATE TABLE missed (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, question TEXT NOT NULL, found TEXT NOT NULL,
    limits TEXT NOT NULL, version TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'new',
    handled_by TEXT NOT NULL DEFAULT '', handled_at TEXT NOT NULL DEFAULT ''
);
CREATE TABLE cases (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL DEFAULT (datetime('now')), author TEXT NOT NULL,
    question TEXT NOT NULL, turn TEXT NOT NULL DEFAULT '', UNIQUE (question, turn)
);
CREATE INDEX feedback_state ON feedback (state);
CREATE INDEX missed_state ON missed (state);
CREATE INDEX missed_at ON missed (at);
"""

_VERSIONS = """
CREATE TABLE versions (
    interview TEXT NOT NULL, number INTEGER NOT NULL, until TEXT NOT NULL DEFAULT (datetime('now')),
    source TEXT NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL, people TEXT NOT NULL, marks TEXT NOT NULL,
    turns TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (interview, number)
) WITHOUT ROWID;
CREATE INDEX withdrawn_sha256 ON withdrawn (sha256);
CREATE INDEX interviews_url ON interviews (url);
"""

# The facts of an article beneath those by which an editor has described it; and who took in what came.
_DESCRIBED = """
ALTER TABLE parsed ADD COLUMN source TEXT;
ALTER TABLE incoming ADD COLUMN decider TEXT NOT NULL DEFAULT '';
"""

_KEYS = """
CREATE TABLE keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE, hint TEXT NOT NULL,
    role TEXT NOT NULL, per_minute INTEGER NOT NULL, at TEXT NOT NULL DEFAULT (datetime('now')),
    author TEXT NOT NULL, used TEXT, revoked TEXT
);
CREATE UNIQUE INDEX keys_in_force ON keys (name) WHERE revoked IS NULL;
"""

# When an interview first came, and when what is listed of it, or its length, last changed: whoever writes it.
_DATED = """
INSERT INTO dates VALUES (new.id, datetime('now'), datetime('now'), {facts}) ON CONFLICT (interview) DO UPDATE
    SET changed = excluded.changed, facts = excluded.facts WHERE facts <> excluded.facts;
"""
_FACTS = "json_array(new.title, new.outlet, new.date, new.people, length(new.text))"
_DATES = f"""
CREATE TABLE dates (
    interview TEXT PRIMARY KEY, added TEXT NOT NULL, changed TEXT NOT NULL, facts TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO dates SELECT id, datetime('now'), datetime('now'), {_FACTS.replace("new.", "")} FROM interviews;
CREATE TRIGGER interview_dated AFTER INSERT ON interviews BEGIN {_DATED.format(facts=_FACTS)} END;
CREATE TRIGGER interview_dated_anew AFTER UPDATE ON interviews BEGIN {_DATED.format(facts=_FACTS)} END;
"""

# A build asks for each file what came from it, a removal which files are still there: neither reads all sources.
_SOURCES_BY_PATH = "CREATE INDEX sources_path ON sources (path);"

# How many blocks wait in each interview that has any: counted as it is written, so that nobody reads all to know.
_COUNT_WAITING = (
    "INSERT OR REPLACE INTO waiting_blocks SELECT id, n FROM (SELECT {0}.id AS id,"
    " (SELECT count(*) FROM json_each({0}.blocks) b WHERE NOT json_extract(b.value, '$[6]')) AS n {1}) WHERE n;"
)
_WAITING = f"""
CREATE TABLE waiting_blocks (interview TEXT PRIMARY KEY, blocks INTEGER NOT NULL) WITHOUT ROWID;
CREATE TRIGGER waiting_added AFTER INSERT ON interviews WHEN instr(new.blocks, 'false') BEGIN
    {_COUNT_WAITING.format("new", "")}
END;
CREATE TRIGGER waiting_changed AFTER UPDATE OF blocks ON interviews BEGIN
    DELETE FROM waiting_blocks WHERE interview = old.id;
    {_COUNT_WAITING.format("new", "")}
END;
CREATE TRIGGER waiting_removed AFTER DELETE ON interviews BEGIN
    DELETE FROM waiting_blocks WHERE interview = old.id;
END;
{_COUNT_WAITING.format("interviews", "FROM interviews WHERE instr(blocks, 'false')")}
"""

# Hashes of some runs of words, by which other prints of an interview are found, and those that were.
_PRINTS = """
CREATE TABLE sketched (id INTEGER PRIMARY KEY AUTOINCREMENT, interview TEXT NOT NULL UNIQUE);
CREATE TABLE sketches (hash INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (hash, id)) WITHOUT ROWID;
CREATE INDEX sketches_id ON sketches (id);
CREATE TABLE prints (interview TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (interview, other)) WITHOUT ROWID;
CREATE INDEX prints_other ON prints (other);
"""

# What is taken in as the new edition of an interview, and the sources whose place was taken so.
_SUPERSEDED = """
ALTER TABLE incoming ADD COLUMN succeeds TEXT NOT NULL DEFAULT '';
CREATE TABLE superseded (
    path TEXT NOT NULL, interview TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (path, interview)
) WITHOUT ROWID;
"""

# The same, with the id that the article of a source has by itself.
_EDITIONS = """
DROP TABLE superseded;
CREATE TABLE editions (
    path TEXT NOT NULL, own TEXT NOT NULL, interview TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (path, own)
) WITHOUT ROWID;
"""

MIGRATIONS = (
    _INTERVIEWS, _DECISIONS_AND_FEEDBACK, _READINGS, _READINGS_BY_WORDS, _MARKS, _WITHDRAWN, _INCOMING, _ERRATA,
    _AUDIT, _INBOX,
    _VERSIONS,
    _DESCRIBED,
    _KEYS,
    _DATES,
    _SOURCES_BY_PATH,
    _WAITING,
    _PRINTS,
    _SUPERSEDED,
    _EDITIONS,
)  # fmt: skip
"""What each version added. The file's user_version counts the steps it has taken; a step, once given out, stays."""


def statements_of(script: str) -> Iterator[str]:
    """Parts a script into its statements: sqlite3's own executescript would commit before it begins."""
    statement = ""
    for piece in script.split(";"):
        statement += f"{piece};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
