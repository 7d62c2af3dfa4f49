-- The record file. A capture is what was received; a record is what one version of onrecord read in it. The rows of
-- `statement` and `party` are drawn from the current record of each capture, and can be made again from its body.

create table capture (
    id         integer primary key,
    sha256     text not null,
    url        text not null default '',   -- '' so that two captures without one are the same
    path       text,
    row        integer,
    media_type text not null,
    length     integer not null,
    fetched    text,
    added      text not null,              -- UTC instant
    envelope   text not null,              -- the capture as JSON, without its text
    text       blob not null,              -- zlib over UTF-8
    unique (sha256, url)
);

create table record (
    id             integer primary key,
    capture        integer not null references capture on delete cascade,
    version        text not null,
    hints          text not null,          -- what the reading was told beside the bytes, as JSON
    current        integer not null,       -- 1 for the one whose statements are asked for
    added          text not null,
    title          text,
    outlet         text,
    outlet_folded  text not null,          -- see query.fold
    published      text,
    lang           text,
    body           blob not null,          -- the record as JSON, zlib
    unique (capture, version, hints)
);
create unique index record_current on record (capture) where current;   -- one reading of a capture counts

create table failure (
    id      integer primary key,
    sha256  text not null,
    address text not null,                 -- url, else path, with the row
    version text not null,
    kind    text not null,
    message text not null,
    origin  text not null,                 -- as JSON
    added   text not null,
    unique (sha256, address, version)
);

create table statement (
    id             integer primary key,
    record         integer not null references record on delete cascade,
    number         text not null,          -- the id within the record: s1
    outlet         text,
    published      text,
    title          text,
    address        text,
    speaker        text,
    voice          text not null,
    addressee      text,
    on_word_of     text not null,          -- JSON list
    kind           text not null,
    type           text not null,
    negated        integer not null,
    said           text,
    source         text not null,
    cue            text not null,
    content        text not null,
    occasion       text not null,
    within         text,
    confidence     real not null,
    earliest       text,                   -- the days it may have been said on, or was published on
    latest         text,
    content_folded text not null,
    unique (record, number)
);
create index statement_days on statement (earliest, latest);            -- what was said in a period

create table party (
    statement integer not null references statement on delete cascade,
    part      text not null check (part in ('speaker', 'addressee', 'via')),
    folded    text not null                -- one of the party's names
);
create index party_of_statement on party (statement, part);             -- who is behind a statement
create index party_by_name on party (part, folded, statement);          -- all a name can be found by, in one index
