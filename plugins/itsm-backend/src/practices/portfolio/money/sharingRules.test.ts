import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { ok, refused, startMoney } from '../../../testing/moneyScene';
import type { RunningItsm } from '../../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(60_000);

const SECRET = 'system:default/secret';
const [A, B, C] = ['mixed', 'import', 'model'].map(
  name => `system:default/${name}`,
);

describe.each(databases.eachSupportedId())(
  'a rule of an administrator who sees part of the catalog, on %s',
  databaseId => {
    let itsm: RunningItsm;
    const define = (who: string, key: string, from: string, to: string) =>
      itsm.as(who).put(`/definitions/cost-sharing/${key}`, {
        body: {
          name: 'Shared',
          service: from,
          rule: { by: 'equal', to: [to] },
        },
      });
    beforeAll(async () => {
      itsm = await startMoney(await databases.init(databaseId));
      await ok(define('zoe', 'of-secret', SECRET, A));
      await ok(define('zoe', 'to-secret', B, SECRET));
    });
    afterAll(() => itsm.stop());

    const saidToNina = async (from: string, to: string) => {
      const [status, words] = await refused(define('nina', 'hers', from, to));
      expect(status).toBe(400);
      return words;
    };

    it('names what they may see: of the rest they learn no more than of what is not there', async () => {
      const nowhere = 'system:default/nowhere';
      for (const [secret, absent] of [
        [await saidToNina(SECRET, C), await saidToNina(nowhere, C)],
        [await saidToNina(C, SECRET), await saidToNina(C, nowhere)],
      ])
        expect(secret).toBe(absent.replace('nowhere', 'secret'));
      // Whoever sees it is told which rule splits it.
      expect((await refused(define('zoe', 'twice', SECRET, C)))[1]).toContain(
        `${SECRET} is split by "of-secret" already`,
      );
      expect(await saidToNina(B, C)).toContain('is split by "to-secret"');
    });

    it('is told of a circle without what is hidden on its way', async () => {
      const around = (secret: string) =>
        `costs would go in a circle: ${A} → ${B} → ${secret} → ${A}; leave one of them out`;
      expect(await saidToNina(A, B)).toContain(around('what you may not see'));
      expect((await refused(define('zoe', 'around', A, B)))[1]).toContain(
        around(SECRET),
      );
      await ok(define('nina', 'hers', A, C));
    });
  },
);
