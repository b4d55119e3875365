import { takeNames } from './takeName';

const { take, needles } = takeNames([
  { ref: 'user:default/maria', as: 'user:erased/7' },
  { ref: 'user:shop/x+y', as: 'user:erased/8' },
  { ref: 'user:default/j.de-groot_1', as: 'user:erased/9' },
]);

describe('names that are taken out', () => {
  it.each([
    ['user:default/maria', 'user:erased/7'],
    ['Ask USER:Default/Maria.', 'Ask user:erased/7.'],
    ['"assigneeRef":"user:default/maria"', '"assigneeRef":"user:erased/7"'],
    ['user:maria did', 'user:erased/7 did'],
    ['(@maria), @Maria!', '(@user:erased/7), @user:erased/7!'],
    ['@user:default/maria', '@user:erased/7'],
    ['?assignee=user%3Adefault%2Fmaria&x', '?assignee=user%3Aerased%2F7&x'],
    ['/catalog/default/user/maria', '/catalog/erased/user/7'],
    ['@j.de-groot_1, hi', '@user:erased/9, hi'],
    ['user:shop/x+y and @x+y', 'user:erased/8 and @x+y'],
  ])('%s becomes %s', (text, taken) => {
    expect(take(text)).toBe(taken);
    const small = text.toLocaleLowerCase('en-US');
    expect(needles.some(needle => small.includes(needle))).toBe(true);
  });

  it.each([
    'user:default/maria.smith',
    'user:default/maria-b',
    'user:default/jade-groot_1',
    'user:default/mariana',
    'user:default/anna-maria',
    'superuser:default/maria',
    'maria@maria.example',
    'https://example.com/@maria',
    'group:default/maria',
    'Maria said so',
  ])('%s is somebody else, or no reference', text => {
    expect(take(text)).toBe(text);
  });
});
