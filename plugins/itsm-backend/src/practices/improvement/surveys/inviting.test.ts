import type { Knex } from 'knex';
import { surveyBodySchema } from '@callboard/plugin-itsm-common';
import type { KernelParts } from '../../../kernel/buildKernel';
import { copyEntity } from '../../../kernel/catalog/copyEntity';
import { demoCatalog } from '../../../testing/demoCatalog';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  seedId,
  seedIncidents,
} from '../../../tests/kernelOnDatabase';
import { Answers } from './Answers';
import { surveyFactKind, factsOf } from './counted';
import { InvitationStore, type Invitation } from './InvitationStore';
import { Inviter } from './Inviter';
import { readLink, writeLink, newLinkSecret } from './links';
import { occasionAt } from './rhythm';
import { isSampled, Surveys, type Survey } from './Surveys';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const DAY = 86_400_000;
/** One of them left, and one was never there. */
const PEOPLE = ['maria', 'sam', 'dana', 'bob'].map(n => `user:default/${n}`);

const survey = (key: string, body: object): Survey => ({
  kind: 'survey',
  key,
  version: 1,
  validFrom: 0,
  source: 'portal',
  removed: false,
  body: surveyBodySchema.parse({ title: key, ...body }),
});

describe('a link', () => {
  it('is read by whoever has its secret as it was written, and not when a letter of it is another', () => {
    const secret = newLinkSecret();
    const link = {
      invitationId: '0190f3d4-0000-7000-8000-0000000000ff',
      expiresAt: NOON,
    };
    const token = writeLink(link, secret);
    expect(token).toMatch(/^[\w-]{72}$/);
    expect(readLink(token, secret)).toEqual(link);
    expect(readLink(token, newLinkSecret())).toBeUndefined();
    for (let i = 0; i < token.length; i += 1) {
      const other = token[i] === 'A' ? 'B' : 'A';
      const forged = token.slice(0, i) + other + token.slice(i + 1);
      expect(readLink(forged, secret)).toBeUndefined();
    }
  });
});

describe('a sample', () => {
  it('has about as many as it should, and always the same', () => {
    const one = survey('a', { samplePercent: 20 });
    const all = Array.from({ length: 5000 }, (_, i) => `record-${i}`);
    const chosen = all.filter(id => isSampled(one, id));
    expect(chosen.length).toBeGreaterThan(850);
    expect(chosen.length).toBeLessThan(1150);
    expect(all.filter(id => isSampled(one, id))).toEqual(chosen);
    const whole = survey('a', { samplePercent: 100 });
    expect(all.every(id => isSampled(whole, id))).toBe(true);
  });
});

describe('a rhythm', () => {
  it('begins in the morning of its zone', () => {
    const at = Date.UTC(2026, 3, 1, 6, 59);
    expect(occasionAt('monthly', at, 'Europe/Vienna')).toBeUndefined();
    expect(occasionAt('monthly', at + 60_000, 'Europe/Vienna')).toBe('2026-04');
    expect(occasionAt('quarterly', at + 60_000, 'Europe/Vienna')).toBe(
      '2026-Q2',
    );
    expect(occasionAt('monthly', at, 'Asia/Tokyo')).toBe('2026-04');
  });
});

