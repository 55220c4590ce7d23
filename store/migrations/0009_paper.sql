-- +goose Up

-- Answered on paper and keyed in: such a session has no times.
alter table sessions add column paper bool not null default false;

-- What was printed for an assignment, so that it can be keyed in whatever
-- becomes of the items.
create table paper_tests (
    region_id     uuid  not null,
    assignment_id uuid  not null,
    content       jsonb not null,
    primary key (region_id, assignment_id),
    foreign key (region_id, assignment_id) references assignments on delete cascade
);

create table paper_sheets (
    region_id     uuid  not null,
    assignment_id uuid  not null,
    learner_id    uuid  not null,
    content       jsonb not null,
    primary key (region_id, assignment_id, learner_id),
    foreign key (region_id, assignment_id) references assignments on delete cascade,
    foreign key (region_id, learner_id) references learners on delete cascade
);
create index on paper_sheets (region_id, learner_id);
