// What an integration's health is, said once: as SQL, since lists filter and sources ask by it.

/** From this many failed syncs in a row on, an integration is not having a bad moment but failing. */
const FAILING_AFTER = 3;

/** What an integration says whose secrets were sealed with another key. Trying again does not help. */
export function unreadableSecrets(name: string, secretNames: readonly string[]): string {
  const options = secretNames.map((option) => ` --secret ${option}`).join('');
  return `The secrets of integration ${name} cannot be read with this key: enter them again with \`kontor integration update ${name}${options}\``;
}

/** SQL. Told of every minute while it goes on (plugins/host/ingress/backlog.ts). */
function refusesMessages(alias: string): string {
  return `${alias}.ingress_refused_at > now() - interval '2 minutes'`;
}

function isFailing(alias: string): string {
  return `(${alias}.consecutive_failures >= ${FAILING_AFTER} or ${alias}.secrets_unreadable_at is not null)`;
}

/** SQL for the health's status of an `integration` row. `alias` is never user input. */
export function healthStatus(alias: string): string {
  return `case
    when ${alias}.suspended_at is not null then 'SUSPENDED'
    when ${isFailing(alias)} then 'FAILING'
    when ${alias}.consecutive_failures > 0 or ${refusesMessages(alias)} then 'DEGRADED'
    when exists (select 1 from integration_stream s
      where s.integration_id = ${alias}.id and s.held_deletions is not null) then 'DEGRADED'
    when ${alias}.ingress is not null and exists (
      select 1 from ingress_message m where m.integration_id = ${alias}.id and m.status = 'SET_ASIDE') then 'DEGRADED'
    when ${alias}.last_success_at is null then 'NEVER_SYNCED'
    else 'HEALTHY' end`;
}

/** SQL for why an `integration` row is not healthy; null where there is nothing to say. */
export function healthMessage(alias: string): string {
  return `case when ${alias}.suspended_at is not null then ${alias}.suspended_reason
    else coalesce(nullif(concat_ws('; ', ${alias}.last_error, case when ${refusesMessages(alias)}
      then 'Messages are refused: too many wait to be handled' end), ''), (
      select string_agg(format('%s records of stream %s are no longer listed; their deletion waits for approval',
                               s.held_deletions, s.name), '; ' order by s.place)
        from integration_stream s where s.integration_id = ${alias}.id and s.held_deletions is not null)) end`;
}

/**
 * SQL that is true where what the integration delivered may be out of date: it is suspended or failing, or has
 * not succeeded within three of its intervals.
 */
export function isStale(alias: string): string {
  return `(${alias}.suspended_at is not null
    or ${isFailing(alias)}
    or (${alias}.interval_seconds is not null
        and coalesce(${alias}.last_success_at, ${alias}.created_at) < now() - make_interval(secs => 3 * ${alias}.interval_seconds)))`;
}
