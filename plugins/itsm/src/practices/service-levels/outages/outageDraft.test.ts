import { faultsOf, toMinute } from './outageDraft';
import type { OutageDraft } from './outageDraft';

const now = Date.parse('2026-03-02T10:00:00.000Z');
const at = (hour: number) =>
  `2026-03-02T${String(hour).padStart(2, '0')}:00:00.000Z`;
const aDraft = (changes: Partial<OutageDraft> = {}): OutageDraft => ({
  entityRef: 'component:default/cart',
  kind: 'outage',
  begin: at(8),
  note: '',
  ...changes,
});

it('says beside each field what is missing or cannot be', () => {
  const faults = (changes: Partial<OutageDraft>) =>
    faultsOf(aDraft(changes), now);
  expect(faults({})).toEqual({});
  expect(faults({ end: at(9) })).toEqual({});
  expect(faults({ end: at(8) })).toEqual({ end: 'endBefore' });
  expect(faults({ end: at(11) })).toEqual({ end: 'ahead' });
  expect(faults({ begin: at(11) })).toEqual({ begin: 'ahead' });
  expect(faults({ begin: undefined, entityRef: undefined })).toEqual({
    begin: 'beginMissing',
    entityRef: 'entityMissing',
  });
  // What is planned may lie ahead, and must say until when.
  expect(faults({ kind: 'planned', begin: at(11) })).toEqual({
    end: 'endMissing',
  });
  expect(faults({ kind: 'planned', begin: at(11), end: at(12) })).toEqual({});
});

it('sends what it shows: instants to the minute', () => {
  expect(toMinute('2026-03-02T08:14:59.999Z')).toBe('2026-03-02T08:14:00.000Z');
});
