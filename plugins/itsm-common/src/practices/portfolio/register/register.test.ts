import fc from 'fast-check';
import {
  lifecycleFaults,
  refusal,
  transitionOptions,
  type Standing,
} from '../../../kernel/lifecycle';
import {
  CASE_FIELDS,
  CHARTER_TRANSITIONS,
  GIVING_STATES,
  HOLDING_STATES,
  PORTFOLIO_PARTS,
  RUNNING_STATES,
  SERVICE_STATES,
  serviceLifecycle,
  type ServiceState,
} from './lifecycle';
import { SERVICE_FIELDS } from './model';
import {
  newPortfolioServiceSchema,
  portfolioServicePatchSchema,
  portfolioServiceTransitionSchema,
  takeInSchema,
} from './schema';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 200);
const { transitions } = serviceLifecycle;

/** A service on its way: each step is a transition that is possible, with what it needs. */
interface Step {
  transition: string;
  from: ServiceState;
  approval?: string;
}
const WORKER = new Set<Standing>(['worker', 'requester']);

/** Walks through the lifecycle as the numbers choose, with decisions as they come. */
function walk(choices: readonly number[]): Step[] {
  let subject: Record<string, unknown> & { status: ServiceState } = {
    status: 'idea',
    ownerRef: 'group:default/a',
    estimatedCost: 1,
  };
  const steps: Step[] = [];
  for (const choice of choices) {
    // Whoever is asked decides now and then; a change of the case makes it stale.
    if (subject.status === 'deciding')
      subject.approval = ['approved', 'rejected', 'requested'][choice % 3];
    else if (subject.approval && choice % 7 === 0) subject.approval = 'stale';
    const possible = transitionOptions(
      serviceLifecycle as any,
      subject,
      WORKER,
    ).filter(t => t.allowed);
    if (possible.length === 0) break;
    const taken = possible[choice % possible.length];
    const t = transitions.find(({ name }) => name === taken.name)!;
    const given = Object.fromEntries((t.required ?? []).map(k => [k, 'x']));
    const cleared = Object.fromEntries(
      (t.clears ?? []).map(k => [k, undefined]),
    );
    const defaults = Object.fromEntries(
      Object.keys(t.defaults ?? {}).map(k => [k, 1]),
    );
    steps.push({
      transition: t.name,
      from: subject.status,
      approval: subject.approval as string | undefined,
    });
    subject = {
      ...subject,
      ...cleared,
      ...given,
      ...defaults,
      status: t.to,
      // What comes back to be decided about is asked about anew.
      ...(t.to === 'deciding' || t.to === 'idea'
        ? { approval: undefined }
        : {}),
    };
    if (t.name === 'charter') subject.entityRef = 'system:default/a';
  }
  return steps;
}

describe('the lifecycle of a service', () => {
  it('holds together, and its parts hold every state once', () => {
    expect(lifecycleFaults(serviceLifecycle as any)).toEqual([]);
    expect(Object.values(PORTFOLIO_PARTS).flat().sort()).toEqual(
      [...SERVICE_STATES].sort(),
    );
    // What gives an entity to the catalog holds it, and what runs is given.
    for (const state of GIVING_STATES) expect(HOLDING_STATES).toContain(state);
    for (const state of RUNNING_STATES) expect(GIVING_STATES).toContain(state);
    const keys = SERVICE_FIELDS.map(f => f.key);
    for (const t of transitions)
      for (const key of [...(t.required ?? []), ...(t.optional ?? [])])
        expect(keys).toContain(key);
  });

  it('makes nothing that was neither chartered nor ran already', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 40 }), choices => {
        let decided = false;
        for (const { transition, from, approval } of walk(choices)) {
          const charters = transition === 'charter';
          expect(charters && approval !== 'approved').toBe(false);
          if (charters || transition === 'take-in') decided = true;
          if (transition === 'reconsider') decided = false;
          const live = (PORTFOLIO_PARTS.live as readonly string[]).includes(
            from,
          );
          expect(live && !decided).toBe(false);
          // Nothing goes on while its charter is asked about again.
          const goesOn = ['design', 'to-transition', 'operate'].includes(
            transition,
          );
          expect(
            goesOn && approval !== undefined && approval !== 'approved',
          ).toBe(false);
        }
      }),
      { numRuns },
    );
  });

  it('reaches every state by some walk', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(fc.nat(1000), { minLength: 30, maxLength: 60 }),
        choices => {
          for (const { from } of walk(choices)) seen.add(from);
        },
      ),
      { numRuns: Math.max(numRuns, 200), seed: 7 },
    );
    const left = SERVICE_STATES.filter(
      state => !serviceLifecycle.states[state].final && !seen.has(state),
    );
    expect(left).toEqual([]);
  });

  it('says why not, in a sentence', () => {
    const why = (name: string, subject: object) =>
      refusal({
        lifecycle: serviceLifecycle as any,
        transition: transitions.find(t => t.name === name)!,
        subject: subject as any,
        standing: WORKER,
      });
    expect(why('ask-charter', { status: 'assessed' })).toBe(
      'Name the group that will own the service first.',
    );
    expect(why('ask-charter', { status: 'assessed', ownerRef: 'a' })).toBe(
      'Estimate what it costs a year first.',
    );
    expect(why('charter', { status: 'deciding', approval: 'requested' })).toBe(
      'It is chartered when those who were asked approve.',
    );
    expect(why('design', { status: 'chartered', approval: 'stale' })).toBe(
      'What was chartered has changed; it is decided about again first.',
    );
    expect(why('operate', { status: 'transition' })).toBe(
      'Bind it to its entity in the catalog first, or give it a name there.',
    );
    expect(
      why('operate', { status: 'transition', givenRef: 'system:default/a' }),
    ).toBe(
      'The catalog does not have its entity yet; that takes a minute or two.',
    );
    expect(
      why('operate', { status: 'transition', entityRef: 'system:default/a' }),
    ).toBeUndefined();
    for (const name of CHARTER_TRANSITIONS)
      expect(why(name, { status: 'deciding' })).toEqual(expect.any(String));
    expect(CASE_FIELDS).toContain('businessOwnerRef');
  });
});

