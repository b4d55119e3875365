import { errorSentence } from './errors';

it('tells what the server said, what went wrong, or that it cannot be reached, never in the words of a browser', () => {
  const refusal = Object.assign(new Error('Request failed with 409'), {
    statusCode: 409,
    body: { error: { message: 'Somebody else has that name' } },
  });
  expect(errorSentence(refusal)).toBe('Somebody else has that name');
  expect(errorSentence(new Error('It is a draft'))).toBe('It is a draft');
  for (const words of ['Failed to fetch', 'Load failed', 'NetworkError'])
    expect(errorSentence(new TypeError(words))).toBe(
      'The server cannot be reached. Check your connection.',
    );
});
