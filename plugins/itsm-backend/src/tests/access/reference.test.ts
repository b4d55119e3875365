import { readFileSync, writeFileSync } from 'fs';
import { resolve } from 'path';
import { accessReference } from './reference';

const FILE = resolve(__dirname, '../../../../../docs/reference/access.md');
const HINT =
  'It is out of date; run "UPDATE_REPORTS=1 yarn workspace @callboard/plugin-itsm-backend test access/reference" and commit what changes';

/** Without what a formatter does to tables. */
const plain = (text: string) =>
  text
    .replace(/:?-{2,}:?/g, '--')
    .replace(/:-:/g, '--')
    .replace(/ +/g, ' ')
    .replace(/ ?\| ?/g, '|')
    .trim();

describe('the reference of access', () => {
  it('says what the tests try', () => {
    const wanted = accessReference();
    if (process.env.UPDATE_REPORTS === '1') writeFileSync(FILE, wanted);
    const found = readFileSync(FILE, 'utf8');
    const same = plain(found) === plain(wanted);
    expect(same ? 'up to date' : HINT).toBe('up to date');
  });
});
