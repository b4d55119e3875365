import { execFile } from 'child_process';
import { mkdtempSync, writeFileSync } from 'fs';
import type { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { gzipSync } from 'zlib';
import { TestDatabases } from '@backstage/backend-test-utils';
import { startItsm, type RunningItsm } from '../testing/startItsm';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
jest.setTimeout(60_000);

const COMMAND = resolve(__dirname, '../../bin/itsm.cjs');
const HEADER =
  'number,incident_state,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_by,opened_at,sys_updated_by,sys_updated_at,contact_type,category,subcategory,u_symptom,cmdb_ci,impact,urgency,priority,assignment_group,assigned_to,resolved_at,closed_at';
const ROW =
  '7,New,0,0,0,true,1,8,1/3/2026 09:00,8,1/3/2026 09:01,Phone,55,170,72,?,2,2,3,56,?,?,?';

describe('the command itsm', () => {
  let itsm: RunningItsm;
  let url: string;
  const folder = mkdtempSync(join(tmpdir(), 'itsm-cli-'));

  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init('SQLITE_3') });
    url = `http://localhost:${(itsm.server.address() as AddressInfo).port}`;
  });
  afterAll(() => itsm.stop());

  /** Runs the command as its user would, in a process of its own. */
  const run = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    new Promise<{ code: number; out: string; err: string }>(done => {
      const token = `mock-service-token:${JSON.stringify({
        sub: 'external:importer',
      })}`;
      execFile(
        process.execPath,
        [COMMAND, ...args],
        {
          env: {
            ...process.env,
            CALLBOARD_BASE_URL: url,
            CALLBOARD_CLI_TOKEN: token,
            ...env,
          },
        },
        (error, out, err) => done({ code: Number(error?.code ?? 0), out, err }),
      );
    });
  const write = (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const importing = (file: string) =>
    run(['import', file, '--mapping', 'servicenow', '--source', 'desk']);

  it('imports a file, says what it did, and adds nothing the second time', async () => {
    const file = write('log.csv.gz', gzipSync(`${HEADER}\n${ROW}\n`));
    const first = await importing(file);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain(
      'Done: 1 records created, 1 rows recorded, 0 were there already.',
    );
    expect((await importing(file)).out).toContain(
      '0 records created, 0 rows recorded, 1 were',
    );
    expect((await run(['imports'])).out).toMatch(
      /desk {2}done {2}0 new, 1 known, 0 bad/,
    );
  });

  it('lists bad lines and ends with code 2 when there are some', async () => {
    const file = write(
      'bad.csv',
      `${HEADER}\n${ROW.replace('7,', '8,')}\nbroken\n`,
    );
    const answer = await importing(file);
    expect(answer.code).toBe(2);
    expect(answer.out).toContain(
      'line 3: has 1 columns where the header has 23',
    );
  });

  it('erases somebody, once it is told twice whom', async () => {
    const ref = 'user:default/rita';
    await itsm.as('rita').post('/incidents', {
      serviceRef: 'component:default/checkout',
      title: 'The print is pale',
    });
    const preview = await run(['erase', ref, '--texts']);
    expect(preview).toMatchObject({ code: 0, err: '' });
    expect(preview.out).toContain('To be erased:');
    expect(preview.out).toContain('  1 in records');
    expect(preview.out).toContain('  1 texts that the person wrote');
    expect(preview.out).toContain(`--confirm ${ref}`);
    const there = await run(['erase', ref, '--confirm', ref]);
    expect(there).toMatchObject({ code: 1, out: '' });
    expect(there.err).toMatch(/^409: The catalog still has this person/);
    const other = 'user:default/maria';
    const unsure = await run(['erase', ref, '--force', '--confirm', other]);
    expect(unsure.err).toMatch(
      /^400: confirm: must be the reference once more/,
    );
    const erased = await run(['erase', ref, '--force', '--confirm', ref]);
    expect(erased.code).toBe(0);
    expect(erased.out).toMatch(
      /Erased:\n[\s\S]*The person is called user:erased\/\d+ from now on\./,
    );
    const again = await run(['erase', ref]);
    expect(again.out).toContain('To be erased:\n  nothing');
  });

  it('says what a change of an agreement would make of the records that there were', async () => {
    const day = [{ from: '00:00', to: '24:00' }];
    const calendar = { name: 'Hours', timeZone: 'UTC', week: { monday: day } };
    const file = write(
      'gold.yaml',
      `kind: calendar
key: hours
spec: ${JSON.stringify(calendar)}
---
kind: agreement
key: gold
spec:
  name: Gold
  type: sla
  targets:
    - metric: resolution
      goals: [{ within: 4h, calendar: hours }]
`,
    );
    const same = await run(['what-if', file, '--fail-on-flip']);
    expect(same).toMatchObject({ code: 0, err: '' });
    expect(same.out).toMatch(/ {7}\d {2}newly covered\n/);
    expect(same.out).toMatch(/records since 20.*Nothing was changed\.\n$/);

    // What was filed in March is open: in time for a century, and not within four hours.
    const robot = itsm.asService('external:importer');
    await robot
      .put('/definitions/calendar/hours', { body: calendar })
      .expect(200);
    const gold = (within: string) => ({
      name: 'Gold',
      type: 'sla',
      targets: [
        { metric: 'resolution', goals: [{ within, calendar: 'hours' }] },
      ],
    });
    await robot
      .put('/definitions/agreement/gold', { body: gold('900000h') })
      .expect(200);
    const old = await run(['what-if', file, '--days', '366']);
    expect(old).toMatchObject({ code: 0, err: '' });
    const flips = await run(['what-if', file, '--fail-on-flip']);
    expect(flips.code).toBe(2);
    expect(flips.out).toMatch(
      /^INC-\d+ {2}sla:resolution {2}\d+h(\d+m)? of 900000h met → \d+h(\d+m)? of 4h breached/,
    );
    const bad = await run([
      'what-if',
      write('bad.yaml', 'kind: agreement\nkey: gold\nspec:\n  nme: Gold\n'),
    ]);
    expect(bad.code).toBe(1);
    expect(bad.err).toMatch(
      /^400: .*line 4, column 3: nme: .*did you mean "name"/,
    );
    expect((await run(['what-if', file, '--days', 'x'])).err).toMatch(
      /^400: .*days/,
    );
  });

  it('says in one sentence what is wrong', async () => {
    const file = write('other.csv', 'a,b\n1,2\n');
    const cases: [string[], NodeJS.ProcessEnv, RegExp][] = [
      [
        ['import', '/no/such/file', '--mapping', 'servicenow', '--source', 'x'],
        {},
        /cannot be read: ENOENT/,
      ],
      [
        ['import', file, '--mapping', 'servicenow', '--source', 'x'],
        {},
        /400: The file has no column number/,
      ],
      [['import', file], {}, /^Usage:/],
      [['dance'], {}, /^Usage:/],
      [['imports'], { CALLBOARD_CLI_TOKEN: '' }, /^401: |No token/],
      [
        ['imports'],
        { CALLBOARD_BASE_URL: 'http://localhost:1' },
        /does not answer at http:\/\/localhost:1.*npm start/,
      ],
    ];
    for (const [args, env, sentence] of cases) {
      const answer = await run(args, env);
      expect(answer.code).toBe(1);
      expect(answer.err).toMatch(sentence);
    }
  });
});
