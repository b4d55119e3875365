// Entry of the processes of the drill `due.once`: lets Node run the TypeScript sources.
require('@backstage/cli/config/nodeTransform.cjs');
require('./src/drills/dueBackend.ts').main(process.argv.slice(2));
