-- +goose Up

-- Tables about people have the region first in their primary key, and foreign
-- keys carry it, so that one region's rows can be kept on one server of a
-- distributed PostgreSQL. An identifier alone finds its row through an index
-- that is not unique: uniqueness comes from the identifiers being random.

create table regions (
    id   uuid primary key,
    code text not null constraint regions_code unique,
    name text not null,
    zone text not null check (zone in ('', 'east', 'central', 'west'))
);

-- The platform itself: the region of researchers and operators.
insert into regions values ('00000000-0000-0000-0000-000000000000', '', 'platform', '');

create table schools (
    region_id uuid not null references regions on delete cascade,
    id        uuid not null,
    code      text not null,
    name      text not null,
    area      text not null check (area in ('', 'city', 'town', 'rural')),
    primary key (region_id, id),
    constraint schools_code unique (region_id, code)
);
create index on schools (id);

create table classes (
    region_id uuid not null,
    id        uuid not null,
    school_id uuid not null,
    name      text not null check (name <> ''),
    grade     int  not null check (grade between 3 and 12),
    year      int  not null,
    primary key (region_id, id),
    constraint classes_name unique (region_id, school_id, year, name),
    foreign key (region_id, school_id) references schools on delete cascade
);
create index on classes (id);

create table accounts (
    region_id  uuid not null references regions on delete cascade,
    id         uuid not null,
    school_id  uuid,
    role       text not null check (role in ('pupil', 'teacher', 'researcher', 'operator')),
    name       text not null check (name <> ''),
    username   text not null check ((role = 'pupil') = (username = '')),
    locale     text not null check (locale in ('zh-CN', 'en')),
    demo       bool not null,
    disabled   bool not null,
    created_at timestamptz not null,
    primary key (region_id, id),
    foreign key (region_id, school_id) references schools on delete cascade
);
create index on accounts (id);
create index on accounts (region_id, school_id);
create unique index accounts_username on accounts (username) where username <> '';

create table learners (
    region_id     uuid not null,
    id            uuid not null,
    school_id     uuid not null,
    number        text not null check (number <> ''),
    gender        text not null check (gender in ('', 'female', 'male')),
    grade         int  not null check (grade between 3 and 12),
    under14       bool not null,
    consent_given bool not null,
    consent_at    timestamptz,
    consent_by    uuid,
    primary key (region_id, id),
    constraint learners_number unique (region_id, school_id, number),
    foreign key (region_id, id) references accounts on delete cascade,
    foreign key (region_id, school_id) references schools on delete cascade
);
create index on learners (id);

create table memberships (
    region_id  uuid not null,
    class_id   uuid not null,
    account_id uuid not null,
    role       text not null check (role in ('pupil', 'teacher')),
    since      timestamptz not null,
    primary key (region_id, class_id, account_id),
    foreign key (region_id, class_id) references classes on delete cascade,
    foreign key (region_id, account_id) references accounts on delete cascade
);
create index on memberships (region_id, account_id);
create index on memberships (class_id);

-- What people sign in with: hashes only.

create table cards (
    region_id  uuid  not null,
    account_id uuid  not null,
    hash       bytea not null constraint cards_hash unique,
    primary key (region_id, account_id),
    foreign key (region_id, account_id) references accounts on delete cascade
);

create table passwords (
    region_id  uuid not null,
    account_id uuid not null,
    phc        text not null,
    primary key (region_id, account_id),
    foreign key (region_id, account_id) references accounts on delete cascade
);

create table web_sessions (
    token_hash bytea primary key,
    region_id  uuid not null,
    account_id uuid not null,
    expires_at timestamptz not null,
    foreign key (region_id, account_id) references accounts on delete cascade
);
create index on web_sessions (region_id, account_id);
