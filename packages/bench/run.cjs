// Entry of `npm run bench`: lets Node run the TypeScript sources.
require('@backstage/cli/config/nodeTransform.cjs');
require('./src/bench.ts').main(process.argv.slice(2));
