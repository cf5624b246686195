-- What persons, the command line and jobs changed, among the many changes of identity providers: these don't stand in
-- this index, so that their writes don't pay for it. The statements that use it say the same condition.
create index changes_not_by_connection on changes (org_id, id) where actor ->> 'kind' <> 'connection';
