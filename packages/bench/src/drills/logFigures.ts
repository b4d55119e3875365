import { readFileSync } from 'fs';
import { gunzipSync } from 'zlib';
import type { Knex } from 'knex';
import { startDatabase } from '../database';
import type { Drill } from '../DrillDefinition';
import { median } from '../Figure';
import { startPortal } from '../portal';

const HOUR = 3_600_000;

/** What is known of the log of 141,712 events and 24,918 incidents. */
const KNOWN = {
  incidents: 24_918,
  neverReassignedPercent: 54.37,
  reopened: 275,
  statedResolutions: 23_362,
  medianHoursStated: 22.1,
  resolvedByEvents: 24_905,
  medianHoursByEvents: 16.08,
};

/** The figures, asked of the database: by facts from the columns, by events from the journal. */
async function figuresOf(knex: Knex): Promise<typeof KNOWN> {
  const incidents = await knex('records as r')
    .join('incidents as i', 'i.record_id', 'r.id')
    .select(
      'r.created_at',
      'i.stated_reassignments',
      'i.stated_reopens',
      'i.stated_resolved_at',
    );
  const lastResolved: { created_at: unknown; at: unknown }[] = await knex(
    'journal as j',
  )
    .join('records as r', 'r.id', 'j.subject_id')
    .where({ 'j.subject_type': 'record', 'j.status': 'resolved' })
    .groupBy('r.id', 'r.created_at')
    .select('r.created_at')
    .max({ at: 'j.at' });
  const hours = (from: unknown, to: unknown) =>
    (Number(to) - Number(from)) / HOUR;
  const stated = incidents.filter(i => i.stated_resolved_at !== null);
  const never = incidents.filter(i => i.stated_reassignments === 0).length;
  const round = (n: number) => Math.round(n * 100) / 100;
  return {
    incidents: incidents.length,
    neverReassignedPercent: round((100 * never) / incidents.length),
    reopened: incidents.filter(i => i.stated_reopens > 0).length,
    statedResolutions: stated.length,
    medianHoursStated: round(
      median(stated.map(i => hours(i.created_at, i.stated_resolved_at))),
    ),
    resolvedByEvents: lastResolved.length,
    medianHoursByEvents: round(
      median(lastResolved.map(r => hours(r.created_at, r.at))),
    ),
  };
}

/**
 * Imports the real log into PostgreSQL twice and compares what the database answers with what is
 * known of it: `npm run drill -- log-figures --log=FILE`.
 */
export const logFigures: Drill = {
  name: 'log-figures',
  description:
    'imports a real service-desk log and checks what the database answers (--log=FILE)',
  async run(options, say) {
    if (!options.log) throw new Error('Name the log with --log=FILE');
    const file = readFileSync(options.log);
    const csv = (
      options.log.endsWith('.gz') ? gunzipSync(file) : file
    ).toString('utf8');
    const database = await startDatabase();
    try {
      const knex = await database.fresh();
      const portal = await startPortal(knex);
      const started = performance.now();
      const first = await portal.importCsv(csv);
      const seconds = (performance.now() - started) / 1000;
      say(`first import: ${JSON.stringify(first)} in ${seconds.toFixed(1)} s`);
      const again = await portal.importCsv(csv);
      say(`second import: ${again.imported} new, ${again.skipped} known`);
      const found = await figuresOf(knex);
      await portal.stop();
      let holds = again.imported === 0;
      for (const [key, value] of Object.entries(KNOWN)) {
        const answered = found[key as keyof typeof KNOWN];
        const equal = answered === value;
        holds &&= equal;
        say(
          `${equal ? 'ok  ' : 'WRONG'} ${key}: ${answered} (known: ${value})`,
        );
      }
      return holds;
    } finally {
      await database.stop();
    }
  },
};
