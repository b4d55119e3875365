import type { Case } from '../Case';
import * as needs from '../needs';

const reader = needs.permitted('definition.read');
const writer = needs.admin('definition.write');
const HELLO = { kind: 'reply-template', key: 'hello' };
const BODY = { title: 'Bye', body: 'Bye', audience: 'requester' };

let keys = 0;
const newKey = () => {
  keys += 1;
  return { kind: 'reply-template', key: `case-${keys}` };
};

/** What the organisation has defined. */
export const definitionCases: Case[] = [
  { route: 'definitions.kinds', needs: reader },
  { route: 'definitions.list', needs: reader },
  { route: 'definitions.problems', needs: reader },
  { route: 'definitions.get', needs: reader, ask: () => ({ params: HELLO }) },
  {
    route: 'definitions.history',
    needs: reader,
    ask: () => ({ params: HELLO }),
  },
  {
    route: 'definitions.version',
    needs: reader,
    ask: () => ({ params: { ...HELLO, version: '1' } }),
  },
  {
    route: 'definitions.diff',
    needs: reader,
    ask: () => ({ params: HELLO, query: { from: '1', to: '1' } }),
  },
  {
    route: 'definitions.verify',
    needs: reader,
    ask: () => ({ params: HELLO }),
  },
  { route: 'definitions.reload', needs: writer },
  {
    route: 'definitions.write',
    needs: writer,
    ask: () => ({ params: newKey(), body: { body: BODY } }),
  },
  {
    route: 'definitions.check',
    needs: writer,
    changesNothing: true,
    ask: () => ({ params: HELLO, body: { body: BODY } }),
  },
  {
    route: 'definitions.remove',
    needs: writer,
    ask: async ({ make }) => {
      const params = newKey();
      await make.definition(params.kind, params.key, BODY);
      return { params };
    },
  },
  {
    route: 'templates.list',
    needs: needs.signedIn,
    ask: () => ({ query: { type: 'incident' } }),
  },
  {
    route: 'replyTemplates.list',
    needs: needs.read,
    ask: ({ record }) => ({ query: { record: record.number } }),
  },
];
