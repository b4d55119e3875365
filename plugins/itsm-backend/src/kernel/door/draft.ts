import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import {
  refusal,
  type LifecycleTransition,
  type Standing,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  CatalogReader,
  RecordValues,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import { checkCustomFields, requireCustomFields } from '../fields/CustomFields';
import type { RegisteredType } from '../RecordTypes';
import { stampStatus } from './recordState';

/** What a command asks of one record, and what it is asked under. */
export interface DraftInput {
  type: RegisteredType;
  /** Absent when the record is created. */
  before?: StoredRecord;
  /** The record to start from: a copy of `before`, or what a new record begins with. */
  start: StoredRecord;
  transition?: LifecycleTransition;
  set: RecordValues;
  caller: Caller;
  standing: ReadonlySet<Standing>;
  /** How many of its tasks are not over, if the transition asks. */
  openTasks: number;
  now: number;
  catalog: CatalogReader;
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '';

function checkTransition(
  input: DraftInput,
  transition: LifecycleTransition,
): void {
  const { type, start, standing, openTasks } = input;
  const reason = refusal({
    lifecycle: type.lifecycle,
    transition,
    subject: start,
    standing,
    openTasks,
  });
  if (!reason) return;
  const stands = transition.who.some(w => standing.has(w));
  if (transition.from.includes(start.status) && !stands)
    throw new NotAllowedError(reason);
  throw new ConflictError(reason);
}

/** Fields that the product keeps by itself are set by nobody else. */
function checkKept(input: DraftInput): void {
  if (input.caller.kind === 'system') return;
  for (const key of Object.keys(input.set)) {
    if (input.type.fields.get(key)?.setBy?.length !== 0) continue;
    throw new InputError(`${key}: is worked out by Callboard; leave it out`);
  }
}

function checkRequired(input: DraftInput, after: RecordValues): void {
  for (const key of input.transition?.required ?? []) {
    if (isEmpty(after[key])) {
      const label = input.type.fields.get(key)?.label ?? key;
      throw new InputError(
        `${key}: ${label} is needed to "${input.transition!.label}"`,
      );
    }
  }
}

function checkBelongs(
  input: DraftInput,
  transition: LifecycleTransition,
): void {
  const belongs = [
    ...(transition.required ?? []),
    ...(transition.optional ?? []),
  ];
  for (const key of Object.keys(input.set)) {
    if (!belongs.includes(key)) {
      throw new InputError(
        `${key}: does not belong to "${transition.label}"; leave it out`,
      );
    }
  }
}

/**
 * What a command would make of a record. Writes nothing.
 *
 * In this order: guard of the transition, what it clears, what the command sets, defaults, the
 * practice's rules, required fields, status and its instants.
 */
export async function draftRecord(input: DraftInput): Promise<StoredRecord> {
  const { type, transition, before, set, now } = input;
  const after: StoredRecord = { ...input.start };
  checkCustomFields(type, set);
  checkKept(input);
  if (transition) {
    checkTransition(input, transition);
    checkBelongs(input, transition);
    for (const key of transition.clears ?? []) after[key] = undefined;
  }
  for (const [key, value] of Object.entries(set))
    after[key] = value === null ? undefined : value;
  for (const [key, value] of Object.entries(transition?.defaults ?? {})) {
    if (!isEmpty(after[key])) continue;
    if (value === 'now') after[key] = now;
    else if (input.caller.kind === 'user') after[key] = input.caller.ref;
  }
  if (transition) {
    after.status = transition.to;
    after.statusCategory = type.lifecycle.states[transition.to].category;
  }
  for (const rule of type.rules ?? []) {
    const values = await rule({
      before,
      after,
      set,
      transition: transition?.name,
      caller: input.caller,
      now,
      catalog: input.catalog,
    });
    Object.assign(after, values);
  }
  checkRequired(input, after);
  if (!before && input.caller.kind === 'user') requireCustomFields(type, after);
  if (before?.statusCategory !== after.statusCategory) stampStatus(after, now);
  return after;
}
