import { yamlStart } from './yamlStart';

describe('the beginning of a new definition', () => {
  it('has a line for what is asked for, and the rest as comments', () => {
    const reply = {
      type: 'object',
      properties: {
        title: { type: 'string', minLength: 1 },
        body: { type: 'string' },
        audience: { enum: ['internal', 'requester'], default: 'requester' },
        types: { type: 'array', default: [] },
        weight: { type: 'integer', minimum: 1 },
      },
      required: ['title', 'body', 'audience'],
    };
    expect(yamlStart(reply)).toBe(
      [
        'title: ""',
        'body: ""',
        '# audience: "requester"',
        '# types: []',
        '# weight: 1',
      ].join('\n'),
    );
  });

  it('goes into what is nested', () => {
    const template = {
      properties: {
        type: { type: 'string' },
        record: {
          type: 'object',
          properties: { title: { type: 'string' } },
          required: ['title'],
        },
        extra: { type: 'object', properties: { hint: { type: 'string' } } },
      },
      required: ['type', 'record', 'extra'],
    };
    expect(yamlStart(template)).toBe(
      ['type: ""', 'record:', '  title: ""', 'extra:', '  hint: ""'].join('\n'),
    );
  });

  it('begins with what was chosen before, where that is a choice', () => {
    const schema = {
      properties: { kind: { enum: ['freeze', 'maintenance'] } },
      required: ['kind'],
    };
    const start = (kind: string) => yamlStart(schema, '', { kind });
    expect(start('maintenance')).toBe('kind: maintenance');
    expect(start('holiday')).toBe('kind: freeze');
  });
});
