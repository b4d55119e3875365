import { MeasuringError } from './Indicator';
import { TroubledConnections } from './TroubledConnections';

const slow = new MeasuringError('It did not answer in time', {
  connection: 'main',
  slow: true,
});

describe('a connection in trouble', () => {
  it('is not tried again once it cannot be reached', () => {
    const troubled = new TroubledConnections();
    const refused = new MeasuringError('It cannot be reached', {
      connection: 'main',
      slow: false,
    });
    troubled.note(refused);
    expect(troubled.of('main')).toBe(refused);
    expect(troubled.of('other')).toBeUndefined();
  });

  it('is tried again after one query that took too long, and not after several', () => {
    const troubled = new TroubledConnections();
    troubled.note(slow);
    troubled.note(slow);
    expect(troubled.of('main')).toBeUndefined();
    troubled.note(slow);
    expect(troubled.of('main')).toBe(slow);
  });

  it('is no matter of a query that is wrong', () => {
    const troubled = new TroubledConnections();
    for (let i = 0; i < 9; i += 1)
      troubled.note(new MeasuringError('It gives two series'));
    expect(troubled.of('main')).toBeUndefined();
  });
});
