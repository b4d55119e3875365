import { NotFoundError } from '@backstage/errors';
import {
  certaintyOf,
  openPartOf,
  readDuration,
  type AgreementBody,
  type Condition,
  type Facts,
  type Promised,
  type Promises,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  Definition,
  ItsmKernel,
  ServiceFacts,
} from '@callboard/plugin-itsm-node';
import type { FactFields } from '../agreements/FactFields';

type Written = Definition<AgreementBody>;

/** A goal as far as a record of the service may have it. */
interface PossibleGoals {
  goals: Promised['targets'][number]['goals'];
  /** Whether every record that the agreement covers has one of them. */
  sure: boolean;
}

const inOrder = (a: Written, b: Written) =>
  a.body.precedence - b.body.precedence || (a.key < b.key ? -1 : 1);

/** What is not known of the service is known not to be there. */
const isKnown = (key: string) =>
  key === 'serviceRef' || key.startsWith('service.');

const competes = ({ agreement, recordTypes }: Promised, body: AgreementBody) =>
  agreement.type === body.type &&
  recordTypes.some(type => body.recordTypes.includes(type));

/** What is promised for a service, whatever becomes of it. */
export class PromiseService {
  constructor(
    private readonly deps: Pick<
      ItsmKernel,
      'catalog' | 'catalogAccess' | 'definitions' | 'serviceFacts'
    > & { fields: FactFields },
  ) {}

  /**
   * What the agreements in force promise for records of a service. What depends on the record, e.g. on
   * its priority, is told with its condition.
   *
   * @throws NotFoundError where the caller may not see it, too
   */
  async of(caller: Caller, asked: string): Promise<Promises> {
    const { catalog, catalogAccess, serviceFacts } = this.deps;
    const [visible, entity] = await Promise.all([
      catalogAccess.readable(caller, [asked]),
      catalog.find(asked),
    ]);
    if (!visible.has(asked) || !entity) {
      throw new NotFoundError(
        `ref: there is no ${asked} in the catalog, or you may not see it`,
      );
    }
    const { ref } = entity;
    const [known, promisedOf] = await Promise.all([
      serviceFacts(ref),
      this.now(),
    ]);
    return { ref, facts: known, items: promisedOf(ref, known) };
  }

  /** Tells what the agreements in force promise of a service of which these facts are known. */
  async now(): Promise<(ref: string, known: ServiceFacts) => Promised[]> {
    const { definitions } = this.deps;
    const [agreements, calendars] = await Promise.all([
      definitions.list<AgreementBody>('agreement'),
      definitions.list('calendar'),
    ]);
    const there = new Set(calendars.map(({ key }) => key));
    const ordered = [...agreements].sort(inOrder);
    return (ref, known) => {
      const facts: Facts = {
        serviceRef: ref,
        ...Object.fromEntries(
          Object.entries(known).map(([key, value]) => [
            `service.${key}`,
            value,
          ]),
        ),
      };
      const items: Promised[] = [];
      for (const written of ordered) {
        const promised = this.#promised(written, facts, there, items);
        if (promised) items.push(promised);
      }
      return items;
    };
  }

  #promised(
    { key, version, body }: Written,
    facts: Facts,
    calendars: ReadonlySet<string>,
    before: readonly Promised[],
  ): Promised | undefined {
    const { name, type, precedence, party, recordTypes, scope } = body;
    const ask = (condition: Condition | undefined) =>
      this.#certainty(condition, facts, recordTypes);
    const covers = ask(scope);
    if (covers === 'no') return undefined;
    const targets = body.targets.flatMap(({ metric, goals }) => {
      const possible: PossibleGoals = { goals: [], sure: false };
      for (const { when, within, calendar } of goals) {
        if (possible.sure || !calendars.has(calendar)) continue;
        const holds = ask(when);
        if (holds === 'no') continue;
        possible.sure = holds === 'yes';
        possible.goals.push({
          ...(holds === 'maybe' && { when }),
          within: readDuration(within)!,
          calendar,
        });
      }
      if (possible.goals.length === 0) return [];
      // Suppliers promise each for themselves.
      const ahead = type === 'uc' ? [] : before.filter(p => competes(p, body));
      const rivals = ahead.filter(p =>
        p.targets.some(t => t.metric === metric),
      );
      if (rivals.some(p => isSure(p, metric, recordTypes))) return [];
      return [
        {
          metric,
          goals: possible.goals,
          behind: rivals.map(({ agreement }) => ({
            key: agreement.key,
            name: agreement.name,
          })),
        },
      ];
    });
    if (targets.length === 0) return undefined;
    return {
      agreement: { key, version, name, type, precedence, party },
      recordTypes,
      covers: covers === 'yes' ? 'all' : 'some',
      ...(covers === 'maybe' && {
        scope: openPartOf(scope!, isKnown, this.#holds(facts, recordTypes)),
      }),
      targets,
    };
  }

  #holds(facts: Facts, recordTypes: readonly string[]) {
    return (part: Condition) => this.deps.fields.read(part, recordTypes)(facts);
  }

  #certainty(
    condition: Condition | undefined,
    facts: Facts,
    recordTypes: readonly string[],
  ) {
    if (condition === undefined) return 'yes';
    try {
      return certaintyOf(condition, isKnown, this.#holds(facts, recordTypes));
    } catch {
      // It asks for what is not there any more: it covers nothing.
      return 'no';
    }
  }
}

/** Whether a promise goes for every record that another one could. */
function isSure(
  { covers, recordTypes, targets }: Promised,
  metric: string,
  others: readonly string[],
): boolean {
  const target = targets.find(t => t.metric === metric);
  return (
    covers === 'all' &&
    others.every(type => recordTypes.includes(type)) &&
    target!.goals.some(({ when }) => when === undefined)
  );
}
