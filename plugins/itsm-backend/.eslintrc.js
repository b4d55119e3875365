// The walls of src/tests/walls.ts, as far as an editor can show them while one types.
const knex = {
  name: 'knex',
  message:
    'SQL stands in <Noun>Store.ts, operations/, migrations and the kernel.',
};
const practiceList = {
  group: ['**/practices', '**/practices/index'],
  message: 'Only src/index.ts reads the list of practices.',
};
const tests = [
  '**/*.test.*',
  '**/__testUtils__/**',
  '**/__mocks__/**',
  'src/testing/**',
  'src/tests/**',
];
const always = { group: ['*.stories*', '*.test*', '**/__mocks__/**'] };

/** A wall around files; replaces the rule of the base configuration, so what that says is repeated. */
const wall = (files, patterns, paths = [], excludedFiles = []) => ({
  files,
  excludedFiles: [...tests, ...excludedFiles],
  rules: {
    'no-restricted-imports': [2, { paths, patterns: [always, ...patterns] }],
  },
});
const contract = ['node', 'common'].map(p => `!@callboard/plugin-itsm-${p}`);
const outOfPractice = up => ({
  group: [up, '@callboard/*', ...contract],
  message:
    'A practice imports itself, @callboard/plugin-itsm-node and @callboard/plugin-itsm-common; see plugins/itsm-node/src/practice.ts.',
});
const stores = ['**/*Store.ts', '**/operations/*.ts'];

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  testRules: {
    // Helpers that fail a test are assertions too.
    'jest/expect-expect': [
      'warn',
      { assertFunctionNames: ['expect*', 'hold'] },
    ],
  },
  overrides: [
    {
      // What only tests use is in the package's devDependencies.
      files: ['src/testing/**', 'src/tests/**'],
      rules: { '@backstage/no-undeclared-imports': 'off' },
    },
    wall(
      ['src/kernel/**/*.ts'],
      [
        {
          group: ['**/practices', '**/practices/**', '**/bridges/**'],
          caseSensitive: true,
          message:
            'The kernel knows no practice; practices come in through practicesExtensionPoint.',
        },
        { group: ['**/testing/**', '**/tests/**'] },
      ],
    ),
    wall(['src/bridges/**/*.ts'], [practiceList], [knex], stores),
    ...[
      ['src/practices/*/*.ts', '../*'],
      ['src/practices/*/*/*.ts', '../../*'],
    ].flatMap(([files, up]) => [
      wall([files], [outOfPractice(up)], [knex], stores),
      wall(
        stores.map(store => files.replace('*.ts', store.replace('**/', ''))),
        [outOfPractice(up)],
      ),
    ]),
  ],
});
