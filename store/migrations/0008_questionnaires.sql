-- +goose Up

create table openings (
    region_id uuid not null,
    id        uuid not null,
    class_id  uuid not null,
    code      text not null check (code <> ''),
    opens_at  timestamptz not null,
    closes_at timestamptz not null check (closes_at >= opens_at),
    opened_by uuid not null,
    primary key (region_id, id),
    foreign key (region_id, class_id) references classes on delete cascade
);
create index on openings (id);
create index on openings (class_id, opens_at);

-- What people say of themselves goes with their account.
create table replies (
    region_id    uuid  not null,
    id           uuid  not null,
    account_id   uuid  not null,
    opening_id   uuid, -- null: a teacher's own
    code         text  not null check (code <> ''),
    version      int   not null check (version > 0),
    locale       text  not null check (locale in ('zh-CN', 'en')),
    answers      jsonb not null,
    started_at   timestamptz not null,
    updated_at   timestamptz not null,
    submitted_at timestamptz,
    primary key (region_id, id),
    constraint replies_once unique nulls not distinct (region_id, account_id, code, opening_id),
    foreign key (region_id, account_id) references accounts on delete cascade,
    foreign key (region_id, opening_id) references openings on delete cascade
);
create index on replies (account_id, code);
create index on replies (region_id, opening_id);
create index on replies (code);
