import { cases, contracts } from './cases';
import type { Case } from './Case';
import { cast, type Person, type PolicyName } from './cast';
import type { Verdict } from './needs';
import type { Subject } from './oracle';
import { ACTION } from './world';

const OPEN: Subject = { name: 'open', restricted: false };
const SECRET: Subject = { name: 'secret', restricted: true };

const TITLES: Record<PolicyName, string> = {
  'allow-all': 'Under a policy that allows everything',
  itsm: 'Under the demo’s policy',
  'deny-all': 'Under a policy that denies everything',
};

/** What the table says of those that everybody else is like. */
const COLUMNS: [string, string][] = [
  ['monitor', 'service, agent'],
  ['sam', 'anybody'],
  ['rita', 'requester'],
  ['wanda', 'watcher'],
  ['colin', 'collaborator with read'],
  ['anton', 'assignee'],
  ['maria', 'owner group'],
  ['dana', 'agent'],
  ['kim', 'restricted reader'],
  ['ada', 'admin'],
  ['zoe', 'admin, restricted reader'],
];

const SIGNS: Record<Verdict, string> = {
  done: '✓',
  400: '–',
  401: '–',
  403: '✗',
  404: '·',
};

function cell(policy: PolicyName, person: Person, it: Case): string {
  const of = it.needs.ofRecord ? [OPEN, SECRET] : [OPEN];
  const signs = of.map(r => SIGNS[it.needs.verdict(policy, person, r)]);
  return signs[0] === signs[1] || signs.length === 1
    ? signs[0]
    : signs.join(' ');
}

function callOf({ route, when }: Case): string {
  const contract = contracts.get(route);
  const name = contract
    ? `\`${contract.method.toUpperCase()} ${contract.path}\``
    : `the action \`${route.slice(ACTION.length)}\``;
  return when ? `${name}, ${when}` : name;
}

function table(policy: PolicyName): string[] {
  const people = COLUMNS.map(
    ([name]) => cast(policy).find(p => p.name === name)!,
  );
  return [
    `| | ${COLUMNS.map(([, is]) => is).join(' | ')} |`,
    `|---|${COLUMNS.map(() => ':-:').join('|')}|`,
    ...cases.map(
      it =>
        `| ${callOf(it)} | ${people
          .map(person => cell(policy, person, it))
          .join(' | ')} |`,
    ),
  ];
}

function whoMay(): string[] {
  const lines = cases.map(it => `| ${callOf(it)} | ${it.needs.who} |`);
  return ['| | for |', '|---|---|', ...lines];
}

/** The reference of access, from the cases that the tests try. */
export function accessReference(): string {
  return [
    '# Access reference',
    '',
    'Who may do what, written from the cases that the tests put to everybody, over HTTP and through the',
    'actions registry (`plugins/itsm-backend/src/tests/access`). A route or an action without a case',
    'fails the tests.',
    '',
    'Some things hold under any policy: a restricted record is seen by those who were let in (requester,',
    'assignee, owner group, participants with read) and by the role `restrictedReader`; what is internal',
    'is for those who work on the record (assignee, owner group, collaborators, and agents, unless they',
    'asked for it); looking after the system takes the role `admin`. A policy can only take away from',
    'that. Who is not signed in, and a service without a role, may do nothing. What is announced as a',
    'disruption is for everybody.',
    '',
    'News are told by the same rules, as far as is known what somebody may read; receivers of webhooks',
    'are told what they were set up for; signals say to look again, and nothing else.',
    '',
    'In the tables, ✓ is done, ✗ is refused (403), · is not there for them (404), and – makes no sense',
    'for them (400). Two signs are for an open record and for a restricted one; a list shows each what',
    'they may read. Everybody is one thing only: who is more than one may what either may, but who',
    'asked for a record does not work on it by being an agent.',
    '',
    '## What each call takes',
    '',
    ...whoMay(),
    '',
    ...(['allow-all', 'itsm', 'deny-all'] as const).flatMap(policy => [
      `## ${TITLES[policy]}`,
      '',
      ...(policy === 'itsm'
        ? [
            'Owner groups are agents there, and the restricted reader may read everything, as leadership may.',
            'Everybody else reads what they asked for or were let in to, and changes what they asked for.',
            '',
          ]
        : []),
      ...table(policy),
      '',
    ]),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}
