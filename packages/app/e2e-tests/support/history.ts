import type { APIRequestContext } from '@playwright/test';
import { Person } from './story';

/** Columns that the mapping of ServiceNow's exports wants and that no test is about. */
const REST = {
  opened_at: '14/11/2023 20:00',
  opened_by: 'ben',
  assigned_to: 'ben',
  assignment_group: 'desk',
  category: 'data',
  subcategory: '?',
  u_symptom: 'slow',
  caller_id: 'ann',
  cmdb_ci: '?',
  contact_type: 'Phone',
  reassignment_count: '0',
  reopen_count: '0',
  resolved_at: '?',
  closed_at: '?',
  made_sla: 'true',
};

/** What a row of an imported history says: how a record was after a change. */
export interface HistoryRow {
  /** The record's number where it comes from; its title has it. */
  number: string;
  /** How often it was changed before. */
  count?: number;
  priority?: number;
}

/** An instant as ServiceNow exports it, ten minutes after the one before. */
function instant(count: number): string {
  const at = new Date(Date.UTC(2023, 10, 15) + count * 600_000);
  const day = `${at.getUTCDate()}/${
    at.getUTCMonth() + 1
  }/${at.getUTCFullYear()}`;
  return `${day} ${at.toISOString().slice(11, 16)}`;
}

/** Brings in histories of incidents: the quick way to thousands of entries or to many records. */
export async function importHistory(
  request: APIRequestContext,
  rows: readonly HistoryRow[],
): Promise<void> {
  const lines = rows.map(({ number, count = 0, priority = 3 }) => ({
    number,
    incident_state: 'Active',
    impact: 2,
    urgency: 2,
    priority,
    sys_updated_at: instant(count),
    sys_updated_by: 'eva',
    sys_mod_count: count,
    ...REST,
  }));
  const csv = [
    Object.keys(lines[0]).join(','),
    ...lines.map(line => Object.values(line).join(',')),
  ].join('\n');
  const admin = await Person.named(request, 'priya');
  await admin.import(csv);
}

/** The number that an imported incident has here. */
export async function numberHere(
  request: APIRequestContext,
  number: string,
): Promise<string> {
  const desk = await Person.named(request, 'tom');
  const { items } = await desk.get(`/incidents?q=${number}`);
  return items[0].number;
}
