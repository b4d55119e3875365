import { surveyAnswersRef } from '@callboard/plugin-itsm-node';
import type { KernelParts } from '../../kernel/buildKernel';
import type { Answers } from '../../practices/improvement/surveys/Answers';
import { writeLink } from '../../practices/improvement/surveys/links';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  user,
} from '../../tests/kernelOnDatabase';
import { registeredPractices } from '../../tests/registeredPractices';
import { surveysAndRatings } from './practice';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const rita = user('rita', ['marketing']);
const dana = user('dana', ['service-desk'], ['agent']);
const INVITATION = '0190f3d4-0000-7000-8000-0000000000aa';

describe.each(databases.eachSupportedId())(
  'an answer and a rating on %s',
  databaseId => {
    it('are the one that was given last, also where the earlier one is taken over late', async () => {
      const knex = await databases.init(databaseId);
      const clock = new FixedClock();
      const practices = [...(await registeredPractices()), surveysAndRatings];
      const kernel: KernelParts = await kernelOnDatabase(knex, {
        clock,
        practices,
      });
      for (const practice of practices) practice.services?.(kernel);
      const answers = kernel.services.find(surveyAnswersRef) as Answers;
      const settle = async () => {
        for (let i = 0; i < 10; i += 1) {
          await kernel.followers.drain();
          if ((await kernel.due.runDue()) === 0) return;
        }
        throw new Error('They go back and forth');
      };
      const { record } = await kernel.records.changeRecord(rita, {
        create: 'incident',
        set: {
          title: 'It is slow',
          serviceRef: 'component:default/checkout',
          impact: 3,
          urgency: 3,
          requesterRef: rita.ref,
        },
      });
      const { id } = record;
      await kernel.records.changeRecord(dana, {
        id,
        transition: 'resolve',
        set: { resolution: 'Done', resolutionCode: 'solved' },
      });
      const expiresAt = NOON + 1e9;
      await knex('survey_invitations').insert({
        id: INVITATION,
        survey_key: 'help',
        occasion: 'resolved',
        record_id: id,
        person_ref: rita.ref,
        question: 'How was it?',
        sent_at: NOON,
        expires_at: expiresAt,
        version: 0,
        journal_head: '0'.repeat(64),
      });
      const token = writeLink(
        { invitationId: INVITATION, expiresAt },
        await answers.secret(),
      );
      const answer = (score: number, seen: number) =>
        answers.answer(token, 'there', { score, seen });
      const rate = (satisfaction: number) =>
        kernel.records.changeRecord(rita, { id, set: { satisfaction } });
      const both = async () => [
        (await knex('incidents').where('record_id', id).first()).satisfaction,
        (await knex('survey_invitations').where('id', INVITATION).first())
          .score,
      ];

      await answer(2, 0);
      // Taken over an hour later; meanwhile they had changed their mind.
      clock.pass(3_600_000);
      await settle();
      expect(await both()).toEqual([2, 2]);
      clock.pass(-1_800_000);
      await answer(4, 1);
      await settle();
      expect(await both()).toEqual([4, 4]);

      // Said in both places before either was taken over.
      clock.pass(7_200_000);
      await answer(1, 2);
      clock.pass(1);
      await rate(5);
      await settle();
      expect(await both()).toEqual([5, 5]);
      await rate(3);
      clock.pass(1);
      const { version } = await knex('survey_invitations').first();
      await answer(1, Number(version));
      await settle();
      expect(await both()).toEqual([1, 1]);
    });
  },
);
