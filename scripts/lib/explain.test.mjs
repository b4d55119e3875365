import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explain } from './explain.mjs';

describe('the cause of a failed installation', () => {
  const outputs = {
    'a full disk': ['npm error code ENOSPC', /disk is full/],
    'no network, said by npm': [
      'npm error network request to the registry failed, reason: getaddrinfo EAI_AGAIN',
      /^No network/,
    ],
    'no network, said by Yarn': [
      '➤ YN0001: │ RequestError: connect ECONNREFUSED 127.0.0.1:9',
      /^No network/,
    ],
    'an old lockfile': [
      '➤ YN0028: │ The lockfile would have been modified by this install',
      /yarn install/,
    ],
    'an unknown authority': [
      'npm error code UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      /certificate/,
    ],
    'a registry that wants a token': ['npm error code E401', /token/],
  };
  for (const [what, [output, sentence]] of Object.entries(outputs)) {
    it(`is told in a sentence: ${what}`, () => {
      assert.match(explain(output), sentence);
    });
  }

  it('is the disk rather than what failed because of it', () => {
    assert.match(explain('EACCES\nENOSPC: no space left on device'), /disk/);
  });

  it('is left open when the output says nothing known', () => {
    assert.equal(explain('something else went wrong'), undefined);
  });
});