describe('what is said of a service', () => {
  const faults = (schema: any, input: unknown): string[] => {
    const { error } = schema.safeParse(input);
    return (error?.issues ?? []).map(
      (issue: any) => `${issue.path.join('.')}: ${issue.message}`,
    );
  };
  const named = (more: object) =>
    faults(newPortfolioServiceSchema, { title: 'A', ...more });

  it('is refused with what to do', () => {
    expect(named({ entityName: 'Gift Cards' })).toEqual([
      'entityName: must be small letters and digits, with -, _ or . between them, e.g. gift-cards',
    ]);
    expect(
      named({ entityName: 'gifts', entityRef: 'system:default/gifts' }),
    ).toEqual([
      'entityName: leave it out where an entity is named; it is for services that the catalog does not have yet',
    ]);
    expect(named({ entityRef: 'user:default/rita' })).toHaveLength(1);
    expect(named({ valueScore: 6, riskScore: 1.5 })).toEqual([
      'valueScore: must be from 1 to 5',
      'riskScore: must be a whole number from 1 to 5',
    ]);
    expect(named({ estimatedCost: -1 })).toEqual([
      'estimatedCost: must not be less than nothing',
    ]);
    expect(named({ estimatedCost: 1, costCurrency: 'BTC' })).toEqual([
      'costCurrency: must be a currency of ISO 4217 like EUR',
    ]);
    expect(named({ customers: Array(51).fill('a') })).toEqual([
      'customers: must name at most 50 customers',
    ]);
    expect(faults(portfolioServicePatchSchema, {})).toEqual([
      ': must change at least one field',
    ]);
    expect(
      faults(takeInSchema, { refs: ['system:default/a', 'System:default/A'] }),
    ).toEqual(['refs: must name each service once']);
    expect(
      faults(portfolioServiceTransitionSchema, {
        transition: 'assess',
        status: 'operation',
      }),
    ).toHaveLength(1);
  });

  // Line ends of all kinds, what cannot be kept, and what a page would run.
  const odd = fc.constantFrom(
    '\n',
    '\r',
    '\u2028',
    '\0',
    '\ud800',
    'ü',
    '<',
    '"',
    'a',
  );

  it('takes words as they are, hostile ones too, and nothing that cannot be kept', () => {
    fc.assert(
      fc.property(fc.string({ unit: odd, maxLength: 20 }), words => {
        const parsed = newPortfolioServiceSchema.safeParse({
          title: 'A',
          purpose: `<img src=x onerror=alert(1)>${words}`,
          customers: [`a${words}`],
        });
        if (!parsed.success) return;
        // Customers are kept one a line.
        expect(parsed.data.customers![0]).not.toMatch(/[\n\r]/);
        expect(parsed.data.purpose).toContain('<img src=x onerror=alert(1)>');
      }),
      { numRuns },
    );
  });
});
