-- +goose Up

alter table accounts drop constraint accounts_role_check;
alter table accounts add constraint accounts_role_check
    check (role in ('pupil', 'teacher', 'researcher', 'author', 'operator'));

-- Authors come and go, with their accounts; what they wrote stays. Hence no
-- foreign keys to accounts here.
create table drafts (
    id         uuid   primary key,
    item_id    text   not null check (item_id <> ''),
    base       int    not null check (base >= 0),
    content    jsonb  not null,
    state      text   not null check (state in ('draft', 'in_review', 'rejected', 'published')),
    revision   int    not null check (revision > 0),
    edited_by  uuid[] not null,
    approvals  jsonb  not null,
    reason     text   not null,
    version    int    not null check ((state = 'published') = (version > 0)),
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create unique index drafts_open on drafts (item_id) where state in ('draft', 'in_review');
create index on drafts (item_id, updated_at);

create table comments (
    id          uuid primary key,
    item_id     text not null check (item_id <> ''),
    draft_id    uuid references drafts on delete cascade,
    path        text not null,
    text        text not null check (text <> ''),
    author_id   uuid not null,
    at          timestamptz not null,
    resolved_by uuid,
    resolved_at timestamptz
);
create index on comments (item_id, at);

-- Where a version came from: seeded with the program, made of a draft, or
-- neither, as by an import. A calibration is the only other source so far.
alter table items
    add column seeded   bool not null default false,
    add column draft_id uuid references drafts;
update items set seeded = content #>> '{parameters,source}' = 'prior';
