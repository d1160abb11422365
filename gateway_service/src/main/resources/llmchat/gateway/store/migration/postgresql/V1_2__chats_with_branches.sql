-- What the chat page needs of chats: titles, branches, answers in the making, search.

alter table chats add column title         text;     -- null: no question was asked yet
alter table chats add column model         text;     -- null: the default one
alter table chats add column system_prompt text;     -- null: the operator's
alter table chats add column pinned        integer not null default 0;
alter table chats add column shown_id      bigint;   -- the newest path through this message is shown
alter table chats add column deleted_at    bigint;   -- null: not deleted

alter table messages add column status text not null default 'complete'
  check (status in ('complete', 'answering', 'stopped', 'failed', 'interrupted'));
alter table messages add column error      text;
alter table messages add column model      text;
alter table messages add column changed_at bigint;   -- of an answer in the making: last sign of life

create index chats_in_order on chats (user_id, pinned, updated_at, id);
create index chats_deleted on chats (deleted_at) where deleted_at is not null;
-- The parent first: each message that is deleted is looked for as the parent of others.
create index messages_of_parent on messages (parent_id, chat_id, id);

update chats set title =
  (select replace(substr(m.text, 1, 60), chr(10), ' ') from messages m
   where m.chat_id = chats.id order by m.id limit 1);

-- Words only, so that a part of an address is found too; a tsvector holds less than a megabyte. An
-- answer in the making is saved every few seconds: it is indexed when it is over.
alter table messages add column words tsvector generated always as
  (case when status <> 'answering' then
    to_tsvector('simple'::regconfig,
      regexp_replace(left(text, 100000), '[^[:alnum:]]+', ' ', 'g')) end) stored;
create index messages_words on messages using gin (words);
