import type { Call, Case } from './Case';
import { isRead } from './cases';
import type { Person, PolicyName } from './cast';
import { Makes } from './makes';
import { isKnown } from './oracle';
import type { Verdict } from './needs';
import type { Target } from './scene';
import { namesOf } from './secrets';
import {
  clearStage,
  countsOf,
  stateOf,
  stateOfAll,
  twinOf,
  type Other,
  type Twin,
} from './twins';
import { ACTION, type Answer, type World } from './world';

const CATEGORIES: Record<string, string> = {
  new: 'open',
  'in-progress': 'open',
  'on-hold': 'waiting',
  resolved: 'resolved',
  closed: 'closed',
  cancelled: 'cancelled',
};

/**
 * Whom a case is put to: one of each kind that the policy tells apart. What may be done is done for each
 * of them anew, so fewer try it where the policy takes nothing away. `WHOLE_CAST=1` asks everybody, which
 * takes twice as long.
 */
const ASKED: Record<PolicyName, { reads: string; changes: string }> = {
  'allow-all': {
    reads: 'nobody monitor sam rita colin anton maria dana kim zoe',
    changes: 'nobody sam rita colin maria zoe',
  },
  itsm: {
    reads: 'monitor sam rita wanda colin anton maria dana kim ada zoe',
    changes: 'monitor sam rita wanda colin anton maria dana kim ada zoe',
  },
  'deny-all': {
    reads: 'nobody monitor sam rita maria zoe',
    changes: 'nobody monitor sam rita maria zoe',
  },
};

/** Puts a case to everybody, and says what is not as it must be. */
class Trial {
  readonly faults: string[] = [];
  readonly #secrets: number;

  constructor(
    private readonly world: World,
    private readonly it: Case,
    private readonly of: Target,
  ) {
    this.#secrets = world.secrets.length;
  }

  async #twin(of: Target, other?: Other): Promise<Twin> {
    const twin = await twinOf(this.world.knex, of, other);
    this.world.secrets.push(...namesOf(of, twin));
    return twin;
  }

  /** A record that the call may change. */
  #changeable(): Promise<Target> {
    const { status, unassigned } = this.it;
    return this.#twin(this.of, {
      change: {
        ...(status ? { status, status_category: CATEGORIES[status] } : {}),
        ...(unassigned ? { assignee_ref: null } : {}),
      },
    });
  }

  async #ask(caller: Person, record: Target): Promise<Call> {
    const { world, it, of } = this;
    const { open, secret } = world.scene;
    const make = new Makes(
      world.knex,
      (target, other) => this.#twin(target, other),
      of.restricted ? open : secret,
      async (kind, key, body) => {
        const { policy } = world;
        world.policy = 'allow-all';
        const params = { kind, key };
        const zoe = world.person('zoe');
        await world.call(zoe, 'definitions.write', { params, body: { body } });
        world.policy = policy;
      },
    );
    return (await it.ask?.({ record, caller, make })) ?? {};
  }

  #verdict(person: Person): Verdict {
    return this.it.needs.verdict(this.world.policy, person, this.of);
  }

  async #call(person: Person, call: Call): Promise<void> {
    const answer = await this.world.call(person, this.it.route, call);
    const verdict = this.#verdict(person);
    const status = this.#statusOf(answer);
    // A form that was sent is done, and leads to the page that says so.
    const as = verdict === 'done' ? status < 400 : status === verdict;
    const who = `${person.name} (${person.is}), ${this.of.name} record`;
    if (!as) {
      this.faults.push(
        `${who}: ${status} instead of ${verdict}: ${answer.text?.slice(
          0,
          300,
        )}`,
      );
    }
    for (const leak of answer.leaks) this.faults.push(`${who}: learns ${leak}`);
  }

  #statusOf({ status, body }: Answer): number {
    return status === 200 && this.it.statusOf ? this.it.statusOf(body) : status;
  }

  /** Who is nobody here is so to every record; and Backstage itself lets nobody call an action. */
  #everybody(): Person[] {
    const { it, of, world } = this;
    const { reads, changes } = ASKED[world.policy];
    const asked =
      process.env.WHOLE_CAST === '1'
        ? undefined
        : (isRead(it) ? reads : changes).split(' ');
    const people = world.people.filter(p => asked?.includes(p.name) ?? true);
    return people.filter(
      person =>
        isKnown(person) ||
        (!of.restricted &&
          (person.kind === 'service' || !it.route.startsWith(ACTION))),
    );
  }

  async run(): Promise<string[]> {
    const { world, it } = this;
    const changes = !isRead(it);
    const everybody = this.#everybody();
    const allowed = (p: Person) => changes && this.#verdict(p) === 'done';
    const record = changes ? await this.#changeable() : this.of;
    const calls: { person: Person; call: Call }[] = [];
    for (const person of everybody.filter(p => !allowed(p)))
      calls.push({ person, call: await this.#ask(person, record) });
    const state = async () =>
      [
        await countsOf(world.knex),
        await (it.needs.ofRecord
          ? stateOf(world.knex, record.id)
          : stateOfAll(world.knex)),
      ].join();
    const callsChangeSomething = async () => {
      const before = await state();
      await Promise.all(calls.map(c => this.#call(c.person, c.call)));
      return (await state()) !== before;
    };
    // What an earlier case set off in the background may come to its end meanwhile: a call that changes
    // something does so each time, and one that did what it may not has the wrong status besides.
    if ((await callsChangeSomething()) && (await callsChangeSomething())) {
      this.faults.push(
        `Something changed, though all of them may not: ${calls
          .map(c => c.person.name)
          .join(', ')}`,
      );
    }
    for (const person of everybody.filter(allowed)) {
      const changed = await this.#changeable();
      await this.#call(person, await this.#ask(person, changed));
      // What is left in a queue the next one would take.
      if (it.unassigned) await this.#tidy();
    }
    await this.#tidy();
    return this.faults;
  }

  async #tidy(): Promise<void> {
    await clearStage(this.world.knex, this.world.scene);
    this.world.secrets.length = this.#secrets;
  }
}

/** Puts a case to the whole cast, for both records if it is about one. */
export async function tryCase(world: World, it: Case): Promise<string[]> {
  const { open, secret } = world.scene;
  const of = it.needs.ofRecord ? [open, secret] : [open];
  const faults = [];
  for (const record of of)
    faults.push(...(await new Trial(world, it, record).run()));
  return faults;
}