describe.each(databases.eachSupportedId())('asking on %s', databaseId => {
  let knex: Knex;
  let kernel: KernelParts;
  let store: InvitationStore;
  let inviter: Inviter;
  let answers: Answers;
  const clock = new FixedClock();

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    kernel = await kernelOnDatabase(knex, { clock });
    await kernel.catalog.put(
      demoCatalog.map(e => copyEntity(e, [])),
      NOON,
    );
    await knex('catalog_entities')
      .where('ref', 'user:default/sam')
      .update({ removed_at: NOON });
    store = new InvitationStore(knex);
    const surveys = new Surveys(kernel.definitions);
    inviter = new Inviter({ ...kernel, store, surveys });
    answers = new Answers({ ...kernel, store, surveys });
    await seedIncidents(
      knex,
      PEOPLE.map((requesterRef, i) => ({
        number: i + 1,
        requesterRef,
        serviceRef: 'component:default/checkout',
        createdAt: NOON - i * DAY,
      })),
    );
  });

  const asked = (key: string): Promise<Invitation[]> =>
    knex('survey_invitations')
      .where('survey_key', key)
      .orderBy('person_ref')
      .select({ personRef: 'person_ref', id: 'id', expiresAt: 'expires_at' });
  const peopleAsked = async (key: string) =>
    (await asked(key)).map(i => i.personRef).sort();

  it('on a rhythm asks who used a service and is still there, once each time', async () => {
    const monthly = survey('monthly', { when: 'monthly', quietDays: 5 });
    expect(await inviter.onRhythm(monthly, '2026-03')).toBe(2);
    expect(await inviter.onRhythm(monthly, '2026-03')).toBe(0);
    // Not who left, and not whom the catalog never had.
    expect(await peopleAsked('monthly')).toEqual([
      'user:default/dana',
      'user:default/maria',
    ]);
  });

  it('leaves alone who was asked lately, by whichever survey', async () => {
    const other = survey('other', { when: 'monthly', quietDays: 30 });
    expect(await inviter.onRhythm(other, '2026-03')).toBe(0);
    clock.pass(31 * DAY);
    expect(await inviter.onRhythm(other, '2026-04')).toBe(2);
    const elsewhere = survey('elsewhere', {
      when: 'monthly',
      quietDays: 0,
      services: ['component:default/cart'],
    });
    expect(await inviter.onRhythm(elsewhere, '2026-04')).toBe(0);
  });

  it('asks somebody once, however many ask at the same time', async () => {
    clock.pass(31 * DAY);
    const keys = ['a', 'b', 'c', 'd'];
    const sent = await Promise.all(
      keys.map(key =>
        inviter.onRhythm(survey(key, { when: 'monthly' }), '2026-05'),
      ),
    );
    expect(sent.reduce((a, b) => a + b, 0)).toBe(2);
    const everybody = (await Promise.all(keys.map(peopleAsked))).flat();
    expect(everybody.sort()).toEqual([
      'user:default/dana',
      'user:default/maria',
    ]);
  });

  it('takes one of many answers at once, and keeps the chain of its journal', async () => {
    clock.pass(31 * DAY);
    await inviter.onRhythm(
      survey('raced', { when: 'monthly', usedWithinDays: 366 }),
      '2026-06',
    );
    const [{ id, expiresAt }] = await asked('raced');
    const secret = await answers.secret();
    const token = writeLink(
      { invitationId: id, expiresAt: Number(expiresAt) },
      secret,
    );
    const results = await Promise.allSettled(
      [1, 2, 3, 4, 5].map(score =>
        answers.answer(token, 'there', { score, seen: 0 }),
      ),
    );
    const taken = results.findIndex(r => r.status === 'fulfilled');
    expect(results.filter(r => r.status === 'fulfilled')).toHaveLength(1);
    const kept = (await store.find(id))!;
    expect([kept.score, kept.version]).toEqual([taken + 1, 1]);
    const entries = await knex('journal')
      .where({ subject_type: 'survey', subject_id: id })
      .orderBy('position');
    expect(entries.map(e => e.kind)).toEqual([
      'survey.invited',
      'survey.answered',
    ]);
    expect(entries[1].hash).toBe(kept.journalHead);
    // A second secret is never made, or links that are out would be none.
    expect(await new InvitationStore(knex).secret(1)).toBe(secret);
    clock.pass(15 * DAY);
    await expect(answers.look(token, 'there')).rejects.toThrow(
      /cannot be changed any more/,
    );
  });

  it('limits how often a link is used, and how many forged ones come from an address', async () => {
    const forged = 'A'.repeat(72);
    for (let i = 0; i < 60; i += 1)
      await expect(answers.look(forged, 'far')).rejects.toThrow(/no such/);
    await expect(answers.look(forged, 'far')).rejects.toThrow(/too often/);
    await expect(answers.look(forged, 'near')).rejects.toThrow(/no such/);
    clock.pass(60_000);
    await expect(answers.look(forged, 'far')).rejects.toThrow(/no such/);
  });

  it('counts invitations and answers, and keeps what is restricted out', async () => {
    const [one] = await asked('raced');
    const [invitation] = await store.byIds(knex, [one.id]);
    const facts = factsOf(invitation);
    const keys = surveyFactKind.stages.map(({ key }) => key);
    expect(Object.keys(facts.stages).sort()).toEqual([...keys].sort());
    expect(facts.stages.answered).toBe(invitation.answeredAt);
    expect(facts.marks).toContain('answered');
    expect(facts.marks!.includes('satisfied')).toBe(invitation.score! >= 4);
    expect(facts.restricted).toBe(false);
    await knex('records')
      .where('id', seedId(1))
      .update({ visibility: 'restricted' });
    await knex('survey_invitations')
      .where('id', one.id)
      .update({ record_id: seedId(1) });
    const [hidden] = await store.byIds(knex, [one.id]);
    expect(factsOf(hidden).restricted).toBe(true);
  });
});
