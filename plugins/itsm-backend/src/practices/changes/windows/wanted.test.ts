import type { StoredRecord } from '@callboard/plugin-itsm-node';
import fc from 'fast-check';
import type { MaintenanceRow } from './MaintenanceStore';
import type { MaintenanceStep } from './MaintenanceWriter';
import { ended, goesOn, maintenanceOfChange, started, stepTo } from './wanted';

const runs = Number(process.env.PROPERTY_RUNS ?? 1_000);
const items = [
  { ref: 'component:default/cart', role: 'named', distance: 0 },
] as const;

/** A change and its maintenance, with the work that is due as the handlers do it. */
class World {
  now = 100;
  row?: MaintenanceRow;
  story = '';
  change: Record<string, unknown> = {
    id: 'c',
    status: 'draft',
    expectedImpact: 'down',
    plannedStart: 110,
    plannedEnd: 120,
  };

  #record = () => this.change as unknown as StoredRecord;

  #take(step: MaintenanceStep | undefined): void {
    if (!step) return;
    this.row = { ...step.after, updatedAt: this.now };
    for (const kind of step.kinds) this.story += kind.slice(12, 14);
  }

  look = () => {
    const { row, now } = this;
    const since = row && goesOn(row) ? -Infinity : now;
    const over = this.change.actualEnd as number | undefined;
    const wanted = maintenanceOfChange(this.#record(), since);
    this.#take(stepTo(row, wanted, { now, over, items, known: items }));
  };

  start = () => {
    const { row } = this;
    if (row?.state !== 'scheduled' || row.startsAt > this.now) return;
    if (maintenanceOfChange(this.#record(), row.startsAt))
      this.#take(started(row, items));
  };

  end = () => {
    const { row } = this;
    if (row?.state !== 'running' || row.endsAt === undefined) return;
    if (row.endsAt > this.now || this.change.status === 'implement') return;
    this.#take({ before: row, ...ended(row, row.endsAt) });
  };
}

const happens = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('look', 'start', 'end') },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 12 }) },
  fc.constantFrom('schedule', 'again', 'begin', 'finish', 'cancel'),
  fc.record({
    plannedStart: fc.integer({ min: 100, max: 150 }),
    long: fc.integer({ min: 1, max: 20 }),
  }),
);

it('maintenance of a change has a story without a gap, and ends as the change says', () => {
  fc.assert(
    fc.property(
      fc.array(happens, { minLength: 6, maxLength: 25, size: 'max' }),
      what => {
        const world = new World();
        const { change } = world;
        for (const one of what) {
          if (typeof one === 'number') world.now += one;
          else if (typeof one === 'object') {
            // The plan stays once work began.
            if (['draft', 'scheduled'].includes(String(change.status))) {
              change.plannedStart = one.plannedStart;
              change.plannedEnd = one.plannedStart + one.long;
            }
          } else if (one === 'look' || one === 'start' || one === 'end')
            world[one]();
          else if (one === 'schedule' && change.status === 'draft')
            change.status = 'scheduled';
          else if (one === 'again' && change.status === 'scheduled')
            change.status = 'draft';
          else if (one === 'begin' && change.status === 'scheduled') {
            change.status = 'implement';
            change.actualStart = world.now;
          } else if (one === 'finish' && change.status === 'implement') {
            change.status = 'review';
            change.actualEnd = world.now;
          } else if (one === 'cancel' && change.status !== 'implement')
            change.status = 'cancelled';
        }
        // In the end everything is looked at that is to be.
        for (let i = 0; i < 4; i += 1) {
          world.look();
          world.start();
          world.end();
        }
        // created (changed)* and then started (changed)* ended, or cancelled; and perhaps anew.
        expect(world.story).toMatch(/^(cr(ch)*(st(ch)*(en|$)|ca|$))*$/);
        const { row, now } = world;
        const { status, plannedStart, plannedEnd } = change as Record<
          string,
          number
        >;
        const state = row && goesOn(row) ? row.state : 'none';
        const planned = String(status) === 'scheduled' && plannedEnd > now;
        const waits = planned && plannedStart > now;
        const runsNow = String(status) === 'implement' || (planned && !waits);
        const idle = waits ? 'scheduled' : 'none';
        expect(state).toBe(runsNow ? 'running' : idle);
        expect(row?.endedAt === undefined || row.endedAt <= now).toBe(true);
      },
    ),
    { numRuns: runs },
  );
});
