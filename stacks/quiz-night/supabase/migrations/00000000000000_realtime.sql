-- Who may use which topic of Realtime. The token endpoint writes a user's channels into the token, with what may be
-- done in each; the policies read them there, once when a client joins. Applying this file again changes nothing.

create schema if not exists quiz_night;

-- Whether the token allows this in the topic that is joined. A name that ends with `*` stands for every id there.
create or replace function quiz_night.allows(action text) returns boolean
language sql stable
set search_path = ''
as $$
  select exists (
    select
    from (
      select nullif(current_setting('request.jwt.claims', true), '')::jsonb -> 'channels' as channels
    ) as token
    cross join lateral jsonb_each(
      case jsonb_typeof(channels) when 'object' then channels end
    ) as channel (name, may)
    where may ? action
      and case
        when name like '%*' then
          starts_with(realtime.topic(), left(name, -1))
          and substr(realtime.topic(), length(name)) ~ '^[A-Za-z0-9_.=@-]{1,64}$'
        else name = realtime.topic()
      end
  )
$$;

grant usage on schema quiz_night to anon, authenticated;

drop policy if exists "quiz-night: receive messages" on realtime.messages;
create policy "quiz-night: receive messages" on realtime.messages
for select to anon, authenticated
using (extension = 'broadcast' and (select quiz_night.allows('subscribe')));

drop policy if exists "quiz-night: send messages" on realtime.messages;
create policy "quiz-night: send messages" on realtime.messages
for insert to anon, authenticated
with check (extension = 'broadcast' and (select quiz_night.allows('publish')));

drop policy if exists "quiz-night: see who is there" on realtime.messages;
create policy "quiz-night: see who is there" on realtime.messages
for select to anon, authenticated
using (extension = 'presence' and (select quiz_night.allows('presence')));

drop policy if exists "quiz-night: be there" on realtime.messages;
create policy "quiz-night: be there" on realtime.messages
for insert to authenticated
with check (extension = 'presence' and (select quiz_night.allows('presence')));
