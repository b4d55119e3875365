import { chooseTarget } from './saveTarget';

const picks = (picker: unknown) => {
  (window as any).showSaveFilePicker = picker;
};
const refused = (name: string) => async () => {
  throw new DOMException('', name);
};

describe('where an export is kept', () => {
  afterEach(() => picks(undefined));

  it('is asked for under a name that can be kept', async () => {
    const picker = jest.fn().mockResolvedValue({});
    picks(picker);
    expect(await chooseTarget('incidents.csv')).toBeDefined();
    expect(picker).toHaveBeenCalledWith(
      expect.objectContaining({ suggestedName: 'incidents.csv' }),
    );
  });

  it('is nowhere if the person thinks better of it', async () => {
    picks(refused('AbortError'));
    expect(await chooseTarget('incidents.csv')).toBeUndefined();
  });

  it('is among the downloads where the disk may not be asked for', async () => {
    picks(refused('SecurityError'));
    expect(await chooseTarget('incidents.csv')).toBeDefined();
  });

  it('leaves no empty file behind, and an older file alone', async () => {
    const remove = jest.fn();
    const of = async (size: number) => {
      picks(async () => ({ getFile: async () => ({ size }), remove }));
      return (await chooseTarget('incidents.csv'))!;
    };
    await (await of(4711)).discard();
    expect(remove).not.toHaveBeenCalled();
    await (await of(0)).discard();
    expect(remove).toHaveBeenCalledTimes(1);
  });
});
