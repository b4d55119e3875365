import { DefinitionKinds } from '../../../kernel/definitions/DefinitionKinds';
import { readDefinitionFile } from '../../../kernel/definitions/git/readFile';
import { calendarKind } from '../calendars/calendarKind';
import { alertPolicyKind, indicatorKind, objectiveKind } from './kinds';

const kinds = new DefinitionKinds([
  objectiveKind,
  indicatorKind,
  alertPolicyKind,
  calendarKind,
]);

const read = async (text: string) => {
  const { stated, problems, named } = await readDefinitionFile(
    { file: 'slo.yaml', text },
    kinds,
  );
  return {
    stated: stated.map(({ kind, key, line }) => [kind, key, line]),
    problems: problems.map(
      ({ line, column, message }) => `${line}:${column} ${message}`,
    ),
    named,
    bodies: stated.map(({ body }) => body as any),
  };
};

const SLO = `apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout-available
  displayName: Checkout is there
  annotations:
    callboard.dev/on-burn: incident
spec:
  service: checkout
  indicatorRef: checkout-availability
  timeWindow:
    - duration: 30d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - target: 0.995
`;
const SLI = `apiVersion: openslo/v1
kind: SLI
metadata:
  name: checkout-availability
spec:
  ratioMetric:
    rawType: success
    raw:
      metricSource:
        type: Callboard
        spec:
          measure: availability
`;
const policy = (condition: string) => `apiVersion: openslo/v1
kind: AlertPolicy
metadata:
  name: fast
spec:
  conditions:
    ${condition}
`;
const CONDITION = `- kind: AlertCondition
      metadata:
        name: fast
      spec:
        severity: page
        condition:
          kind: burnrate
          op: gte
          threshold: 14.4
          lookbackWindow: 1h
          alertAfter: 5m`;

describe('a file of OpenSLO documents', () => {
  it('is read as it is, beside definitions of our own', async () => {
    const found = await read(
      [
        SLO,
        SLI,
        policy(CONDITION),
        "kind: calendar\nkey: always\nspec:\n  name: Always\n  timeZone: UTC\n  week:\n    monday: [{ from: '00:00', to: '24:00' }]\n",
      ].join('---\n'),
    );
    expect(found.problems).toEqual([]);
    expect(found.stated.map(([kind, key]) => [kind, key])).toEqual([
      ['objective', 'checkout-available'],
      ['indicator', 'checkout-availability'],
      ['alert-policy', 'fast'],
      ['calendar', 'always'],
    ]);
    expect(found.bodies[0].metadata.displayName).toBe('Checkout is there');
  });

  it.each([
    // A typing mistake, where it is.
    [
      SLO.replace('budgetingMethod', 'budgettingMethod'),
      [
        '14:3 spec.budgettingMethod: is not known here; did you mean "budgetingMethod"?',
        '8:1 spec.budgetingMethod: is required',
      ],
    ],
    [
      SLO.replace('Occurrences', 'Occurences'),
      [
        '14:3 spec.budgetingMethod: cannot be "Occurences"; did you mean "Occurrences"?',
      ],
    ],
    [
      SLO.replace('kind: SLO', 'kind: SLOs'),
      [
        '2:1 kind: there is no kind "SLOs" of openslo/v1 here; did you mean "SLO"?',
      ],
    ],
    [
      SLO.replace('openslo/v1', 'openslo/v1alpha'),
      [
        '1:1 apiVersion: documents of "openslo/v1alpha" are not read here; did you mean "openslo/v1"?',
      ],
    ],
    [
      SLO.replace('checkout-available', 'Checkout!'),
      [
        '4:3 metadata.name: must be letters, digits, dots, dashes and underscores, e.g. ask-for-logs',
      ],
    ],
    [
      SLO.replace('on-burn: incident', 'on-burn: call'),
      [
        '7:5 metadata.annotations.callboard.dev/on-burn: must be "incident", or be left out',
      ],
    ],
    [
      SLO.replace('service: checkout', 'service: the checkout'),
      [
        '9:3 spec.service: must be the name of an entity, or a reference like component:default/cart; or name the entity in the annotation callboard.dev/entity',
      ],
    ],
    // What we do not have, and what to do instead.
    [
      'apiVersion: openslo/v1\nkind: DataSource\nmetadata:\n  name: main\nspec: {}\n',
      [
        '2:1 kind: DataSource is not supported; connections stand in the configuration, below itsm.serviceLevels.prometheus; take the document out, and name the connection as metricSourceRef',
      ],
    ],
    [
      policy('- conditionRef: fast'),
      [
        '7:7 spec.conditions.0.conditionRef: is not supported; write the condition here, inline',
        '7:7 spec.conditions.0.spec: is required',
      ],
    ],
  ])(
    'with a fault names it, its line and what to do: %#',
    async (text, problems) => {
      const found = await read(text);
      expect(found.stated).toEqual([]);
      expect([...found.problems].sort()).toEqual([...problems].sort());
    },
  );

  it('has its name as its key in the editor too', () => {
    expect(
      objectiveKind.check!(
        objectiveKind.schema.parse({
          apiVersion: 'openslo/v1',
          kind: 'SLO',
          metadata: { name: 'one' },
          spec: {
            service: 'checkout',
            indicatorRef: 'x',
            timeWindow: [{ duration: '1d', isRolling: true }],
            budgetingMethod: 'Occurrences',
            objectives: [{ targetPercent: 99 }],
          },
        }),
        'other',
      ),
    ).toEqual([
      {
        path: ['metadata', 'name'],
        message: 'metadata.name: must be other, the key of the definition',
      },
    ]);
  });
});
