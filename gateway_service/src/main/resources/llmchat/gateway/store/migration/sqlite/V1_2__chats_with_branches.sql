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
  (select replace(substr(m.text, 1, 60), char(10), ' ') from messages m
   where m.chat_id = chats.id order by m.id limit 1);

create virtual table message_words using fts5 (
  text, content = 'messages', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
insert into message_words (rowid, text) select id, text from messages;

-- What is deleted leaves the index at once, not when its parts are merged some day.
insert into message_words (message_words, rank) values ('secure-delete', 1);

-- An answer in the making is saved every few seconds: it is indexed when it is over.
create trigger message_words_added after insert on messages when new.status <> 'answering' begin
  insert into message_words (rowid, text) values (new.id, new.text);
end;
create trigger message_words_removed after delete on messages when old.status <> 'answering' begin
  insert into message_words (message_words, rowid, text) values ('delete', old.id, old.text);
end;
create trigger message_words_changed after update of text, status on messages begin
  insert into message_words (message_words, rowid, text)
    select 'delete', old.id, old.text where old.status <> 'answering';
  insert into message_words (rowid, text)
    select new.id, new.text where new.status <> 'answering';
end;
