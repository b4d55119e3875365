import { readFileSync } from 'fs';
import { resolve } from 'path';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import mailModule from '@backstage/plugin-notifications-backend-module-email';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { recordPath } from '@callboard/plugin-itsm-common';
import mailTemplate from '@callboard/plugin-notifications-backend-module-itsm';
import request from 'supertest';
import YAML from 'yaml';
import { demoCatalog } from '../../testing/demoCatalog';
import { MAIL_LOGIN, startMailbox, type Mailbox } from '../../testing/mailbox';
import { startItsm, type RunningItsm } from '../../testing/startItsm';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
jest.setTimeout(120_000);

const GUIDE = resolve(__dirname, '../../../../../docs/guides/operators.md');
const PORTAL = 'https://portal.example.com';
const addressOf = (name: string) => `${name}@shop.example`;

/** The demo catalog, with an address for each person. */
const catalog = demoCatalog.map(entity =>
  entity.kind === 'User'
    ? {
        ...entity,
        spec: { profile: { email: addressOf(entity.metadata.name) } },
      }
    : entity,
);

/** The example of the operators' guide, with the environment it takes. */
function configured(env: Record<string, string | number>) {
  const blocks = readFileSync(GUIDE, 'utf8').match(/```yaml\n[\s\S]*?```/g)!;
  const example = blocks.find(block => block.includes('transport: smtp'))!;
  const text = example
    .replace(/```(yaml)?/g, '')
    .replace(/\$\{(\w+)\}/g, (_, name) => String(env[name]));
  const config = YAML.parse(text);
  // The server of the test has no certificate, and listens where there is room.
  Object.assign(config.notifications.processors.email.transportConfig, {
    port: env.SMTP_PORT,
    requireTls: false,
  });
  return config;
}

describe('mail, by Backstage’s mail module and a real server', () => {
  let itsm: RunningItsm;
  let mailbox: Mailbox;
  const logger = mockServices.logger.mock();

  beforeAll(async () => {
    logger.child.mockReturnValue(logger);
    mailbox = await startMailbox();
    itsm = await startItsm({
      knex: await databases.init('SQLITE_3'),
      notifications: { knex: await databases.init('SQLITE_3') },
      entities: catalog,
      config: {
        app: { baseUrl: PORTAL },
        itsm: {
          access: {
            roles: { agent: [], admin: ['user:default/dana'] },
            decisionCacheSeconds: 0,
          },
        },
        ...configured({
          SMTP_HOST: '127.0.0.1',
          SMTP_PORT: mailbox.port,
          SMTP_USER: MAIL_LOGIN.user,
          SMTP_PASSWORD: MAIL_LOGIN.password,
        }),
      },
      decide: (_, ref) => ({
        result:
          ref === 'user:default/sam'
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
      features: [
        notificationsPlugin,
        mailModule,
        mailTemplate,
        createServiceFactory({
          service: coreServices.logger,
          deps: {},
          factory: () => logger,
        }),
      ],
    });
    // They have been here: what they may read is known.
    await itsm.as('maria').get('/incidents');
    await itsm.as('sam').get('/incidents');
  });
  afterAll(async () => {
    await itsm?.stop();
    await mailbox?.down();
  });

  const file = async (more: object = {}) => {
    const { body } = await itsm.as('rita').post('/incidents', {
      serviceRef: 'component:default/cart',
      title: 'Checkout returns "502" & <b>fails</b>',
      ...more,
    });
    return body;
  };
  const comment = async (number: string, body: string) => {
    const said = await itsm
      .as('rita')
      .post(`/records/${number}/comments`, { body, audience: 'requester' });
    expect(said.status).toBe(201);
  };
  const delivered = async (recordId: string) => {
    for (let i = 0; i < 400; i += 1) {
      await itsm.caughtUp();
      const rows = await itsm.knex('deliveries').where('subject_id', recordId);
      if (rows.every(row => row.state !== 'waiting')) return rows;
      await new Promise(done => {
        setTimeout(done, 20);
      });
    }
    throw new Error('Deliveries do not come to an end');
  };

  it('comes to whom the record is assigned to, with a link that opens it', async () => {
    const { number, title } = await file({ assigneeRef: 'user:default/maria' });
    const mail = await mailbox.next(addressOf('maria'));
    expect(mail.from!.text).toBe('"Callboard" <callboard@example.com>');
    expect(mail.subject).toBe(`${number} is assigned to you: ${title}`);
    const link = `${PORTAL}${recordPath('incidents', number)}`;
    expect(mail.text!.trim()).toBe(link);
    expect(mail.html).toBe(`<p><a href="${link}">${link}</a></p>`);
  });

  it('tells of a comment in its words, and makes no HTML of them', async () => {
    const { number } = await file({ assigneeRef: 'user:default/maria' });
    await mailbox.next(addressOf('maria'));
    const words = 'See <a href="https://elsewhere.example">the fix</a> & go';
    await comment(number, words);
    const mail = await mailbox.next(addressOf('maria'));
    expect(mail.subject).toMatch(`New comment on ${number}: `);
    expect(mail.text).toContain(words);
    expect(mail.html).not.toContain('href="https://elsewhere.example"');
    expect(mail.html).toContain('&lt;a href=&quot;');
  });

  it('says no more than a number to who may only know that there is something', async () => {
    const { number, title } = await file({ assigneeRef: 'user:default/dana' });
    const mail = await mailbox.next(addressOf('dana'));
    expect(mail.subject).toBe(`News on ${number}`);
    expect(mail.text).toContain(`${PORTAL}${recordPath('incidents', number)}`);
    for (const said of [mail.subject, mail.text, mail.html]) {
      expect(said).not.toContain(title);
      expect(said).not.toMatch(/checkout|cart|502|assigned/i);
    }
  });

  it('does not come to who may not read the record, even if mentioned', async () => {
    const { id, number } = await file();
    await comment(number, 'Have you seen this, @user:default/sam?');
    const rows = await delivered(id);
    const forSam = rows.filter(row => row.recipient === 'user:default/sam');
    expect(forSam.map(row => row.topic).sort()).toEqual([
      'incident.mentioned',
      'incident.queued',
    ]);
    for (const row of forSam) {
      expect(row.state).toBe('skipped');
      expect(row.last_error).toBe('They may not read it');
    }
    // Mail goes in order: what comes after it would come after mail to sam.
    await file({ assigneeRef: 'user:default/maria' });
    await mailbox.next(addressOf('maria'));
    expect(mailbox.rest).toEqual([]);
  });

  it('that asks how satisfied somebody is has a link for each answer, and one of them answers', async () => {
    const asks = await itsm.as('dana').put('/definitions/survey/help', {
      body: { title: 'Help', question: 'How was our help?', delayHours: 0 },
    });
    expect(asks.status).toBe(200);
    const { id, number } = await file({ assigneeRef: 'user:default/maria' });
    await mailbox.next(addressOf('maria'));
    const solved = await itsm.as('maria').post(`/incidents/${id}/transitions`, {
      transition: 'resolve',
      resolution: 'Done',
      resolutionCode: 'solved',
    });
    expect(solved.status).toBe(200);
    // That it is solved is told first.
    await mailbox.next(addressOf('rita'));
    const mail = await mailbox.next(addressOf('rita'));
    expect(mail.subject).toBe(`How was our help? (${number})`);
    const links = [...`${mail.html}`.matchAll(/<a href="([^"]+)">([^<]+)</g)];
    expect(links.map(([, , label]) => label)).toEqual([
      'Very satisfied',
      'Satisfied',
      'Neither',
      'Dissatisfied',
      'Very dissatisfied',
    ]);
    expect(mail.text).toContain(`Satisfied: ${links[1][1]}`);
    const page = new URL(links[1][1]);
    expect(page.searchParams.get('score')).toBe('4');
    const answer = await request(itsm.server)
      .post(page.pathname)
      .type('form')
      .send({ score: 4, seen: 0 });
    expect(answer.status).toBe(303);
    const row = await itsm.knex('survey_invitations').where('record_id', id);
    expect(row).toMatchObject([{ score: 4, version: 1 }]);
  });

  it('that finds no server is not tried again: it is logged, the notification is there, and an operator sends it anew', async () => {
    await mailbox.down();
    const { id, number } = await file({ assigneeRef: 'user:default/maria' });
    const [{ id: delivery, state }] = await delivered(id);
    expect(state).toBe('sent');
    const said = () => logger.error.mock.calls.map(([message]) => `${message}`);
    const failed =
      /Failed to send email to maria@shop\.example: .*ECONNREFUSED/;
    for (let i = 0; i < 200 && !said().some(s => failed.test(s)); i += 1) {
      await new Promise(done => {
        setTimeout(done, 20);
      });
    }
    expect(said()).toContainEqual(expect.stringMatching(failed));

    await mailbox.up();
    const { number: later } = await file({ assigneeRef: 'user:default/maria' });
    const mail = await mailbox.next(addressOf('maria'));
    expect(mail.subject).toContain(`${later} is assigned to you`);

    const again = await itsm
      .as('dana')
      .post(`/operations/deliveries/${delivery}/replay`);
    expect(again.status).toBe(200);
    const late = await mailbox.next(addressOf('maria'));
    expect(late.subject).toContain(`${number} is assigned to you`);
  });
});
